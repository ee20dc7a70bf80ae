//! recto builds documentation sites: Jekyll's, unchanged, and its own.
//!
//! A site flows through six stages, each a module, in the order below:
//!
//! 1. `discover` walks the source folder and says what each file is;
//! 2. `front_matter` splits heads from bodies and `site` assembles the model;
//! 3. `liquid` expands templates, with Jekyll's tags and filters from `jekyll`;
//! 4. `markdown` turns the expanded text into HTML;
//! 5. `layout` wraps it, and `plugins` add feeds, redirects and the like, `ruby` those of the site itself;
//! 6. `write` makes the destination folder equal to what was built.
//!
//! `pipeline` runs the stages, and `incremental` decides what a rebuild takes from the build before. Everything else
//! builds on `diag`, `text` and `value`.

pub mod config;
pub mod themes;
pub mod discover;
pub mod front_matter;
pub mod incremental;
pub mod site;
pub use recto_liquid as liquid;
pub use recto_markdown as markdown;
pub mod jekyll;
pub mod plugins;
pub mod ruby;
pub mod layout;
pub mod plain;
pub mod search;
pub mod pipeline;
pub mod write;
pub mod check;
pub mod serve;
pub use recto_diag as diag;
pub use recto_highlight as highlight;
pub use recto_text as text;
pub use recto_value as value;

pub mod compare;
pub mod doctor;
pub mod import;
