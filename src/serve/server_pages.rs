//! The pages that the server itself writes.

use super::report::Report;
use super::request_path::encode;
use crate::text::escape::QUOTES;
use std::collections::BTreeSet;

fn page(title: &str, body: &str) -> Vec<u8> {
    const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;margin:3rem auto;max-width:60rem;padding:0 1rem}:root{color-scheme:light dark}";
    let title = QUOTES.escape(title);
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title><style>{STYLE}</style></head><body><h1>{title}</h1>{body}</body></html>"
    )
    .into_bytes()
}

/// The page of a site that has not been built yet. It is replaced when the site is built.
pub(super) fn waiting(report: &Report) -> Vec<u8> {
    match report.failed {
        true => page("The site has errors", "<p>Fix them, and the page appears.</p>"),
        false => page("Building…", "<p>The page appears when it is built.</p>"),
    }
}

/// The page for a path that the site does not have.
pub(super) fn not_found(path: &str) -> Vec<u8> {
    let path = QUOTES.escape(path);
    page(
        "Not found",
        &format!("<p>The site has no page <code>/{path}</code>.</p>"),
    )
}

/// The list of the files in the folder at `path`.
pub(super) fn listing(path: &str, names: &BTreeSet<&str>) -> Vec<u8> {
    let mut list = String::from("<ul>");
    if !path.is_empty() {
        list.push_str("<li><a href=\"../\">../</a></li>");
    }
    for name in names {
        list.push_str(&format!(
            "<li><a href=\"./{}\">{}</a></li>",
            encode(name),
            QUOTES.escape(name)
        ));
    }
    list.push_str("</ul>");
    page(&format!("Index of /{path}"), &list)
}
