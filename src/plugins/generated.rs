//! Makes pages and layouts that no file holds, and changes those that are there.

use crate::config::Config;
use crate::site::{Draft, Layout, PageDraft};
use crate::value::{Hash, Value};
use std::sync::Arc;

/// Appends a page, given its path below the source, its text and its front matter.
pub(super) fn page<'d>(draft: &'d mut Draft, path: &str, text: &str, data: Hash) -> &'d mut PageDraft {
    let page = draft.make_page(path.trim_start_matches('/'), data, text);
    draft.pages.push(page);
    draft.pages.last_mut().expect("a page was just added")
}

/// Appends a page made of a static file; returns `false` if the file is not text.
pub(super) fn page_of_file(draft: &mut Draft, file: usize) -> bool {
    let page = draft.page_of_file(file);
    let generated = page.is_some();
    draft.pages.extend(page);
    generated
}

/// Takes static files out; `places` are sorted.
pub(super) fn remove_files(draft: &mut Draft, places: &[usize]) {
    for &place in places.iter().rev() {
        draft.static_files.remove(place);
    }
}

/// A layout with this name and text and no front matter.
pub(super) fn layout(draft: &Draft, name: &str, text: &str) -> Layout {
    let path = format!("{}/{name}.html", draft.config.layouts_dir);
    let text: Arc<str> = text.into();
    Layout {
        name: name.into(),
        path: path.as_str().into(),
        ext: ".html".into(),
        source: draft.sources.add(path, Arc::clone(&text)),
        text,
        body: 0,
        from_theme: false,
        data: Arc::default(),
    }
}

/// Sets keys of a page's front matter.
pub(super) fn set<V: Into<Value>>(
    page: &mut PageDraft,
    entries: impl IntoIterator<Item = (&'static str, V)>,
) {
    let mut data = Hash::clone(&page.data);
    for (key, value) in entries {
        data.insert(key, value);
    }
    page.data = Arc::new(data);
}

/// Whether the source has a file, or a plugin has made one, at `path`.
pub(super) fn has_file(draft: &Draft, path: &str) -> bool {
    let path = path.trim_start_matches('/');
    draft.pages.iter().any(|page| *page.path == *path)
        || draft
            .static_files
            .iter()
            .any(|file| file.path.trim_start_matches('/') == path)
}

/// Whether an extension, with its dot, is one of Markdown's.
pub(super) fn is_markdown(config: &Config, ext: &str) -> bool {
    let ext = ext.strip_prefix('.').unwrap_or(ext).to_ascii_lowercase();
    config.markdown_ext.iter().any(|known| **known == *ext)
}
