//! Copies of the pages for programs: the Markdown of each page, `llms.txt` with links to them, and `llms-full.txt` with
//! all of them.

use super::nav;
use crate::plain;
use crate::site::{Page, PageId, Site, page_id};
use crate::value::{Str, Value};
use std::fmt::Write;

/// Whether a page has a Markdown copy.
pub(super) fn is_copied(page: &Page) -> bool {
    page.written
        && page.is_html()
        && page.location.is_some()
        && &*page.url != "/404.html"
        && !page.get("hidden").is_truthy()
        && !matches!(page.get("markdown_copy"), Value::Bool(false))
}

/// The path of the copy: `guide/install/index.html` becomes `guide/install.md`.
pub(super) fn path_of(page: &Page) -> String {
    let path = page.output.trim_end_matches(".html");
    match path.strip_suffix("/index") {
        Some(folder) => format!("{folder}.md"),
        None => format!("{path}.md"),
    }
}

/// The copies by path; none where the configuration has no `llms: true`. `html` gives the body of a page.
pub fn markdown_copies(site: &Site, html: impl Fn(PageId) -> Option<Str>) -> Vec<(String, String)> {
    if !site.config.settings.llms {
        return Vec::new();
    }
    let settings = &site.config.settings;
    let title = settings.title.as_deref().unwrap_or("Documentation");
    let mut list = format!("# {title}\n\n");
    if let Some(description) = &settings.description {
        let _ = writeln!(list, "> {}\n", &**description);
    }
    let mut full = list.clone();
    let mut files = Vec::new();
    let pages = site.pages.iter().enumerate().filter(|(_, page)| is_copied(page));
    for (at, page) in pages {
        let Some(html) = html(page_id(at)) else { continue };
        let title = nav::title(site, page_id(at), None);
        let mut text = plain::markdown(&html);
        if !text.starts_with("# ") {
            text = format!("# {title}\n\n{text}");
        }
        let path = path_of(page);
        let url = format!("{}{}/{path}", site.config.url, site.config.baseurl);
        let description = page.get("description");
        let description = description
            .as_str()
            .map_or_else(String::new, |text| format!(": {text}"));
        let _ = writeln!(list, "- [{title}]({url}){description}");
        let _ = writeln!(full, "{text}");
        files.push((path, text));
    }
    files.push(("llms.txt".to_owned(), list));
    files.push(("llms-full.txt".to_owned(), full));
    let taken = |path: &str| {
        site.static_files.iter().any(|file| &*file.output == path)
            || site.pages.iter().any(|page| &*page.output == path)
    };
    files.retain(|(path, _)| !taken(path));
    files
}
