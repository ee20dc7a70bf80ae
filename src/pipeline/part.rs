//! The parts of a page: its body, the body in its layouts, and its excerpt. Each is rendered once, when it is first
//! needed, or taken from the cache.

use super::cache::CacheEntry;
use super::code_braces;
use super::once::{Evict, OnceResult};
use super::session::Session;
use crate::diag::{Code, Diagnostic, Result, SourceId, Span};
use crate::incremental::{
    self, Cached, Dependencies, Dependency, Fingerprint, Part, Reader, Reason, text_fingerprint,
};
use crate::layout::RenderContext;
use crate::liquid::{Counters, Engine, Expanded, Inputs, Origins, Template};
use crate::site::{Body, PageId};
use crate::value::{Str, Value};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock};
use tracing::field::Empty;

/// A rendered value.
#[derive(Debug)]
pub(super) struct Rendered<T> {
    /// The value; `None` after an error.
    pub(super) value: Option<T>,
    /// Errors and warnings.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What was read of the site.
    pub(super) dependencies: Dependencies,
    /// The shared counters afterwards, if the page uses them.
    pub(super) counters: Option<Vec<(Str, Value)>>,
    /// The fingerprint of the value, computed on demand.
    pub(super) fingerprint: OnceLock<Fingerprint>,
}

/// One of the parts, with everything in which they differ.
pub(super) trait PagePart {
    type Value: Evict + HasText;
    const PART: Part;

    /// The results of `session`, by page.
    fn results(session: &Session) -> &[OnceResult<Self::Value>];

    /// What the cache has of it.
    fn cached(entry: &CacheEntry) -> &CachedPart<Self::Value>;

    /// Renders it; `None` if the body failed, which is reported there.
    fn render(session: &Session, id: PageId, warnings: &mut Vec<Diagnostic>) -> Result<Option<Self::Value>>;
}

/// A part in the cache, if it may be used again at all.
pub(super) type CachedPart<T> = Option<Cached<Arc<Rendered<T>>>>;

/// What other pages read of a part.
pub(super) trait HasText {
    fn text(&self) -> &Str;
}

impl HasText for Str {
    fn text(&self) -> &Str {
        self
    }
}

impl HasText for Arc<Body> {
    fn text(&self) -> &Str {
        &self.html
    }
}

impl<T: HasText> Rendered<T> {
    pub(super) fn new(value: Option<T>, diagnostics: Vec<Diagnostic>, dependencies: Dependencies) -> Self {
        Self {
            value,
            diagnostics,
            dependencies,
            counters: None,
            fingerprint: OnceLock::new(),
        }
    }

    /// The text; empty after an error.
    pub(super) fn text(&self) -> Str {
        self.value
            .as_ref()
            .map_or_else(|| "".into(), |value| Str::clone(value.text()))
    }

    /// The fingerprint of the text; `None` after an error.
    pub(super) fn fingerprint(&self) -> Option<Fingerprint> {
        let text = self.value.as_ref()?.text();
        Some(*self.fingerprint.get_or_init(|| text_fingerprint(text)))
    }
}

impl Session {
    /// A part of page `id`, rendered now if it was not yet.
    pub(super) fn part<P: PagePart>(&self, id: PageId) -> Arc<Rendered<P::Value>> {
        P::results(self)[id.index()].get_or_render(|| {
            let reader = Reader {
                page: id,
                part: P::PART,
            };
            match P::PART {
                Part::Body => self.run_counters_before(id),
                Part::Layout => _ = self.part::<BodyPart>(id),
                Part::Excerpt | Part::ShownExcerpt { .. } => {}
            }
            match self.cached::<P>(reader) {
                Ok(rendered) => {
                    if let Some(counters) = &rendered.counters {
                        self.counters.set_all(counters);
                    }
                    rendered
                }
                Err(reason) => {
                    if P::PART != Part::Excerpt {
                        let _ = self.reasons[id.index()].set(reason);
                    }
                    Arc::new(self.render::<P>(reader))
                }
            }
        })
    }

    fn cached<P: PagePart>(&self, reader: Reader) -> std::result::Result<Arc<Rendered<P::Value>>, Reason> {
        let entry = self.previous.entry(&self.site, reader.page);
        let cached = entry
            .and_then(|entry| P::cached(entry).as_ref())
            .ok_or(Reason::New)?;
        cached.check(self, reader).cloned()
    }

    fn render<P: PagePart>(&self, reader: Reader) -> Rendered<P::Value> {
        let counts = P::PART != Part::Excerpt && self.uses_shared_counters(reader.page);
        let mut diagnostics = Vec::new();
        let (result, dependencies) = incremental::track(reader, || {
            incremental::record(|| Dependency::CurrentPage);
            if counts {
                incremental::record(|| Dependency::SharedCounters(self.counters_fingerprint()));
            }
            let render = || P::render(self, reader.page, &mut diagnostics);
            catch_unwind(AssertUnwindSafe(render))
                .unwrap_or_else(|_| Err(Box::new(self.internal_error(reader.page))))
        });
        let value = result.unwrap_or_else(|error| {
            diagnostics = vec![*error];
            None
        });
        Rendered {
            counters: counts.then(|| self.counters.all()),
            ..Rendered::new(value, diagnostics, dependencies)
        }
    }

    /// The error that stands for a panic, so that the other pages are still rendered and a server goes on.
    fn internal_error(&self, id: PageId) -> Diagnostic {
        let page = self.site.page(id);
        let message = format!("recto itself failed on `{}`", page.path);
        Diagnostic::error(Code::InternalError, message)
            .at(Span::new(page.source, page.body, page.body))
            .hint("please report this, with the page")
    }

    /// Runs Liquid over the body of page `id`.
    pub(super) fn expand_body(&self, id: PageId, counters: &Counters) -> Result<Expanded> {
        self.expand_body_by(id, counters, Engine::render)
    }

    /// The same by this method of the engine.
    pub(super) fn expand_body_by(
        &self,
        id: PageId,
        counters: &Counters,
        render: fn(&Engine, &Template, &Inputs<'_>) -> Result<Expanded>,
    ) -> Result<Expanded> {
        let page = self.site.page(id);
        let span = Span::new(page.source, page.body, page.text.len());
        let mut expanded = self
            .expand(id, Part::Body, span, &page.text, counters, render)
            .map_err(|error| Box::new(code_braces::hint(&self.site, page, *error)))?;
        expanded.warnings.extend(code_braces::warnings(&self.site, page));
        Ok(expanded)
    }

    /// Renders the excerpt of page `id` for the reader that is set; empty if it has none.
    pub(super) fn render_excerpt(&self, id: PageId) -> Result<Str> {
        let page = self.site.page(id);
        let Some(excerpt) = &page.excerpt else {
            return Ok("".into());
        };
        let span = Span::new(excerpt.source(&self.site.sources), 0, excerpt.text.len());
        // An excerpt may be rendered at any time, so it counts for itself: the numbers of the pages must not depend on
        // that time.
        let counters = Counters::default();
        let expanded = self.expand(id, Part::Excerpt, span, &excerpt.text, &counters, Engine::render)?;
        // The body has the same warnings.
        let body = self.converters.convert(id, page, expanded, &mut Vec::new())?;
        Ok(body.html)
    }

    /// Runs Liquid over the bytes `span` of `text`, which are the page's body or its excerpt.
    fn expand(
        &self,
        id: PageId,
        part: Part,
        span: Span,
        text: &Arc<str>,
        counters: &Counters,
        render: fn(&Engine, &Template, &Inputs<'_>) -> Result<Expanded>,
    ) -> Result<Expanded> {
        let range = span.start as usize..span.end as usize;
        let page = self.site.page(id);
        let source = text.get(range.clone()).unwrap_or("");
        if !page.liquid || !is_template(source) {
            return Ok(Expanded {
                text: source.to_owned(),
                origins: Origins::whole(span),
                warnings: Vec::new(),
                trail: None,
            });
        }
        let tracing = tracing::trace_span!("liquid", name = &*page.path, bytes = Empty).entered();
        let inputs = Inputs {
            world: &self.view.body_world(id, part, &self.converters.host),
            counters,
        };
        let literal = match part {
            Part::Body => code_braces::literal(&self.site, page),
            _ => Vec::new(),
        };
        let template = self.engine.parse_part(span.source, text, range, &literal);
        let expanded = template.and_then(|template| render(&self.engine, &template, &inputs));
        let expanded = expanded.map_err(|error| Box::new(with_page(*error, page.source, &page.path)))?;
        tracing.record("bytes", expanded.text.len());
        Ok(expanded)
    }
}

/// The page's text through Liquid and its converter.
pub(super) struct BodyPart;

impl PagePart for BodyPart {
    type Value = Arc<Body>;
    const PART: Part = Part::Body;

    fn results(session: &Session) -> &[OnceResult<Arc<Body>>] {
        &session.bodies
    }

    fn cached(entry: &CacheEntry) -> &CachedPart<Arc<Body>> {
        &entry.body
    }

    fn render(session: &Session, id: PageId, warnings: &mut Vec<Diagnostic>) -> Result<Option<Arc<Body>>> {
        let expanded = session.expand_body(id, &session.counters)?;
        let mut body = session
            .converters
            .convert(id, session.site.page(id), expanded, warnings)?;
        if let Some(ruby) = session.host()
            && let Some(changed) = ruby.after_conversion(id, &body.html)?
        {
            body.html = changed.into();
        }
        Ok(Some(Arc::new(body)))
    }
}

/// The body in its layouts, after the plugins.
pub(super) struct LayoutPart;

impl PagePart for LayoutPart {
    type Value = Str;
    const PART: Part = Part::Layout;

    fn results(session: &Session) -> &[OnceResult<Str>] {
        &session.outputs
    }

    fn cached(entry: &CacheEntry) -> &CachedPart<Str> {
        &entry.output
    }

    fn render(session: &Session, id: PageId, warnings: &mut Vec<Diagnostic>) -> Result<Option<Str>> {
        incremental::record(|| Dependency::Body);
        let rendered = session.part::<BodyPart>(id);
        let page = session.site.page(id);
        let Some(body) = &rendered.value else {
            return Ok(None);
        };
        let text = match &session.theme {
            Some((theme, _)) if page.is_html() => {
                incremental::record(|| Dependency::Theme);
                let tracing = tracing::trace_span!("theme", name = "templates", bytes = Empty).entered();
                let text = theme.wrap(&session.site, id, body)?;
                tracing.record("bytes", text.len());
                text
            }
            _ => {
                let context = RenderContext {
                    engine: &session.engine,
                    view: &session.view,
                    host: &session.converters.host,
                    counters: &session.counters,
                };
                session
                    .layouts
                    .wrap(context, id, Str::clone(&body.html), warnings)?
            }
        };
        let config = &session.site.config;
        let finish = |text: Str, plugin: &&'static dyn crate::plugins::Plugin| {
            plugin.finish(config, page, &text).map_or(text, Into::into)
        };
        let text = session.plugins.iter().fold(text, finish);
        let changed = match session.host() {
            Some(ruby) => ruby.after_rendering(id, &body.html, &text)?,
            None => None,
        };
        Ok(Some(changed.map_or(text, Into::into)))
    }
}

/// The excerpt through Liquid and the page's converter.
pub(super) struct ExcerptPart;

impl PagePart for ExcerptPart {
    type Value = Str;
    const PART: Part = Part::Excerpt;

    fn results(session: &Session) -> &[OnceResult<Str>] {
        &session.excerpts
    }

    fn cached(entry: &CacheEntry) -> &CachedPart<Str> {
        &entry.excerpt
    }

    fn render(session: &Session, id: PageId, _: &mut Vec<Diagnostic>) -> Result<Option<Str>> {
        session.render_excerpt(id).map(Some)
    }
}

/// Whether Liquid has anything to do in a text.
fn is_template(text: &str) -> bool {
    text.contains("{%") || text.contains("{{")
}

/// The error with the page's name, if its place does not tell it.
fn with_page(error: Diagnostic, source: SourceId, path: &str) -> Diagnostic {
    match error.span {
        Some(span) if span.source == source => error,
        _ => error.step(format!("in the page `{path}`"), None),
    }
}
