//! Pages in, bodies, excerpts and laid-out pages out: each rendered once, when it is first wanted.
//!
//! Threads render any pages in any order. What one page reads of another is rendered on the spot by whoever
//! comes first; the others wait. Nobody waits in a circle, since a page only ever waits for pages that come
//! before it (the order rule of [`crate::site::view`]).

use super::cell::Cell;
use super::code_braces;
use super::convert::Converters;
use super::memo::{Past, Present, Prints};
use crate::diag::{Code, Diagnostic, Result, Span};
use crate::layout::{Chain, Stage, Theme};
use crate::liquid::{Counters, Engine, Expanded, Inputs, Origins};
use crate::plugins::Plugin;
use crate::site::view::{self, Phase, Reads, View};
use crate::site::{Body, PageId, Site};
use crate::value::Str;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tracing::field::Empty;

/// One rendered thing with what it has read and what there was to say.
#[derive(Clone, Debug)]
pub(super) struct Done<T> {
    /// The thing; none where an error kept it from being made.
    pub(super) made: Option<T>,
    /// Errors and warnings.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What was read of the site.
    pub(super) reads: Reads,
    /// The files of the disk that were read besides (Sass partials), also in vain.
    pub(super) files: Vec<PathBuf>,
    /// A file that comes along: the source map of a style sheet.
    pub(super) beside: Option<Str>,
}

impl<T> Done<T> {
    /// Nothing but a fault.
    fn failed(fault: Diagnostic, reads: Reads) -> Self {
        Self {
            made: None,
            diagnostics: vec![fault],
            reads,
            files: Vec::new(),
            beside: None,
        }
    }

    /// Made, with what there was to say.
    pub(super) fn of(made: T, diagnostics: Vec<Diagnostic>, reads: Reads) -> Self {
        Self {
            made: Some(made),
            diagnostics,
            reads,
            files: Vec::new(),
            beside: None,
        }
    }
}

/// What a renderer is made with.
pub(super) struct Tools {
    pub(super) engine: Arc<Engine>,
    /// The Tera theme, for recto's own sites: none where its templates are broken, which was told.
    pub(super) theme: Option<Theme>,
    /// The plugins that are on: they have the last word on each page.
    pub(super) plugins: Vec<&'static dyn Plugin>,
}

/// Everything that renders the pages of one build.
pub(super) struct Renderer {
    pub(super) site: Arc<Site>,
    tools: Tools,
    theme_print: Option<u64>,
    counters: Counters,
    chain: Chain,
    pub(super) converters: Converters,
    /// What earlier builds have left.
    pub(super) past: Arc<Past>,
    /// The fingerprints of what is read.
    pub(super) prints: Arc<Prints>,
    /// The pages that were not found in the past.
    fresh: Vec<AtomicBool>,
    /// The pages that count, which are rendered one after the other, each with its layouts.
    counting: Vec<PageId>,
    bodies: Vec<Cell<Arc<Body>>>,
    outputs: Vec<Cell<Str>>,
    excerpts: Vec<Cell<Str>>,
}

fn cells<T>(count: usize) -> Vec<Cell<T>> {
    std::iter::repeat_with(Cell::default).take(count).collect()
}

impl Renderer {
    /// What renders `site`, nothing rendered yet.
    pub(super) fn new(
        site: Arc<Site>,
        tools: Tools,
        past: Arc<Past>,
        prints: Arc<Prints>,
        counting: Vec<PageId>,
    ) -> Self {
        let count = site.pages.len();
        Self {
            counters: Counters::default(),
            chain: Chain::of(&site),
            converters: Converters::of(&site),
            theme_print: tools.theme.as_ref().map(|theme| theme.fingerprint(&site)),
            tools,
            past,
            prints,
            fresh: std::iter::repeat_with(AtomicBool::default).take(count).collect(),
            counting,
            bodies: cells(count),
            outputs: cells(count),
            excerpts: cells(count),
            site,
        }
    }

    /// The body of page `id`: through Liquid and its converter, without a layout.
    pub(super) fn body(&self, view: &View, id: PageId) -> Arc<Done<Arc<Body>>> {
        self.bodies[id.index()].get(|| {
            self.count_before(view, id);
            let present = Present::new(self, view);
            match self.past.body(&present, id) {
                Some(kept) => kept,
                None => {
                    self.fresh[id.index()].store(true, Ordering::Relaxed);
                    Arc::new(self.guarded(id, || self.make_body(view, id)))
                }
            }
        })
    }

    /// Page `id` in its layouts.
    pub(super) fn laid_out(&self, view: &View, id: PageId) -> Arc<Done<Str>> {
        self.outputs[id.index()].get(|| {
            let body = self.body(view, id);
            let Some(made) = &body.made else {
                return Arc::new(Done {
                    made: None,
                    diagnostics: Vec::new(),
                    reads: Reads::default(),
                    files: Vec::new(),
                    beside: None,
                });
            };
            let present = Present::new(self, view);
            let kept = self.past.output(&present, id, &made.html);
            match kept {
                Some(kept) => kept,
                None => {
                    self.fresh[id.index()].store(true, Ordering::Relaxed);
                    Arc::new(self.guarded(id, || self.make_output(view, id, made)))
                }
            }
        })
    }

    /// The excerpt of page `id`.
    pub(super) fn cut(&self, view: &View, id: PageId) -> Arc<Done<Str>> {
        self.excerpts[id.index()].get(|| {
            let present = Present::new(self, view);
            match self.past.excerpt(&present, id) {
                Some(kept) => kept,
                None => Arc::new(self.guarded(id, || self.make_excerpt(view, id))),
            }
        })
    }

    /// What was rendered of page `id` so far.
    pub(super) fn rendered(&self, id: PageId) -> Rendered {
        Rendered {
            body: self.bodies[id.index()].held(),
            output: self.outputs[id.index()].held(),
            excerpt: self.excerpts[id.index()].held(),
        }
    }

    /// All that there was to say of page `id`.
    pub(super) fn diagnostics(&self, id: PageId) -> Vec<Diagnostic> {
        let mut diagnostics = self.bodies[id.index()].diagnostics();
        diagnostics.extend(self.excerpts[id.index()].diagnostics());
        diagnostics.extend(self.outputs[id.index()].diagnostics());
        diagnostics
    }

    /// Lets go of the laid-out text of page `id`, and packs its body if `body`: another page that reads them gets
    /// them all the same. A page that counts comes out only once as it is, so it is kept.
    pub(super) fn put_away(&self, id: PageId, body: bool) {
        if self.counting.binary_search(&id).is_ok() {
            return;
        }
        self.outputs[id.index()].put_away();
        if body {
            self.bodies[id.index()].put_away();
        }
    }

    /// Whether the body or the layouts of page `id` were rendered by this build.
    pub(super) fn is_fresh(&self, id: PageId) -> bool {
        self.fresh[id.index()].load(Ordering::Relaxed)
    }

    /// Whether any page counts: then pages depend on pages they do not name, and nothing may be reused.
    pub(super) fn counts(&self) -> bool {
        !self.counting.is_empty()
    }

    /// The fingerprint of the Tera theme, for sites that have it.
    pub(super) fn theme(&self) -> Option<u64> {
        self.theme_print
    }

    /// Renders the pages that count and come before `id`, if `id` counts.
    fn count_before(&self, view: &View, id: PageId) {
        if let Ok(place) = self.counting.binary_search(&id) {
            for earlier in &self.counting[..place] {
                self.laid_out(view, *earlier);
            }
        }
    }

    /// Does `work` on page `id`; a fault of this program becomes an error of the page, so that the others are still
    /// rendered and a server goes on.
    fn guarded<T>(&self, id: PageId, work: impl FnOnce() -> Done<T>) -> Done<T> {
        catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
            let page = self.site.page(id);
            let message = format!("recto itself failed on `{}`", page.path);
            let fault = Diagnostic::error(Code::InternalError, message).at(Span::new(
                page.source,
                page.body,
                page.body,
            ));
            Done::failed(fault.hint("please report this, with the page"), Reads::default())
        })
    }

    fn make_body(&self, view: &View, id: PageId) -> Done<Arc<Body>> {
        let page = self.site.page(id);
        let (expanded, reads) = self.expand_body(view, id);
        match expanded {
            Ok(mut expanded) => {
                expanded.warnings.extend(code_braces::warnings(&self.site, page));
                self.converters.body(page, expanded, reads)
            }
            Err(fault) => {
                let fault = code_braces::hint(&self.site, page, *fault);
                Done::failed(named(fault, page.source, &page.path), reads)
            }
        }
    }

    /// What Liquid makes of the body of page `id`; `None` if that has errors.
    pub(super) fn expanded(&self, view: &View, id: PageId) -> Option<Expanded> {
        self.expand_body(view, id).0.ok()
    }

    fn expand_body(&self, view: &View, id: PageId) -> (Result<Expanded>, Reads) {
        let page = self.site.page(id);
        let whole = Span::new(page.source, page.body, page.text.len());
        view.look(id, Phase::Body, || {
            match page.liquid && is_template(page.body()) {
                true => self.expand(view, id, Phase::Body, whole, &page.text),
                false => Ok(plain(page.body(), whole)),
            }
        })
    }

    fn make_excerpt(&self, view: &View, id: PageId) -> Done<Str> {
        let page = self.site.page(id);
        let Some(excerpt) = &page.excerpt else {
            return Done::of("".into(), Vec::new(), Reads::default());
        };
        let whole = Span::new(excerpt.source(&self.site.sources), 0, excerpt.text.len());
        let (expanded, reads) = view.look(id, Phase::Excerpt, || {
            match page.liquid && is_template(&excerpt.text) {
                true => self.expand(view, id, Phase::Excerpt, whole, &excerpt.text),
                false => Ok(plain(&excerpt.text, whole)),
            }
        });
        match expanded {
            Ok(expanded) => {
                let body = self.converters.body(page, expanded, reads);
                Done {
                    made: body.made.map(|body| Str::clone(&body.html)),
                    diagnostics: Vec::new(),
                    reads: body.reads,
                    files: body.files,
                    beside: None,
                }
            }
            Err(fault) => Done::failed(named(*fault, page.source, &page.path), reads),
        }
    }

    fn make_output(&self, view: &View, id: PageId, body: &Body) -> Done<Str> {
        let content = &body.html;
        if let (Some(theme), true) = (&self.tools.theme, self.site.page(id).is_html()) {
            let span = tracing::trace_span!("theme", name = "templates", bytes = Empty).entered();
            let wrapped = theme.wrap(&self.site, id, body);
            span.record("bytes", wrapped.as_ref().map_or(0, |text| text.len()));
            drop(span);
            return match wrapped {
                Ok(text) => Done::of(self.finished(id, text), Vec::new(), Reads::default()),
                Err(fault) => Done::failed(*fault, Reads::default()),
            };
        }
        let stage = Stage {
            engine: &self.tools.engine,
            host: &self.converters.host,
            counters: &self.counters,
        };
        match self.chain.wrap(stage, view, id, Str::clone(content)) {
            Ok(wrapped) => Done::of(self.finished(id, wrapped.text), wrapped.warnings, wrapped.reads),
            // What a broken layout has read is not known; it is rendered again at the next chance.
            Err(fault) => Done::failed(*fault, Reads::default()),
        }
    }

    /// The page after the plugins had their last word.
    fn finished(&self, id: PageId, text: Str) -> Str {
        let page = self.site.page(id);
        let finish = |text: Str, plugin: &&'static dyn Plugin| {
            plugin
                .finish(&self.site.config, page, &text)
                .map_or(text, Into::into)
        };
        self.tools.plugins.iter().fold(text, finish)
    }

    /// Runs Liquid over the part of `text` that `part` says.
    fn expand(&self, view: &View, id: PageId, phase: Phase, part: Span, text: &Arc<str>) -> Result<Expanded> {
        let literal = match phase {
            Phase::Body => code_braces::literal(&self.site, self.site.page(id)),
            _ => Vec::new(),
        };
        let range = part.start as usize..part.end as usize;
        let template = self.tools.engine.parse_part(part.source, text, range, &literal)?;
        let span = tracing::trace_span!("liquid", name = &*self.site.page(id).path, bytes = Empty).entered();
        let globals = view.body_globals(id, phase);
        // An excerpt is rendered when it is first wanted, which may be at any moment: it counts for itself, or the
        // pages' own numbers would depend on that.
        let own = Counters::default();
        let counters = if phase == Phase::Excerpt {
            &own
        } else {
            &self.counters
        };
        let inputs = Inputs {
            globals: &globals,
            includes: view,
            host: &self.converters.host,
            counters,
        };
        let expanded = self.tools.engine.render(&template, &inputs);
        span.record(
            "bytes",
            expanded.as_ref().map_or(0, |expanded| expanded.text.len()),
        );
        expanded
    }
}

/// What was rendered of a page, as far as it was wanted.
pub(super) struct Rendered {
    pub(super) body: Option<Arc<Done<Arc<Body>>>>,
    pub(super) output: Option<Arc<Done<Str>>>,
    pub(super) excerpt: Option<Arc<Done<Str>>>,
}

/// Whether Liquid has anything to do in a text.
fn is_template(text: &str) -> bool {
    text.contains("{%") || text.contains("{{")
}

/// A text that is no template, as if it had been expanded.
fn plain(text: &str, whole: Span) -> Expanded {
    Expanded {
        text: text.to_owned(),
        origins: Origins::whole(whole),
        warnings: Vec::new(),
    }
}

/// The fault with the page's name, where its place does not tell it.
fn named(fault: Diagnostic, source: crate::diag::SourceId, path: &str) -> Diagnostic {
    match fault.span {
        Some(span) if span.source == source => fault,
        _ => fault.step(format!("in the page `{path}`"), None),
    }
}

impl view::Render for Renderer {
    fn content(&self, view: &View, id: PageId) -> Str {
        let done = self.body(view, id);
        done.made
            .as_ref()
            .map_or_else(|| "".into(), |body| Str::clone(&body.html))
    }

    fn output(&self, view: &View, id: PageId) -> Str {
        self.laid_out(view, id).made.clone().unwrap_or_else(|| "".into())
    }

    fn excerpt(&self, view: &View, id: PageId) -> Str {
        self.cut(view, id).made.clone().unwrap_or_else(|| "".into())
    }
}
