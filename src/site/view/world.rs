//! The world of one template: its global variables and includes.

use super::View;
use super::document::DocumentView;
use super::pager::pager_value;
use super::plain::PlainPageView;
use crate::diag::SourceId;
use crate::incremental::{self, Dependency, Part};
use crate::site::{Converter, ForeignPage, Page, PageId, PageKind};
use crate::value::{Hash, Include, Str, Value, World};
use std::any::Any;
use std::sync::Arc;

/// The variables `site`, `page`, `layout`, `content`, `paginator`, `jekyll` and `theme` for one template of a
/// page.
#[derive(Clone)]
pub struct PageWorld<'h> {
    view: View,
    page: Value,
    layout: Value,
    content: Value,
    paginator: Value,
    /// What `highlight` writes before and after its block: Jekyll's Markdown converter needs a line break.
    around_code: Value,
    foreign: Option<Arc<ForeignPage>>,
    host: &'h (dyn Any + Send + Sync),
}

impl View {
    /// What the body of a page sees (with [`Part::Excerpt`] its excerpt): `layout` is the data of its own
    /// layout, `content` is nothing.
    pub fn body_world<'h>(&self, id: PageId, part: Part, host: &'h (dyn Any + Send + Sync)) -> PageWorld<'h> {
        let page = self.site().page(id);
        let object = match part {
            Part::Excerpt if page.collection().is_some() => Value::Object(Arc::new(
                DocumentView::of_excerpt(Arc::clone(self.site()), self.owner(), id),
            )),
            _ => self.page(id),
        };
        let layout = page.layout_of_body().and_then(|name| self.layout(&name));
        PageWorld {
            view: self.clone(),
            page: object,
            layout: layout.map_or(Value::Nil, |layout| Value::Hash(Arc::clone(&layout.data))),
            content: Value::Nil,
            paginator: self.paginator(id),
            around_code: around_code(page),
            foreign: page.foreign.clone(),
            host,
        }
    }

    /// What a layout of a page sees: `layout` is the merged data of the chain so far ([`layout_data`]), `content`
    /// what it is laid around, and `page` a document as it is now, but a page as it was before its body was rendered.
    pub fn layout_world<'h>(
        &self,
        id: PageId,
        layout: Arc<Hash>,
        content: Str,
        host: &'h (dyn Any + Send + Sync),
    ) -> PageWorld<'h> {
        let page = match self.site().page(id).kind {
            PageKind::Document(_) => self.page(id),
            PageKind::Page => {
                let site = Arc::clone(self.site());
                Value::Object(Arc::new(PlainPageView::snapshot(site, self.owner(), id)))
            }
        };
        PageWorld {
            view: self.clone(),
            page,
            layout: Value::Hash(layout),
            content: Value::Str(content),
            paginator: self.paginator(id),
            around_code: around_code(self.site().page(id)),
            foreign: self.site().page(id).foreign.clone(),
            host,
        }
    }

    /// The layout with a name; records it, found or not.
    pub fn layout(&self, name: &str) -> Option<&crate::site::Layout> {
        incremental::record(|| Dependency::Layout(name.into()));
        self.site().layouts.get(name)
    }

    fn paginator(&self, id: PageId) -> Value {
        let pager = self.site().page(id).pager.as_ref();
        pager.map_or(Value::Nil, |pager| pager_value(self, pager))
    }
}

/// `highlighter_prefix` and `highlighter_suffix` for the templates of a page.
fn around_code(page: &Page) -> Value {
    match page.converter {
        Converter::Markdown => "\n".into(),
        _ => Value::Nil,
    }
}

/// `layout` in the template of a layout with the data `own`, laid around one whose `layout` was `inner`: the
/// inner layout wins.
pub fn layout_data(own: &Arc<Hash>, inner: Option<&Arc<Hash>>) -> Arc<Hash> {
    match inner {
        None => Arc::clone(own),
        Some(inner) => Arc::new(own.deep_merge(inner)),
    }
}

/// The variables that differ from page to page are dependencies on the current page: a template that reads none of them
/// renders the same on all pages.
impl World for PageWorld<'_> {
    fn global(&self, name: &str) -> Option<Value> {
        if let Some(value) = self
            .foreign
            .as_ref()
            .and_then(|foreign| foreign.globals.get(name))
        {
            incremental::record(|| Dependency::CurrentPage);
            return Some(value.clone());
        }
        match name {
            "site" => return Some(self.view.site_value()),
            "jekyll" => return Some(self.view.0.jekyll.clone()),
            "theme" => return Some(self.view.0.theme.clone()),
            _ => {}
        }
        let of_page = match name {
            "page" => &self.page,
            "layout" => &self.layout,
            "content" => &self.content,
            "paginator" => &self.paginator,
            "highlighter_prefix" | "highlighter_suffix" => &self.around_code,
            _ => return None,
        };
        incremental::record(|| Dependency::CurrentPage);
        Some(of_page.clone())
    }
    fn include(&self, name: &str) -> Option<Include> {
        incremental::record(|| Dependency::Include(name.into()));
        self.view.site().includes.get(name).cloned()
    }

    /// As in Jekyll, the path starts at the folder of the page that is being rendered, wherever the tag is; outside of
    /// rendering at that of the file `from`.
    fn include_relative(&self, path: &str, from: SourceId) -> Option<Include> {
        let site = self.view.site();
        let base = match incremental::reader() {
            Some(reader) => site.source_path(reader.page),
            None => site.sources.get(from).path.clone(),
        };
        let below = match base.rsplit_once('/') {
            Some((folder, _)) => format!("{folder}/{path}"),
            None => path.to_owned(),
        };
        incremental::record(|| Dependency::File(below.as_str().into()));
        site.source_reader.open(&below)
    }

    fn host(&self) -> &(dyn Any + Send + Sync) {
        self.host
    }
}
