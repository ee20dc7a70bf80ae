//! The pages that the search of the theme finds.

use super::nav;
use crate::search;
use crate::site::{PageId, Site, page_id};
use crate::value::{Str, Value};

/// The folder of the index in the destination.
pub const SEARCH_FOLDER: &str = "assets/search";

/// The script and the style sheet of the search box for sites without recto's theme.
pub fn search_box() -> [(&'static str, &'static [u8]); 2] {
    [
        ("search.js", include_bytes!("../../assets/search.js")),
        ("search.css", include_bytes!("../search/search.css")),
    ]
}

/// The pages of `site` that are searched; none where the site has no search.
///
/// `html` gives the body of a page.
pub fn searched(site: &Site, html: impl Fn(PageId) -> Option<Str>) -> Vec<search::Page> {
    let on = site.config.settings.search.0;
    let pages = site.pages.iter().enumerate().filter(|(_, page)| {
        on && page.written
            && page.is_html()
            && page.location.is_some()
            && &*page.url != "/404.html"
            && !page.get("hidden").is_truthy()
            && !matches!(page.get("search"), Value::Bool(false))
    });
    let pages = pages.filter_map(|(at, page)| {
        Some(search::Page {
            url: format!("{}{}", site.config.baseurl, page.url),
            title: nav::title(site, page_id(at), None),
            html: html(page_id(at))?,
        })
    });
    pages.collect()
}
