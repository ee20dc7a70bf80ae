//! The Markdown copy of each page, for readers that are programs.

use crate::site::Page;

/// Whether a page has a Markdown copy.
pub(super) fn is_copied(page: &Page) -> bool {
    page.written && page.is_html() && page.location.is_some() && &*page.url != "/404.html"
}

/// The path of the copy: `guide/install/index.html` becomes `guide/install.md`.
pub(super) fn path_of(page: &Page) -> String {
    let path = page.output.trim_end_matches(".html");
    match path.strip_suffix("/index") {
        Some(folder) => format!("{folder}.md"),
        None => format!("{path}.md"),
    }
}
