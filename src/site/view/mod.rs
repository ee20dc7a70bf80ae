//! What templates see of a site: `site`, `page`, `layout`, `content`, `paginator`, `jekyll`, `theme`.
//!
//! The objects behind `site` are made once for a build and shared by all pages, so they cannot know which page
//! is looking. That is kept beside them, per thread, for as long as one template runs: [`View::look`].
//! It decides what `content` of another page is (the **order rule**), what `site.related_posts` are, and it
//! takes notes of everything that is read.
//!
//! **Order rule.** A page sees the converted content of what renders before it and the source text of what
//! renders after it. Its own content is source text in its body, converted in its layouts. An excerpt sees only
//! source texts, and the excerpts of what comes before its page. Content that is not there yet is rendered on
//! demand through [`Render`], so threads cannot change the outcome. Since a page only ever waits for contents
//! and outputs of earlier pages and for excerpts, and an excerpt only for excerpts of earlier pages, nothing
//! waits in a circle.

mod data;
mod document;
mod globals;
mod look;
mod pager;
mod parts;
mod plain;
mod reads;
mod site;
mod source_map;

pub use document::DocumentView;
pub use globals::{PageGlobals, layout_data};
pub use look::{Phase, overhear, repeat};
pub use parts::{CollectionView, StaticFileView};
pub use plain::PlainPageView;
pub use reads::{Read, Reads};
pub use site::SiteView;

use super::{PageId, PageKind, Site};
use crate::value::{Include, Includes, Str, Value};
use std::sync::Arc;

/// The version of Jekyll whose output recto's equals: `jekyll.version`, and the generator's name in feeds and
/// head tags. It is a constant since templates compare and print it.
pub const JEKYLL_VERSION: &str = "4.3.1";

/// Renders on demand what a template reads of a page that comes before the one it renders.
///
/// WARNING: an implementation must not hand work to other threads and wait for it while it holds a lock that
/// another page may need (no rayon inside one page).
pub trait Render: Send + Sync {
    /// The body of a page through Liquid and its converter, without a layout.
    fn content(&self, view: &View, id: PageId) -> Str;

    /// The page in its layouts.
    fn output(&self, view: &View, id: PageId) -> Str;

    /// The page's excerpt ([`Page::excerpt`](super::Page::excerpt)) through Liquid and its converter, with
    /// [`Phase::Excerpt`].
    fn excerpt(&self, view: &View, id: PageId) -> Str;
}

/// What templates see of one build's site; a clone is the same view.
#[derive(Clone)]
pub struct View(Arc<Inner>);

struct Inner {
    site: Arc<Site>,
    render: Arc<dyn Render>,
    pages: Vec<Value>,
    files: Vec<Value>,
    site_value: Value,
    jekyll: Value,
    theme: Value,
}

impl std::fmt::Debug for View {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("View").finish_non_exhaustive()
    }
}

impl View {
    /// The view of `site`, in which `render` renders what is wanted early. Made once for a build.
    pub fn new(site: Arc<Site>, render: Arc<dyn Render>) -> Self {
        let pages = (0..site.pages.len()).map(|at| page_value(&site, super::page_id(at)));
        let pages: Vec<Value> = pages.collect();
        let files = (0..site.static_files.len()).map(|at| parts::static_file_value(&site, at));
        let files: Vec<Value> = files.collect();
        let site_view = SiteView::new(Arc::clone(&site), &pages, &files);
        Self(Arc::new(Inner {
            render,
            pages,
            files,
            site_value: Value::Object(Arc::new(site_view)),
            jekyll: parts::jekyll_value(&site),
            theme: parts::theme_value(&site),
            site,
        }))
    }

    /// The site.
    pub fn site(&self) -> &Arc<Site> {
        &self.0.site
    }

    /// What renders on demand.
    pub fn renderer(&self) -> &Arc<dyn Render> {
        &self.0.render
    }

    /// The object of a page or document, as `page` is while it renders and as lists hold it.
    pub fn page(&self, id: PageId) -> Value {
        self.0.pages[id.index()].clone()
    }

    /// The object of a static file, by its place in [`Site::static_files`].
    pub fn static_file(&self, index: usize) -> Value {
        self.0.files[index].clone()
    }

    /// The `site` object.
    pub fn site_value(&self) -> Value {
        self.0.site_value.clone()
    }

    /// Runs `run`, which renders one template of page `viewer`, and gives its result with what it has read.
    /// Everything of this view that is read outside of such a run is as the sources say.
    pub fn look<T>(&self, viewer: PageId, phase: Phase, run: impl FnOnce() -> T) -> (T, Reads) {
        let looking = look::Looking::begin(self.clone(), viewer, phase);
        let result = run();
        (result, looking.end())
    }
}

/// The object of a page or document.
fn page_value(site: &Arc<Site>, id: PageId) -> Value {
    match site.page(id).kind {
        PageKind::Page => Value::Object(Arc::new(PlainPageView::new(Arc::clone(site), id))),
        PageKind::Document(_) => Value::Object(Arc::new(DocumentView::new(Arc::clone(site), id))),
    }
}

/// The page or document behind a value, where it is one.
pub fn page_of(value: &Value) -> Option<PageId> {
    let Value::Object(object) = value else { return None };
    let any = object.as_any();
    let plain = any.downcast_ref::<PlainPageView>().map(PlainPageView::id);
    plain.or_else(|| any.downcast_ref::<DocumentView>().map(DocumentView::id))
}

/// Looks includes up, and takes notes of it.
impl Includes for View {
    fn include(&self, name: &str) -> Option<Include> {
        look::note(|| Read::Include(name.into()));
        self.site().includes.get(name).cloned()
    }

    /// As in Jekyll, the path starts at the folder of the page that is being rendered, wherever the tag stands;
    /// outside of rendering at that of the file `from`.
    fn include_relative(&self, path: &str, from: crate::diag::SourceId) -> Option<Include> {
        let site = self.site();
        let base = match look::viewer() {
            Some(id) => site.source_path(id),
            None => site.sources.get(from).path.clone(),
        };
        let folder = base.rfind('/').map_or("", |at| &base[..at]);
        let wanted = if folder.is_empty() {
            path.to_owned()
        } else {
            format!("{folder}/{path}")
        };
        look::note(|| Read::File(wanted.as_str().into()));
        site.source_reader.open(&wanted)
    }
}
