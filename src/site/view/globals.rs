//! The global variables of one template.

use super::document::DocumentView;
use super::pager::pager_value;
use super::{Phase, View, look, reads::Read};
use crate::site::{Converter, Page, PageId};
use crate::value::{Globals, Hash, Str, Value};
use std::sync::Arc;

/// The variables `site`, `page`, `layout`, `content`, `paginator`, `jekyll` and `theme` for one template of a
/// page.
#[derive(Clone, Debug)]
pub struct PageGlobals {
    view: View,
    page: Value,
    layout: Value,
    content: Value,
    paginator: Value,
    /// What `highlight` puts before and behind its block: Jekyll's Markdown converter asks for a line end.
    around_code: Value,
}

impl View {
    /// What the body of a page sees (with [`Phase::Excerpt`] its excerpt): `layout` is the data of its own
    /// layout, `content` is nothing.
    pub fn body_globals(&self, id: PageId, phase: Phase) -> PageGlobals {
        let page = self.site().page(id);
        let object = match phase {
            Phase::Excerpt if page.collection().is_some() => {
                Value::Object(Arc::new(DocumentView::of_excerpt(Arc::clone(self.site()), id)))
            }
            _ => self.page(id),
        };
        let layout = page.layout().and_then(|name| self.layout(&name));
        PageGlobals {
            view: self.clone(),
            page: object,
            layout: layout.map_or(Value::Nil, |layout| Value::Hash(Arc::clone(&layout.data))),
            content: Value::Nil,
            paginator: self.paginator(id),
            around_code: around_code(page),
        }
    }

    /// What a layout of a page sees: `layout` is the merged data of the chain so far ([`layout_data`]), `content`
    /// what it is laid around.
    pub fn layout_globals(&self, id: PageId, layout: Arc<Hash>, content: Str) -> PageGlobals {
        PageGlobals {
            view: self.clone(),
            page: self.page(id),
            layout: Value::Hash(layout),
            content: Value::Str(content),
            paginator: self.paginator(id),
            around_code: around_code(self.site().page(id)),
        }
    }

    /// The layout with a name; takes a note of it, found or not.
    pub fn layout(&self, name: &str) -> Option<&crate::site::Layout> {
        look::note(|| Read::Layout(name.into()));
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

impl Globals for PageGlobals {
    fn global(&self, name: &str) -> Option<Value> {
        Some(match name {
            "site" => self.view.site_value(),
            "page" => self.page.clone(),
            "layout" => self.layout.clone(),
            "content" => self.content.clone(),
            "paginator" => self.paginator.clone(),
            "jekyll" => self.view.0.jekyll.clone(),
            "highlighter_prefix" | "highlighter_suffix" => self.around_code.clone(),
            "theme" => self.view.0.theme.clone(),
            _ => return None,
        })
    }
}
