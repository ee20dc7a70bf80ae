//! What templates see of a site: `site`, `page`, `layout`, `content`, `paginator`, `jekyll`, `theme`.
//!
//! The objects behind `site` are created once for a build and shared by all pages. What depends on the page that is being
//! rendered (the content of other pages, `site.related_posts`), they find out from [`incremental::reader`](crate::incremental::reader); and they
//! [record](crate::incremental::record) everything that is read. Content that the [order rule](crate::incremental::visibility) shows
//! and that is not there yet is rendered on demand through [`Render`].

mod content;
mod data;
mod document;
mod pager;
mod parts;
mod plain;
mod site;
mod source_map;
mod world;

pub use document::DocumentView;
pub use parts::{CollectionView, StaticFileView};
pub use plain::PlainPageView;
pub use site::SiteView;
pub use source_map::style_sheets;
pub use world::{PageWorld, layout_data};

use super::{PageId, PageKind, Site};
use crate::value::{Str, Value};
use std::sync::{Arc, Weak};

/// Renders on demand what a template reads of other pages.
///
/// WARNING: an implementation must not give work to other threads and wait for it while it holds a lock that
/// another page may need (no rayon inside one page).
pub trait Render: Send + Sync {
    /// The body of a page through Liquid and its converter, without a layout.
    fn content(&self, id: PageId) -> Str;

    /// The page in its layouts.
    fn output(&self, id: PageId) -> Str;

    /// The page's excerpt ([`PageDraft::excerpt`](super::PageDraft::excerpt)) through Liquid and its converter.
    fn excerpt(&self, id: PageId) -> Str;
}

/// What templates see of one build's site; a clone is the same view.
#[derive(Clone)]
pub struct View(Arc<Inner>);

struct Inner {
    site: Arc<Site>,
    render: Weak<dyn Render>,
    pages: Vec<Value>,
    site_value: Value,
    jekyll: Value,
    theme: Value,
}

/// A view that is not kept alive.
#[derive(Clone)]
pub struct WeakView(Weak<Inner>);

impl std::fmt::Debug for WeakView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WeakView").finish_non_exhaustive()
    }
}

impl WeakView {
    /// The view, while there is one.
    pub fn upgrade(&self) -> Option<View> {
        self.0.upgrade().map(View)
    }
}

/// The view that an object belongs to, for what it must ask of others.
#[derive(Clone)]
struct Owner(Weak<Inner>);

impl std::fmt::Debug for View {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("View").finish_non_exhaustive()
    }
}

/// The text of the file at `path`, from the source folder; the page that is being rendered depends on it.
pub fn source_file(site: &Site, path: &str) -> Option<crate::value::Str> {
    crate::incremental::record(|| crate::incremental::Dependency::File(path.into()));
    site.source_reader.open(path).map(|file| file.text)
}

impl View {
    /// The view of `site`, in which `render` renders on demand.
    pub fn new(site: Arc<Site>, render: Weak<dyn Render>) -> Self {
        Self(Arc::new_cyclic(|owner| {
            let owner = Owner(Weak::clone(owner));
            let pages = (0..site.pages.len()).map(|at| page_value(&site, &owner, super::page_id(at)));
            let pages: Vec<Value> = pages.collect();
            let files = (0..site.static_files.len()).map(|at| parts::static_file_value(&site, at));
            let files: Vec<Value> = files.collect();
            let site_view = SiteView::new(Arc::clone(&site), &pages, &files);
            Inner {
                render,
                pages,
                site_value: Value::Object(Arc::new(site_view)),
                jekyll: parts::jekyll_value(&site),
                theme: parts::theme_value(&site),
                site,
            }
        }))
    }

    /// The site.
    pub fn site(&self) -> &Arc<Site> {
        &self.0.site
    }

    /// The object of a page or document, as `page` is while it renders and as lists hold it.
    pub fn page(&self, id: PageId) -> Value {
        self.0.pages[id.index()].clone()
    }

    /// The same view, not kept alive.
    pub fn downgrade(&self) -> WeakView {
        WeakView(Arc::downgrade(&self.0))
    }

    fn owner(&self) -> Owner {
        Owner(Arc::downgrade(&self.0))
    }

    /// The `site` object.
    pub fn site_value(&self) -> Value {
        self.0.site_value.clone()
    }
}

/// The object of a page or document.
fn page_value(site: &Arc<Site>, owner: &Owner, id: PageId) -> Value {
    match site.page(id).kind {
        PageKind::Page => Value::Object(Arc::new(PlainPageView::new(Arc::clone(site), owner.clone(), id))),
        PageKind::Document(_) => {
            Value::Object(Arc::new(DocumentView::new(Arc::clone(site), owner.clone(), id)))
        }
    }
}
