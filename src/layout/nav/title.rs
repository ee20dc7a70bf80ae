//! The title of a page.

use crate::site::{Heading, PageId, Site};
use crate::text::html;
use crate::value::Value;

/// The title of a page: its own, else its first heading, else its file name in words.
pub(in crate::layout) fn title(site: &Site, id: PageId, heading: Option<&Heading>) -> String {
    let page = site.page(id);
    match page.get("title") {
        Value::Str(title) => return title.to_string(),
        Value::Nil | Value::Bool(_) | Value::Array(_) | Value::Hash(_) => {}
        other => return crate::value::print::to_s(&other).to_string(),
    }
    if let Some(heading) = heading.filter(|heading| heading.level == 1) {
        return html::text(&heading.html);
    }
    let heading = page.body().lines().find_map(|line| line.strip_prefix("# "));
    if let Some(heading) = heading {
        let heading = heading.split(" {#").next().unwrap_or(heading);
        return heading.trim().trim_end_matches('#').trim().replace('`', "");
    }
    let url = page.url.strip_suffix("index.html").unwrap_or(&page.url);
    let name = url.trim_end_matches('/').rsplit('/').next().unwrap_or("");
    match name.trim_end_matches(".html") {
        "" => site.config.title().as_str().unwrap_or("Home").to_owned(),
        name => in_words(name),
    }
}

/// A file or folder name in words: `getting-started` becomes `Getting started`.
pub(super) fn in_words(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
