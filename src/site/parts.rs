//! The smaller parts of a site: collections, static files, layouts, excerpts, pagers.

use super::PageId;
use crate::diag::{SourceId, Sources};
use crate::discover::Modified;
use crate::value::{Hash, Str};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

/// The number of a collection: its place in [`Site::collections`](super::Site::collections).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CollectionId(pub usize);

/// A collection with its documents in their order.
#[derive(Clone, Debug)]
pub struct Collection {
    /// Its name.
    pub label: Str,
    /// Whether its documents are written.
    pub output: bool,
    /// Its documents, in their order.
    pub docs: Vec<PageId>,
    /// Its static files, by their places in [`Site::static_files`](super::Site::static_files).
    pub files: Vec<usize>,
    /// Its folder below `collections_dir`: `_label`.
    pub relative_directory: Str,
    /// Its folder, absolute.
    pub directory: Str,
    /// Its keys in the configuration.
    pub metadata: Arc<Hash>,
}

/// A file that is copied as it is.
#[derive(Clone, Debug)]
pub struct StaticFile {
    /// Jekyll's `relative_path`: `/css/a.png`, or `_label/a.png` in a collection.
    pub path: Str,
    /// The file's name.
    pub name: Str,
    /// The name without the extension and the dots before it.
    pub basename: Str,
    /// The extension with its dot; may be empty.
    pub ext: Str,
    /// Its collection.
    pub collection: Option<CollectionId>,
    /// The values that the configuration's `defaults` set for it.
    pub data: Arc<Hash>,
    /// The URL.
    pub url: Str,
    /// The file written, relative to the destination.
    pub output: Str,
    /// Whether it is written.
    pub written: bool,
    /// Its absolute path on the disk.
    pub location: PathBuf,
    /// Its path below the source (or the theme), as users know it.
    pub shown: Str,
    /// When it was last changed.
    pub modified: Modified,
    /// Its length in bytes.
    pub length: u64,
    /// Whether it comes from the theme's folder.
    pub from_theme: bool,
}

/// A layout.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Its name: the path below the layouts folder without the last extension.
    pub name: Str,
    /// Its path as users know it.
    #[allow(dead_code, reason = "part of the model; diagnostics use the source")]
    pub path: Str,
    /// The extension with its dot.
    pub ext: Str,
    /// The number of its text.
    pub source: SourceId,
    /// Its whole text, front matter included.
    pub text: Arc<str>,
    /// The byte of `text` where its body begins.
    pub body: usize,
    /// Its front matter.
    pub data: Arc<Hash>,
    /// Whether it comes from the theme's folder.
    pub from_theme: bool,
}

impl Layout {
    /// The text after the front matter.
    pub fn body(&self) -> &str {
        self.text.get(self.body..).unwrap_or("")
    }
}

/// An excerpt that is cut from a body, before it is rendered.
#[derive(Debug)]
pub struct Excerpt {
    /// Its text: the part before the separator, with unclosed blocks closed and the link definitions it
    /// needs.
    pub text: Arc<str>,
    shown: Str,
    source: OnceLock<SourceId>,
}

impl Excerpt {
    /// The excerpt `text`, known to users as `shown`.
    pub fn new(text: &str, shown: Str) -> Self {
        Self {
            text: text.into(),
            shown,
            source: OnceLock::new(),
        }
    }

    /// The number of its text, if it has one yet.
    pub fn known_source(&self) -> Option<SourceId> {
        self.source.get().copied()
    }

    /// The number of its text among `sources`, to which it is added on first use.
    pub fn source(&self, sources: &Sources) -> SourceId {
        *self
            .source
            .get_or_init(|| sources.add(&*self.shown, Arc::clone(&self.text)))
    }
}

/// One page of a paginated list, as `paginator` shows it.
#[derive(Clone, Debug)]
pub struct Pager {
    /// The number of this page, from 1.
    pub page: usize,
    /// How many posts a page holds.
    pub per_page: usize,
    /// The posts of this page.
    pub posts: Vec<PageId>,
    /// How many posts there are in all.
    pub total_posts: usize,
    /// How many pages there are.
    pub total_pages: usize,
    /// The number of the page before and its path.
    pub previous: Option<(usize, Str)>,
    /// The number of the page after and its path.
    pub next: Option<(usize, Str)>,
    /// Further keys, of paginators that know more.
    pub more: Arc<Hash>,
}
