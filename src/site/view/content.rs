//! Content, output and excerpt of a page as the order rule shows them to the page that is being rendered.

use super::{Owner, Render};
use crate::incremental::{self, Dependency, Reader};
use crate::site::{Page, PageId};
use crate::value::{Str, Value};
use std::sync::Arc;

impl Owner {
    /// The object of a page.
    pub(super) fn page(&self, id: PageId) -> Option<Value> {
        Some(self.0.upgrade()?.pages[id.index()].clone())
    }

    fn render(&self) -> Option<Arc<dyn Render>> {
        self.0.upgrade()?.render.upgrade()
    }

    /// The converted content of page `id`; `None` for its source text.
    pub(super) fn content(&self, id: PageId, page: &Page) -> Option<Str> {
        let reader = incremental::reader()?;
        if !reader.sees_content(id) {
            record(reader, id, || Dependency::Source(page.path.clone()));
            return None;
        }
        record(reader, id, || Dependency::Content(page.path.clone()));
        Some(self.render()?.content(id))
    }

    /// Page `id` in its layouts; `None` where Jekyll has not laid it out yet.
    pub(super) fn output(&self, id: PageId, page: &Page) -> Option<Str> {
        let reader = incremental::reader()?;
        if !reader.sees_output(id) {
            // The place of the reader decides that.
            incremental::record(|| match reader.is_excerpt() {
                true => Dependency::Source(page.path.clone()),
                false => Dependency::CurrentPage,
            });
            return None;
        }
        incremental::record(|| Dependency::Output(page.path.clone()));
        Some(self.render()?.output(id))
    }

    /// The converted excerpt of page `id`; `None` for its source text.
    pub(super) fn excerpt(&self, id: PageId, page: &Page) -> Option<Str> {
        let reader = incremental::reader()?;
        if !reader.sees_excerpt(id) {
            record(reader, id, || Dependency::ExcerptSource(page.path.clone()));
            return None;
        }
        incremental::record(|| Dependency::Excerpt(page.path.clone()));
        Some(self.render()?.excerpt(id))
    }
}

/// Records a dependency on page `id`; what a page reads of itself is a dependency on the current page, unless an excerpt
/// reads it: what that shows depends on its reader.
fn record(reader: Reader, id: PageId, of_another: impl FnOnce() -> Dependency) {
    incremental::record(|| match id == reader.page && !reader.is_excerpt() {
        true => Dependency::CurrentPage,
        false => of_another(),
    });
}
