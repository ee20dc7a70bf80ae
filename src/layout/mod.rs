//! Stage 5 lays converted bodies out as whole pages.
//!
//! Jekyll's sites use a chain of Liquid layouts (`chain.rs`), recto's own use Tera templates (`theme.rs`) with a
//! navigation of all pages (`nav`), the words of the reader's language (`words.rs`) and the theme's files (`assets.rs`).

mod assets;
mod chain;
mod checks;
mod embedded;
pub mod guard;
mod filters;
mod headings;
mod images;
mod markdown_copy;
mod nav;
mod not_found;
mod page_data;
mod template_error;
mod search;
mod theme;
pub mod words;

pub use assets::assets;
pub use chain::{Chain, RenderContext};
pub use markdown_copy::markdown_copies;
pub use not_found::NotFound;
pub use search::{SEARCH_FOLDER, search_box, searched};
pub use theme::Theme;
