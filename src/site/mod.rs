//! The site model: files and configuration in, one frozen [`Site`] out, and [`view`] of it for templates.
//!
//! # Steps
//!
//! 1. [`Draft`] is filled from the source files: pages, collections, static files, layouts, data;
//! 2. plugins change the draft (add pages, give layouts and titles): [`Adjust`];
//! 3. [`Draft::freeze`] gives everything its URL, puts it in its order, and reports conflicts.

mod amend;
mod assemble;
mod built;
mod data;
mod date;
mod defaults;
mod document;
mod draft;
mod excerpt;
mod freeze;
mod order;
mod page;
pub mod permalink;
mod fingerprint;
mod parts;
pub mod view;

pub use crate::incremental::PageId;
pub use amend::{Changes, amend};
pub use built::{Body, Built, FileContent, Heading, Link, OutputFile};
pub use data::data_key;
pub use defaults::Defaults;
pub use document::titleize;
pub use draft::{Adjust, Draft};
pub use fingerprint::{SiteFingerprints, config_fingerprint};
pub use freeze::Target;
pub use page::{Converter, ForeignPage, Page, PageDraft, PageKind};
pub use parts::{Collection, CollectionId, Excerpt, Layout, Pager, StaticFile};

use crate::config::Config;
use crate::diag::{Diagnostic, SourceId, Sources};
use crate::discover::{SourceReader, SourceTree};
use crate::value::{Include, Str, Value};
use indexmap::IndexMap;
use std::sync::Arc;

/// A map that keeps its order, by text.
pub type Table<T> = IndexMap<Str, T, foldhash::fast::RandomState>;

/// The whole site, read-only.
#[derive(Clone, Debug)]
pub struct Site {
    /// The configuration.
    pub config: Arc<Config>,
    /// Everything that renders, in the order of rendering: documents (posts first, then the other collections
    /// in their order), then pages by name, then pages that plugins have made.
    pub pages: Vec<Page>,
    /// The collections, `posts` first.
    pub collections: Vec<Collection>,
    /// The static files, by path.
    pub static_files: Vec<StaticFile>,
    /// The layouts by name; the site's own over the theme's.
    pub layouts: Table<Layout>,
    /// The includes by path below the includes folder; the site's own over the theme's.
    pub includes: Table<Include>,
    /// `site.data`.
    pub data: Value,
    /// All texts.
    pub sources: Arc<Sources>,
    /// Opens files of the source (`include_relative`).
    pub source_reader: Arc<SourceReader>,
    /// The index of the first page that is not a document: `pages[first_page..]` is Jekyll's `site.pages`.
    pub first_page: usize,
    index: Arc<freeze::Index>,
}

/// Assembles the site of what was found: the draft, changed by each of `adjust` in turn, frozen. Gives all that was
/// found wrong, too.
pub fn assemble(found: SourceTree, config: Arc<Config>, adjust: &[&dyn Adjust]) -> (Site, Vec<Diagnostic>) {
    let mut draft = Draft::assemble(found, config);
    for plugin in adjust {
        plugin.adjust(&mut draft);
    }
    draft.freeze()
}

impl Site {
    /// The page with a number.
    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.index()]
    }

    /// Jekyll's `site.pages`: everything that renders and is not a document.
    pub fn plain_pages(&self) -> impl ExactSizeIterator<Item = (PageId, &Page)> {
        let first = self.first_page;
        let pages = self.pages[first..].iter().enumerate();
        pages.map(move |(at, page)| (page_id(first + at), page))
    }

    /// The collection called `label`.
    pub fn collection(&self, label: &str) -> Option<&Collection> {
        self.collections
            .iter()
            .find(|collection| &*collection.label == label)
    }

    /// The numbers of all texts that the site was assembled from.
    pub fn texts(&self) -> impl Iterator<Item = SourceId> {
        let pages = self.pages.iter().flat_map(|page| {
            let excerpt = page.excerpt.as_ref().and_then(|excerpt| excerpt.known_source());
            excerpt.into_iter().chain([page.source])
        });
        let includes = self.includes.values().map(|include| include.source);
        pages
            .chain(includes)
            .chain(self.layouts.values().map(|layout| layout.source))
    }

    /// The ids of the posts, oldest first.
    pub fn posts(&self) -> &[PageId] {
        self.collections.first().map_or(&[], |posts| &posts.docs)
    }
}

impl Site {
    /// The posts, newest first; those of one time by path, the last one first.
    pub fn posts_newest_first(&self) -> Vec<PageId> {
        let mut posts = self.posts().to_vec();
        posts.sort_by(|a, b| self.newest_first(*a, *b));
        posts
    }

    /// The order of two documents in lists that begin with the newest.
    pub fn newest_first(&self, a: PageId, b: PageId) -> std::cmp::Ordering {
        let (a, b) = (self.page(a), self.page(b));
        b.date.cmp(&a.date).then_with(|| b.path.cmp(&a.path))
    }

    /// The path of a page's file below the source.
    pub fn source_path(&self, id: PageId) -> String {
        let page = self.page(id);
        let collections = match page.kind {
            PageKind::Document(_) => &*self.config.collections_dir,
            PageKind::Page => "",
        };
        let parts = [&*self.config.content_dir, collections, &page.path];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("/")
    }
}

/// The id of the page at a place.
pub(crate) fn page_id(index: usize) -> PageId {
    PageId(u32::try_from(index).expect("fewer than four thousand million pages"))
}
