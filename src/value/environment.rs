//! The two interfaces through which templates read their environment: global variables and includes.
//!
//! They are defined below both the engine and the site, so neither knows the other, and everything that a
//! page has read can be noted in one place.

use super::Value;
use recto_diag::SourceId;
use std::sync::Arc;

/// The global variables a template sees: `site`, `page`, `layout`, `content`, `paginator`, `jekyll`, `theme`.
pub trait Globals: Sync {
    /// The variable called `name`; `None` where there is none.
    fn global(&self, name: &str) -> Option<Value>;
}

/// The text of an include.
#[derive(Clone, Debug)]
pub struct Include {
    /// Its number among the sources.
    pub source: SourceId,
    /// Its text.
    pub text: Arc<str>,
}

/// The includes a template can name.
pub trait Includes: Sync {
    /// The include called `name`, a path below the includes folder; `None` where there is none.
    fn include(&self, name: &str) -> Option<Include>;

    /// The include at `path`, relative to the folder of the file whose number is `from` (`include_relative`).
    fn include_relative(&self, path: &str, from: SourceId) -> Option<Include>;
}
