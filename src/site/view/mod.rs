//! What templates see of a site: `site`, `page`, `layout`, `content`, `paginator`, `jekyll`, `theme`.
//!
//! The objects behind `site` are made once for a build and shared by all pages, so they cannot know which page
//! is looking. That is kept beside them, per thread, for as long as one template runs: [`View::look`].
//! It decides what `content` of another page is (the **order rule**), what `site.related_posts` are, and it
//! takes notes of everything that is read.
//!
//! **Order rule.** A page sees the converted content of what renders before it and the source text of what
//! renders after it. Its own content is source text in its body, converted in its layouts. Content that is not
//! there yet is rendered on demand through [`Render`], so threads cannot change the outcome. Since pages only
//! ever wait for earlier ones, nothing waits in a circle.

mod reads;

pub use reads::{Read, Reads};

use super::PageId;
use crate::value::Str;

/// Which template of a page is running.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Its body: its own `content` is the source text.
    Body,
    /// A layout around it: its own `content` is converted.
    Layout,
}

/// Renders on demand what a template reads of a page that comes before the one it renders.
///
/// WARNING: an implementation must not hand work to other threads and wait for it while it holds a lock that
/// another page may need (no rayon inside one page).
pub trait Render: Send + Sync {
    /// The body of a page through Liquid and its converter, without a layout.
    fn content(&self, view: &View, id: PageId) -> Str;

    /// The page in its layouts.
    fn output(&self, view: &View, id: PageId) -> Str;

    /// The page's excerpt ([`Page::excerpt`](super::Page::excerpt)) through Liquid and its converter.
    fn excerpt(&self, view: &View, id: PageId) -> Str;
}

/// What templates see of one build's site.
#[derive(Clone)]
pub struct View {
    site: std::sync::Arc<super::Site>,
    render: std::sync::Arc<dyn Render>,
}

impl std::fmt::Debug for View {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("View").finish_non_exhaustive()
    }
}

impl View {
    /// The view of `site`, in which `render` renders what is wanted early.
    pub fn new(site: std::sync::Arc<super::Site>, render: std::sync::Arc<dyn Render>) -> Self {
        Self { site, render }
    }

    /// The site.
    pub fn site(&self) -> &std::sync::Arc<super::Site> {
        &self.site
    }

    /// What renders on demand.
    pub fn renderer(&self) -> &std::sync::Arc<dyn Render> {
        &self.render
    }
}
