//! The site while it is being put together: what plugins may still change.

use super::{Collection, Layout, Page, StaticFile, Table};
use crate::config::Config;
use crate::diag::{Diagnostic, Sources};
use crate::value::{Include, Value};
use std::sync::Arc;

/// A site that is not frozen yet. Documents and pages have their data but neither URL nor number.
#[derive(Debug)]
pub struct Draft {
    /// The configuration.
    pub config: Arc<Config>,
    /// All texts; a page that a plugin makes adds its own.
    pub sources: Arc<Sources>,
    /// The documents of each collection, `posts` first, in their order.
    pub documents: Vec<Vec<Page>>,
    /// The pages, by name; pages that plugins make are put behind them.
    pub pages: Vec<Page>,
    /// The collections; their lists of documents are filled when the draft is frozen.
    pub collections: Vec<Collection>,
    /// The static files, by path.
    pub static_files: Vec<StaticFile>,
    /// The layouts by name.
    pub layouts: Table<Layout>,
    /// The includes by path.
    pub includes: Table<Include>,
    /// `site.data`.
    pub data: Value,
    /// What was found wrong so far.
    pub diagnostics: Vec<Diagnostic>,
}

/// What changes the draft before it is frozen, as Jekyll's generators do.
pub trait Adjust: Sync {
    /// Changes `draft`; faults go to its diagnostics.
    fn adjust(&self, draft: &mut Draft);
}
