//! jekyll-sitemap: adds `/sitemap.xml`, and `/robots.txt` where the site has none.

use super::{Plugin, Priority, Tools, generated};
use crate::site::Draft;
use crate::value::Value;

/// The plugin.
pub(super) struct Sitemap;

/// `/sitemap.xml`: documents, HTML pages, static HTML and PDF files, each with its time of change if known.
const SITEMAP: &str = include_str!("sitemap.xml");

const ROBOTS: &str = "Sitemap: {{ \"sitemap.xml\" | absolute_url }}\n";

impl Plugin for Sitemap {
    fn gem(&self) -> &'static str {
        "jekyll-sitemap"
    }

    fn priority(&self) -> Priority {
        Priority::Lowest
    }

    fn adjust(&self, draft: &mut Draft, _tools: &Tools<'_>) {
        let has = |draft: &Draft, url: &str| {
            draft.pages.iter().any(|page| draft.url(page) == url)
                || draft.static_files.iter().any(|file| *file.url == *url)
        };
        let xsl = has(draft, "/sitemap.xsl");
        for (name, text) in [("sitemap.xml", SITEMAP), ("robots.txt", ROBOTS)] {
            if !has(draft, &format!("/{name}")) {
                let data = [
                    ("layout", Value::Nil),
                    ("xsl", Value::Bool(xsl && name == "sitemap.xml")),
                ];
                generated::page(draft, name, text, data.into_iter().collect());
            }
        }
    }
}
