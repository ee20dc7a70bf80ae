//! The page for addresses that do not exist: `content/404.md`, or one with the theme's words where a site has none.

use super::words;
use crate::config::SiteKind;
use crate::site::{Adjust, Draft, Page, PageDraft, Site};
use crate::value::{Hash, Value};

/// Places `content/404.md` at `/404.html`, and adds a page there where the site has none.
#[derive(Clone, Copy, Debug)]
pub struct NotFound;

impl Adjust for NotFound {
    fn adjust(&self, draft: &mut Draft) {
        let config = std::sync::Arc::clone(&draft.config);
        let is_it = |page: &&mut PageDraft| {
            matches!(&*page.path, "404.md" | "404.html") && page.get("permalink").is_nil()
        };
        if let (SiteKind::Recto, Some(page)) = (config.arrangement, draft.pages.iter_mut().find(is_it)) {
            // Servers look for this very file, whatever `permalink` says of all pages.
            let mut data = Hash::clone(&page.data);
            data.insert("permalink", "/404.html");
            page.data = std::sync::Arc::new(data);
            return;
        }
        let has_one = |page: &PageDraft| draft.url(page) == "/404.html";
        let copies_one = draft.static_files.iter().any(|file| &*file.output == "404.html");
        if config.arrangement != SiteKind::Recto || copies_one || draft.pages.iter().any(has_one) {
            return;
        }
        let title = words::of(&config).get("not_found_title").to_owned();
        let data: Hash = [
            ("title", Value::from(title)),
            ("permalink", "/404.html".into()),
            ("sitemap", false.into()),
            ("noindex", true.into()),
        ]
        .into_iter()
        .collect();
        let page = draft.make_page("404.md", data, "");
        draft.pages.push(page);
    }

    fn amend(&self, _site: &Site, _was: &str, _page: &mut Page) -> bool {
        true
    }
}
