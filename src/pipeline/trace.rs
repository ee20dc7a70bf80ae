//! Renders single pages a second time to find out where their text comes from.
//!
//! A build keeps only as many origins as its diagnostics need. Whoever asks where a part of a page is written pays for
//! it here, for that page.

use super::Session;
use super::part::BodyPart;
use crate::incremental::{self, Part, Reader};
use crate::layout::RenderContext;
use crate::liquid::{Counters, Engine, Expanded};
use crate::markdown;
use crate::site::{Converter, PageId};
use crate::value::Str;

impl Session {
    /// The body of page `id` before its converter, with the origin of every part; `None` after an error.
    pub fn trace_body(&self, id: PageId) -> Option<Expanded> {
        let reader = Reader {
            page: id,
            part: Part::Body,
        };
        let expand = || self.expand_body_by(id, &Counters::default(), Engine::render_exact);
        incremental::track(reader, expand).0.ok()
    }

    /// The HTML of page `id` without its layouts, as the build has made it.
    pub fn html(&self, id: PageId) -> Option<Str> {
        let rendered = self.part::<BodyPart>(id);
        rendered.value.as_ref().map(|body| Str::clone(&body.html))
    }

    /// `text` through the converter of page `id`; `None` where that is neither Markdown nor nothing at all.
    pub fn convert(&self, id: PageId, text: &str) -> Option<String> {
        match self.site.page(id).converter {
            Converter::Markdown => Some(self.convert_markdown(text)),
            Converter::Foreign | Converter::Identity => Some(text.to_owned()),
            _ => None,
        }
    }

    /// `text` as the HTML that a page of the site would have for it.
    pub fn convert_markdown(&self, text: &str) -> String {
        markdown::render(text, &self.converters.markdown).html
    }

    /// What each layout of page `id` made, innermost first: the text that it was laid around and its own, with the
    /// origin of every part. `None` after an error.
    pub fn trace_layouts(&self, id: PageId) -> Option<Vec<(Str, Expanded)>> {
        let context = RenderContext {
            engine: &self.engine,
            view: &self.view,
            host: &self.converters.host,
            counters: &Counters::default(),
        };
        let content = self.html(id)?;
        let reader = Reader {
            page: id,
            part: Part::Layout,
        };
        incremental::track(reader, || self.layouts.trace(context, id, content))
            .0
            .ok()
    }

    /// Whether page `id` is laid out by the templates of the theme, which have no origins.
    pub fn has_theme(&self, id: PageId) -> bool {
        self.theme.is_some() && self.site.page(id).is_html()
    }
}
