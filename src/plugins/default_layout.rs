//! jekyll-default-layout: Markdown without a layout gets `home`, `page`, `post` or `default`, by what it is.

use super::{Plugin, Priority, Tools, generated};
use crate::site::{Draft, Layout, PageDraft, Table};

/// The plugin.
pub(super) struct DefaultLayout;

impl Plugin for DefaultLayout {
    fn gem(&self) -> &'static str {
        "jekyll-default-layout"
    }

    fn priority(&self) -> Priority {
        Priority::Lowest
    }

    fn adjust(&self, draft: &mut Draft, _tools: &Tools<'_>) {
        let wants = |draft: &Draft, page: &PageDraft| {
            let diagnostics = page.data.contains_key("layout") || page.defaults.contains_key("layout");
            generated::is_markdown(&draft.config, &page.ext) && !diagnostics
        };
        for at in 0..draft.pages.len() {
            let page = &draft.pages[at];
            if wants(draft, page) {
                let home: &[&str] = if draft.url(page) == "/" { &["home"] } else { &[] };
                let name = first(&draft.layouts, &[home, &["page", "default"]].concat());
                set_layout(&mut draft.pages[at], name);
            }
        }
        for at in 0..draft.documents.first().map_or(0, Vec::len) {
            if wants(draft, &draft.documents[0][at]) {
                let name = first(&draft.layouts, &["post", "default"]);
                set_layout(&mut draft.documents[0][at], name);
            }
        }
    }
}

/// The first of `names` that is a layout.
fn first<'a>(layouts: &Table<Layout>, names: &[&'a str]) -> Option<&'a str> {
    names.iter().copied().find(|name| layouts.contains_key(*name))
}

fn set_layout(page: &mut PageDraft, name: Option<&str>) {
    if let Some(name) = name {
        generated::set(page, [("layout", name)]);
    }
}
