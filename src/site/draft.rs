//! The site while it is being put together: what plugins may still change.

use super::defaults::Defaults;
use super::{Collection, Layout, Page, PageDraft, PageKind, Site, StaticFile, Table, permalink};
use crate::config::Config;
use crate::diag::{Diagnostic, Original, Shared, Sources};
use crate::discover::{Reader, SourceReader};
use crate::value::{Hash, Include, Value};
use std::sync::Arc;

/// A site that is not frozen yet. Documents and pages have their data but neither URL nor number; static files have
/// their URLs.
#[derive(Debug)]
pub struct Draft {
    /// The configuration.
    pub config: Arc<Config>,
    /// All texts; a page that a plugin makes adds its own.
    pub sources: Arc<Sources>,
    /// The documents of each collection, `posts` first, in their order.
    pub documents: Vec<Vec<PageDraft>>,
    /// The pages, by name, followed by pages that plugins add.
    pub pages: Vec<PageDraft>,
    /// The collections; their lists of documents and files are filled when the draft is frozen.
    pub collections: Vec<Collection>,
    /// The static files: by path, then those of each collection, then the theme's.
    pub static_files: Vec<StaticFile>,
    /// The layouts by name.
    pub layouts: Table<Layout>,
    /// The includes by path.
    pub includes: Table<Include>,
    /// `site.data`.
    pub data: Value,
    /// What was found wrong so far.
    pub diagnostics: Vec<Diagnostic>,
    /// The values that `defaults` in the configuration sets for a file.
    pub defaults: Defaults,
    /// Reads files that were not read yet.
    pub reader: Reader,
    /// Opens files for templates.
    pub source_reader: Arc<SourceReader>,
}

/// What changes the draft before it is frozen, as Jekyll's generators do.
pub trait Adjust: Sync {
    /// Changes `draft`; faults go to its diagnostics.
    fn adjust(&self, draft: &mut Draft);

    /// Does to `page`, which has a new body since `site` was frozen, what [`Adjust::adjust`] would have done, where
    /// `was` is the previous body. Returns `false` if the change may affect more than this page's body.
    fn amend(&self, site: &Site, was: &str, page: &mut Page) -> bool;
}

impl Draft {
    /// The URL that a page or document has with its data as it is now. A template that cannot be filled is the URL
    /// itself.
    pub fn url(&self, page: &PageDraft) -> String {
        let ext = permalink::output_ext(page);
        let style = permalink::style(&self.config);
        if let Some(url) = &page.given_url {
            return url.to_string();
        }
        match page.kind {
            PageKind::Page => permalink::page_url(page, &ext, style),
            PageKind::Document(id) => {
                let url = permalink::document_url(page, &self.collections[id.0], &ext, &self.config);
                url.unwrap_or_else(|_| {
                    permalink::sanitize(&crate::value::print::to_s(&page.get("permalink")))
                })
            }
        }
    }

    /// Replaces the body of a page; an excerpt that was taken from the old body is taken again.
    pub fn set_body(&self, page: &mut PageDraft, body: &str) {
        set_body(&self.config, &self.sources, page, body, None);
    }

    /// The same, with the parts that the old body and the new one have in common: places in the new body are then shown
    /// in the old one.
    pub fn set_rewritten_body(&self, page: &mut PageDraft, body: &str, shared: Vec<Shared>) {
        set_body(&self.config, &self.sources, page, body, Some(shared));
    }

    /// As [`set_body`](Self::set_body), but the excerpt stays as it was cut from the old body.
    pub fn set_body_beside_excerpt(&self, page: &mut PageDraft, body: &str) {
        let excerpt = page.excerpt.take();
        self.set_body(page, body);
        page.excerpt = excerpt;
    }

    /// Takes the excerpt of a document from its body, even if its front matter has one.
    pub fn take_excerpt(&self, page: &mut PageDraft) {
        if page.data.get("excerpt").is_some_and(Value::is_truthy) {
            let mut data = Hash::clone(&page.data);
            data.remove("excerpt");
            page.data = Arc::new(data);
            page.excerpt = super::excerpt::forced_excerpt_of(page, &self.config);
        }
    }

    /// Whether a page or document is written.
    pub fn is_written(&self, page: &PageDraft) -> bool {
        let future = |page: &PageDraft| {
            let date = page.date.as_ref();
            !self.config.future && date.is_some_and(|date| date.seconds > self.config.time.seconds)
        };
        match page.kind {
            PageKind::Page => true,
            PageKind::Document(id) => self.collections[id.0].output && !future(page),
        }
    }
}

impl Site {
    /// Replaces the body of a page of an amended site, as [`Draft::set_rewritten_body`] does.
    pub fn set_rewritten_body(&self, page: &mut Page, body: &str, shared: Vec<Shared>) {
        set_body(&self.config, &self.sources, &mut page.draft, body, Some(shared));
    }
}

fn set_body(
    config: &Config,
    sources: &Sources,
    page: &mut PageDraft,
    body: &str,
    shared: Option<Vec<Shared>>,
) {
    let text: Arc<str> = [&page.text[..page.body], body].concat().into();
    let original = match shared {
        Some(shared) => {
            let head = u32::try_from(page.body).unwrap_or(u32::MAX);
            let moved = shared.into_iter().map(|part| Shared {
                at: part.at + head,
                original: part.original + head,
                ..part
            });
            let head = Shared {
                at: 0,
                original: 0,
                length: head,
            };
            Original {
                source: page.source,
                shared: std::iter::once(head).chain(moved).collect(),
            }
        }
        None => Original::of_one_change(page.source, &page.text, &text),
    };
    page.source = sources.add_rewritten(Arc::clone(&text), original);
    page.text = text;
    if page.excerpt.is_some() {
        // The warnings about the excerpt were reported for the first body.
        page.excerpt = super::excerpt::excerpt_of(page, config, &mut Vec::new());
    }
}
