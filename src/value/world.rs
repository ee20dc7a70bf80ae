//! Everything outside a template that its rendering reads.
//!
//! The trait is below both the engine and the site, so that neither knows the other, and everything that is read passes
//! through one place, which can record it.

use super::Value;
use recto_diag::SourceId;
use std::any::Any;
use std::sync::Arc;

/// The text of an include.
#[derive(Clone, Debug)]
pub struct Include {
    /// Its number among the sources.
    pub source: SourceId,
    /// Its whole text.
    pub text: Arc<str>,
}

/// The world as one template sees it.
pub trait World: Sync {
    /// The global variable called `name` (`site`, `page`, `content`…); `None` if there is none.
    fn global(&self, name: &str) -> Option<Value>;

    /// The include called `name`, a path below the includes folder; `None` if there is none.
    fn include(&self, _name: &str) -> Option<Include> {
        None
    }

    /// The include at `path`, relative to the folder of the file whose number is `from` (`include_relative`); `None` if
    /// there is none.
    fn include_relative(&self, _path: &str, _from: SourceId) -> Option<Include> {
        None
    }

    /// What the tags and filters of the caller need; they know its type.
    fn host(&self) -> &(dyn Any + Send + Sync) {
        &()
    }
}
