//! What Jekyll adds to Liquid: tags (`include`, `link`, `post_url`, `highlight`…) and filters (`where`, `relative_url`,
//! `markdownify`…), as tables for the engine, and the [`Host`] through which they reach the site.
//!
//! The tags and filters get the [`Host`] from [`Context::host`](crate::liquid::Context::host); without one they
//! still work where they need nothing of a site.

mod filters;
mod host;
mod order;
mod property;
mod shared;
mod tags;
pub mod uri;

pub use filters::FILTERS;
pub use host::{Host, Post, SiteContext, absolute_url, relative_url};
pub use tags::TAGS;

use crate::liquid::{self, Engine, Options};

/// An engine with Liquid's own tags and filters and with Jekyll's.
pub fn engine(options: Options) -> Engine {
    Engine::new(options)
        .with_tags(liquid::TAGS)
        .with_tags(liquid::TAGS_OF_5)
        .with_filters(liquid::FILTERS)
        .with_tags(TAGS)
        .with_filters(FILTERS)
}
