//! One loaded site and everything that renders it: single pages on demand, or all.

use super::cache::{Cache, CachedPages};
use super::collected::{self, Collected};
use super::convert::{self, Converters};
use super::once::OnceResult;
use super::outputs::{self, PlannedOutput, StreamingWriter};
use super::part::{BodyPart, ExcerptPart, LayoutPart};
use super::{Loaded, failed, shared_counters};
use crate::config::SiteKind;
use crate::diag::{Code, Diagnostic, Severity};
use crate::incremental::{self, Dependency, Fingerprint, Fingerprinter, Fingerprints, Part, Reader, Reason};
use crate::layout::{Chain, Theme};
use crate::liquid::{Counters, Engine, Expanded};
use crate::plugins::Plugin;
use crate::plugins::foreign::{self, RubyPlugin};
use crate::ruby;
use crate::site::view::{self, View};
use crate::site::{Body, Built, Converter, PageId, Site, SiteFingerprints, page_id};
use crate::value::{Str, Value};
use crate::write::Staging;
use rayon::prelude::*;
use std::any::Any;
use std::collections::{BTreeMap, HashMap};
use std::hash::Hasher;
use std::sync::{Arc, OnceLock, Weak};

/// A loaded site, whose pages are rendered on demand, each once.
///
/// Threads render any pages in any order. What a page reads of another is rendered by the first that asks for it; the
/// others wait. They never wait in a circle, by the [order rule](crate::incremental::visibility).
pub struct Session {
    pub(super) site: Arc<Site>,
    pub(super) view: View,
    pub(super) engine: Arc<Engine>,
    /// The Tera theme of recto's own sites with its fingerprint; `None` if its templates are broken, which is reported.
    pub(super) theme: Option<(Theme, Fingerprint)>,
    pub(super) layouts: Chain,
    /// The active plugins.
    pub(super) plugins: Vec<&'static dyn Plugin>,
    pub(super) converters: Converters,
    pub(super) counters: Counters,
    /// The pages that may use the shared counters, in order; they are rendered one after the other.
    counting: Vec<PageId>,
    /// The results of earlier builds.
    pub(super) previous: Arc<CachedPages>,
    pub(super) fingerprints: Arc<SiteFingerprints>,
    /// Why each page was rendered, if it was.
    pub(super) reasons: Vec<OnceLock<Reason>>,
    pub(super) bodies: Vec<OnceResult<Arc<Body>>>,
    pub(super) outputs: Vec<OnceResult<Str>>,
    pub(super) excerpts: Vec<OnceResult<Str>>,
    pub(super) shown_excerpts: Vec<OnceLock<Str>>,
    collected: OnceLock<Collected>,
    amended: bool,
    diagnostics: Vec<Diagnostic>,
    ruby: Vec<RubyPlugin>,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("diagnostics", &self.diagnostics)
            .finish_non_exhaustive()
    }
}

fn per_page<T>(site: &Site, value: impl FnMut() -> T) -> Vec<T> {
    std::iter::repeat_with(value).take(site.pages.len()).collect()
}

impl Session {
    /// A session for a loaded site.
    pub(super) fn new(loaded: Loaded, cache: &mut Cache) -> Arc<Self> {
        let Loaded {
            site,
            plugins,
            mut diagnostics,
            ..
        } = loaded;
        let engine = cache.engine(|| {
            let engine = convert::engine(&site.config, &plugins);
            let engine = match &loaded.host {
                Some(host) => host.engine(engine),
                None => engine,
            };
            match site.config.skip_unknown_tags {
                true => foreign::with_stand_ins(engine, &site),
                false => engine,
            }
        });
        engine.begin_build();
        let theme = match site.config.arrangement {
            SiteKind::Jekyll => None,
            SiteKind::Recto => Theme::of(&site, &mut diagnostics),
        };
        let mut converters = Converters::of(&site);
        converters.host.extension = loaded
            .host
            .map(|host| Arc::new(host) as Arc<dyn Any + Send + Sync>);
        let session = Arc::new_cyclic(|session: &Weak<Self>| Self {
            view: View::new(Arc::clone(&site), Weak::clone(session) as Weak<dyn view::Render>),
            engine,
            theme: theme.map(|theme| {
                let fingerprint = theme.fingerprint(&site);
                (theme, fingerprint)
            }),
            layouts: Chain::of(&site),
            plugins,
            converters,
            counters: Counters::default(),
            counting: match loaded.may_count {
                true => shared_counters::pages(&site),
                false => Vec::new(),
            },
            previous: cache.pages(),
            collected: OnceLock::new(),
            amended: loaded.amended,
            fingerprints: loaded.fingerprints,
            reasons: per_page(&site, OnceLock::new),
            bodies: per_page(&site, OnceResult::default),
            outputs: per_page(&site, OnceResult::default),
            excerpts: per_page(&site, OnceResult::default),
            shown_excerpts: per_page(&site, OnceLock::new),
            diagnostics,
            ruby: loaded.ruby,
            site,
        });
        if let Some(host) = session.host() {
            host.set_view(&session.view);
        }
        session
    }

    /// The same, for what follows when the session is done.
    pub(super) fn host_of_writing(&self) -> Option<Arc<ruby::Build>> {
        let extension = self.converters.host.extension.as_deref()?;
        extension.downcast_ref::<Arc<ruby::Build>>().cloned()
    }

    /// Ruby's part of the build.
    pub(super) fn host(&self) -> Option<&ruby::Build> {
        self.converters.ruby()
    }

    /// The site.
    pub fn site(&self) -> &Arc<Site> {
        &self.site
    }

    /// A page in its layouts; `None` after an error.
    pub fn page(&self, id: PageId) -> Option<Str> {
        self.part::<LayoutPart>(id).value.clone()
    }

    /// The source map of a style sheet, if it has one.
    pub fn source_map(&self, id: PageId) -> Option<Str> {
        self.part::<BodyPart>(id).value.as_ref()?.source_map.clone()
    }

    /// The body of a page after Liquid, before it is converted, with the source of each piece; `None` after an error.
    pub fn expanded(&self, id: PageId) -> Option<Expanded> {
        let reader = Reader {
            page: id,
            part: Part::Body,
        };
        // Counters of its own: those of the build have gone on.
        let expand = || self.expand_body(id, &Counters::default());
        incremental::track(reader, expand).0.ok()
    }

    /// The files that are made of all pages, by path; made when they are first asked for.
    pub fn collected(&self) -> &BTreeMap<String, Arc<[u8]>> {
        self.collected.get_or_init(|| collected::collect(self))
    }

    /// The files of the site in their order, of which the last with a path counts; nothing is rendered for it.
    pub fn plan(&self) -> Vec<PlannedOutput> {
        outputs::plan(&self.site)
    }

    /// Whether this is the site of the session before, with other texts on some pages: the [`plan`](Self::plan) is the
    /// same.
    pub fn is_amended(&self) -> bool {
        self.amended
    }

    /// Whether loading found an error.
    pub fn is_faulty(&self) -> bool {
        failed(&self.diagnostics)
    }

    /// Renders what is not rendered yet and collects the files to write; keeps in `cache` what later builds may use.
    pub fn finish(&self, cache: &mut Cache) -> (Built, Vec<Diagnostic>) {
        let diagnostics = self.complete(cache, &|| false).unwrap_or_default();
        let built = Built {
            site: Arc::clone(&self.site),
            outputs: outputs::all(self),
        };
        (built, diagnostics)
    }

    /// Renders what is not rendered yet, keeps in `cache` what later builds may use, and returns all diagnostics. `None`
    /// as soon as `stop` is true; then `cache` stays as it was.
    pub fn complete(&self, cache: &mut Cache, stop: &(dyn Fn() -> bool + Sync)) -> Option<Vec<Diagnostic>> {
        self.render_all(&|_| {}, stop).then(|| {
            cache.keep(self);
            self.diagnostics()
        })
    }

    /// Renders all pages and submits each to `staging` as soon as it is rendered, so that only the pages at work are in
    /// memory. The files that are left to write are in the result, then all diagnostics, then whether every page could be
    /// staged.
    pub(super) fn finish_into(&self, staging: &Staging) -> (Built, Vec<Diagnostic>, bool) {
        let writer = StreamingWriter::new(self, staging);
        self.render_all(&|id| writer.submit(id), &|| false);
        let (outputs, errors) = writer.finish();
        let (mut diagnostics, is_staged) = (self.diagnostics(), errors.is_empty());
        diagnostics.extend(errors);
        let built = Built {
            site: Arc::clone(&self.site),
            outputs,
        };
        (built, diagnostics, is_staged)
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = PageId> {
        (0..self.site.pages.len()).map(page_id)
    }

    /// Renders every page on all cores and calls `then` with it; false if `stop` ended it.
    fn render_all(&self, then: &(dyn Fn(PageId) + Sync), stop: &(dyn Fn() -> bool + Sync)) -> bool {
        let ids = self.ids().collect::<Vec<_>>();
        let _stage = tracing::info_span!("render", pages = ids.len()).entered();
        let done = ids.par_iter().try_for_each(|id| {
            if stop() {
                return None;
            }
            let _page = tracing::debug_span!("page", name = &*self.site.page(*id).path).entered();
            self.part::<LayoutPart>(*id);
            then(*id);
            Some(())
        });
        done.is_some()
    }

    /// All diagnostics, each once.
    pub(super) fn diagnostics(&self) -> Vec<Diagnostic> {
        let all = self.diagnostics.iter().cloned();
        let all = all.chain(self.ids().flat_map(|id| self.page_diagnostics(id)));
        // Without its plugins every tag of theirs is unknown.
        let lacks_ruby = self.site.config.ruby.is_some() && self.is_faulty() && self.host().is_none();
        let all = all.filter(|diagnostic| !(lacks_ruby && diagnostic.code == Code::UnknownTag));
        once(
            all.map(|diagnostic| foreign::explain(diagnostic, &self.ruby))
                .collect(),
        )
    }

    /// The diagnostics of rendering page `id`.
    fn page_diagnostics(&self, id: PageId) -> Vec<Diagnostic> {
        let mut diagnostics = self.bodies[id.index()].diagnostics();
        diagnostics.extend(self.excerpts[id.index()].diagnostics());
        diagnostics.extend(self.outputs[id.index()].diagnostics());
        diagnostics
    }

    /// Whether an error forbids to write the site: any, except that a style sheet does not compile. Without `strict` such
    /// a style sheet fails alone, since the pages are complete without it and readable in its last version.
    pub(super) fn forbids_writing(&self, strict: bool) -> bool {
        let fails = |id: PageId| {
            let is_spared = !strict && self.is_failed_sheet(id);
            !is_spared && failed(&self.page_diagnostics(id))
        };
        failed(&self.diagnostics) || self.ids().any(fails)
    }

    /// The outputs of style sheets that do not compile. Their last versions stay in the destination.
    pub(super) fn failed_sheets(&self) -> Vec<Str> {
        let sheets = self.ids().filter(|id| self.is_failed_sheet(*id));
        sheets.map(|id| Str::clone(&self.site.page(id).output)).collect()
    }

    /// Whether page `id` is a style sheet whose Sass has an error. An error of its Liquid is like that of any page.
    fn is_failed_sheet(&self, id: PageId) -> bool {
        let is_sheet = matches!(self.site.page(id).converter, Converter::Scss | Converter::Sass);
        is_sheet
            && self.bodies[id.index()].diagnostics().iter().any(|diagnostic| {
                diagnostic.code == Code::InvalidSass && diagnostic.severity == Severity::Error
            })
    }

    /// Evicts the rendered page `id`, and compresses its body if `body` is set; both are re-created on demand. Pages that
    /// use shared counters cannot be rendered twice and are kept.
    pub(super) fn evict(&self, id: PageId, body: bool) {
        if self.uses_shared_counters(id) {
            return;
        }
        self.outputs[id.index()].evict();
        if body {
            self.bodies[id.index()].evict();
        }
    }

    /// Whether page `id` may use the shared counters.
    pub(super) fn uses_shared_counters(&self, id: PageId) -> bool {
        self.counting.binary_search(&id).is_ok()
    }

    /// Renders the pages before `id` that use the shared counters, if `id` does.
    pub(super) fn run_counters_before(&self, id: PageId) {
        if let Ok(place) = self.counting.binary_search(&id) {
            for earlier in &self.counting[..place] {
                self.part::<LayoutPart>(*earlier);
            }
        }
    }

    /// The fingerprint of the shared counters as they are now.
    pub(super) fn counters_fingerprint(&self) -> Fingerprint {
        let mut fingerprinter = Fingerprinter::default();
        for (name, value) in self.counters.all() {
            fingerprinter.value(&Value::Str(name));
            fingerprinter.value(&value);
        }
        fingerprinter.finish()
    }
}

impl Fingerprints for Session {
    fn fingerprint(&self, dependency: &Dependency, reader: Reader) -> Option<Fingerprint> {
        let page = |path: &str| self.fingerprints.page_at(path);
        match dependency {
            Dependency::CurrentPage => Some(self.fingerprints.page(reader.page)),
            Dependency::Body => self.part::<BodyPart>(reader.page).fingerprint(),
            Dependency::Content(path) => {
                let id = page(path).filter(|id| reader.sees_content(*id))?;
                self.part::<BodyPart>(id).fingerprint()
            }
            Dependency::Output(path) => {
                let id = page(path).filter(|id| reader.sees_output(*id))?;
                self.part::<LayoutPart>(id).fingerprint()
            }
            Dependency::Excerpt(path) => {
                let id = page(path).filter(|id| reader.sees_excerpt(*id))?;
                self.excerpt_fingerprint(id, reader)
            }
            Dependency::Source(path) => {
                page(path).filter(|id| !reader.sees_content(*id))?;
                self.fingerprints.of(dependency)
            }
            Dependency::ExcerptSource(path) => {
                page(path).filter(|id| !reader.sees_excerpt(*id))?;
                self.fingerprints.of(dependency)
            }
            Dependency::Theme => self.theme.as_ref().map(|(_, fingerprint)| *fingerprint),
            Dependency::SharedCounters(_) => Some(self.counters_fingerprint()),
            Dependency::SourceMaps => self.converters.host.site.fingerprint(dependency, reader),
            _ => self.fingerprints.of(dependency),
        }
    }
}

impl view::Render for Session {
    fn content(&self, id: PageId) -> Str {
        self.part::<BodyPart>(id).text()
    }

    fn output(&self, id: PageId) -> Str {
        self.part::<LayoutPart>(id).text()
    }

    fn excerpt(&self, id: PageId) -> Str {
        match incremental::reader() {
            Some(reader) => self.excerpt_for(id, reader),
            None => self.part::<ExcerptPart>(id).text(),
        }
    }
}

/// Each diagnostic once: if pages share it (of a layout, an include), the first with the number of the others.
fn once(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut places = HashMap::new();
    let mut kept: Vec<(Diagnostic, usize)> = Vec::new();
    for diagnostic in diagnostics {
        let key = (diagnostic.severity, diagnostic.message.clone(), diagnostic.span);
        match places.get(&key).filter(|_| diagnostic.span.is_some()) {
            Some(at) => {
                let (_, more): &mut (_, usize) = &mut kept[*at];
                *more += 1;
            }
            None => {
                places.insert(key, kept.len());
                kept.push((diagnostic, 0));
            }
        }
    }
    let kept = kept.into_iter().map(|(diagnostic, more)| match more {
        0 => diagnostic,
        more => diagnostic.step(format!("and {more} more times"), None),
    });
    kept.collect()
}
