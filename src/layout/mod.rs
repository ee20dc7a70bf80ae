//! Stage 5: a page's converted body in, the whole page out.
//!
//! Jekyll's sites lay pages out in a chain of Liquid layouts (`chain.rs`), recto's own by Tera templates
//! (`theme.rs`) with a navigation made from all pages (`tree.rs`).

mod chain;
mod theme;
mod tree;

pub use chain::{Chain, Stage, Wrapped};
pub use theme::{Theme, assets};
