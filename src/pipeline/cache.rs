//! What builds leave to later ones: file texts, the loaded site, parsed templates, and each rendered part of a page with
//! its dependencies.

use super::part::{BodyPart, CachedPart, ExcerptPart, LayoutPart, PagePart, Rendered};
use super::session::Session;
use crate::config::Config;
use crate::diag::{Diagnostic, SourceId};
use crate::discover::{self, SourceFile};
use crate::incremental::{Cached, Reader, Reason};
use crate::liquid::Engine;
use crate::ruby::{Inventory, Ruby};
use crate::site::{Body, PageId, Site, SiteFingerprints, config_fingerprint};
use crate::value::Str;
use foldhash::fast::RandomState;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

/// What builds leave to later ones. With an empty cache every page is rendered.
#[derive(Debug, Default)]
pub struct Cache {
    /// The fingerprint of the configuration that all this was built with.
    config: Option<u64>,
    pub(super) files: discover::Cache,
    engine: Option<Arc<Engine>>,
    pub(super) loaded: Option<LoadedSite>,
    pages: Arc<CachedPages>,
    rendered: Vec<RenderedPage>,
    texts: Texts,
    /// The process in which the site's plugins are loaded.
    pub(super) ruby: Option<Arc<Ruby>>,
    /// Nothing is kept, since no other build follows.
    disabled: bool,
}

/// Which source texts to keep.
#[derive(Debug, Default)]
struct Texts {
    /// How many there were after those out of use were last dropped.
    held: usize,
    /// The first text that was added after the last build; later ones may be in use by whoever reads the configuration.
    first_new: Option<SourceId>,
}

/// A page that was rendered, not taken from the cache.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderedPage {
    /// Its path.
    pub path: Str,
    /// Why it was rendered.
    pub reason: Reason,
}

/// The site as it was last loaded, whether all of it was rendered or not.
#[derive(Debug)]
pub(super) struct LoadedSite {
    pub(super) site: Arc<Site>,
    /// The files it was assembled from.
    pub(super) files: Vec<SourceFile>,
    /// The diagnostics of symbolic links.
    pub(super) links: Vec<Diagnostic>,
    /// The diagnostics of the assembly.
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) fingerprints: Arc<SiteFingerprints>,
    /// Whether a page may use the shared counters.
    pub(super) may_count: bool,
}

/// The rendered parts of pages, by path and URL.
#[derive(Debug, Default)]
pub(super) struct CachedPages(HashMap<(Str, Str), Arc<CacheEntry>, RandomState>);

/// The rendered parts of one page.
#[derive(Debug)]
pub(super) struct CacheEntry {
    pub(super) body: CachedPart<Arc<Body>>,
    pub(super) output: CachedPart<Str>,
    pub(super) excerpt: CachedPart<Str>,
}

impl Cache {
    /// A cache for a single build, which keeps nothing and costs nothing.
    pub fn disabled() -> Self {
        Self {
            disabled: true,
            ..Self::default()
        }
    }

    /// The pages whose body or layouts the last build rendered, sorted by path; all others came from this cache.
    #[allow(dead_code, reason = "tests and benches count the pages that were rendered")]
    pub fn rendered(&self) -> &[RenderedPage] {
        &self.rendered
    }

    /// The files outside the source folder that the site is made from (`{% code %}`).
    pub fn outside_files(&self) -> BTreeSet<PathBuf> {
        let loaded = self.loaded.as_ref();
        loaded.map_or_else(BTreeSet::new, |loaded| loaded.site.source_reader.outside())
    }

    /// What the site's own plugins define, if they were loaded.
    pub fn inventory(&self) -> Option<&Inventory> {
        self.ruby.as_ref().map(|ruby| &ruby.inventory)
    }

    /// Whether anything is kept.
    pub(super) fn is_disabled(&self) -> bool {
        self.disabled
    }

    /// Empties the cache, apart from file texts, if `config` is not the configuration of the last build.
    pub(super) fn use_config(&mut self, config: &Config) {
        let config = config_fingerprint(config);
        if self.config != Some(config) {
            *self = Self {
                config: Some(config),
                files: std::mem::take(&mut self.files),
                disabled: self.disabled,
                ..Self::default()
            };
        }
    }

    /// Empties the cache, apart from file texts: plugins have changed, and with them whatever was rendered.
    pub(super) fn forget_results(&mut self) {
        *self = Self {
            config: self.config,
            files: std::mem::take(&mut self.files),
            disabled: self.disabled,
            ..Self::default()
        };
    }

    /// The engine with all templates it has parsed, created by `create` for the first build.
    pub(super) fn engine(&mut self, create: impl FnOnce() -> Engine) -> Arc<Engine> {
        Arc::clone(self.engine.get_or_insert_with(|| Arc::new(create())))
    }

    /// The pages of earlier builds.
    pub(super) fn pages(&self) -> Arc<CachedPages> {
        Arc::clone(&self.pages)
    }

    /// Keeps what `session` has rendered.
    pub(super) fn keep(&mut self, session: &Session) {
        if self.disabled {
            return;
        }
        let ids = session.ids().collect::<Vec<_>>();
        let entries = ids.par_iter().map(|id| {
            let entry = self.pages.updated(session, *id);
            (key(&session.site, *id), entry)
        });
        self.pages = Arc::new(CachedPages(entries.collect()));
        let rendered = ids.iter().filter_map(|id| {
            Some(RenderedPage {
                path: Str::clone(&session.site.page(*id).path),
                reason: session.reasons[id.index()].get()?.clone(),
            })
        });
        self.rendered = rendered.collect();
        self.rendered.sort_by(|a, b| a.path.cmp(&b.path));
        self.drop_old_texts(session);
    }

    /// Drops the source texts that nothing refers to any more, once they are as many as the others.
    fn drop_old_texts(&mut self, session: &Session) {
        let sources = &session.site.sources;
        let first_new = self.texts.first_new.replace(sources.next_id());
        if self.texts.held == 0 {
            self.texts.held = sources.held();
        }
        if sources.held() < 2 * self.texts.held + SPARE_TEXTS {
            return;
        }
        let mut used = self
            .files
            .sources()
            .chain(session.site.texts())
            .collect::<HashSet<_>>();
        let mut report = |diagnostics: &[Diagnostic]| {
            let spans = diagnostics.iter().flat_map(|diagnostic| {
                let trace = diagnostic.trace.iter().filter_map(|step| step.span);
                trace.chain(diagnostic.span)
            });
            used.extend(spans.map(|span| span.source));
        };
        report(&session.diagnostics());
        if let Some(loaded) = &self.loaded {
            report(&loaded.diagnostics);
            report(&loaded.links);
        }
        let bodies = session.bodies.iter().filter_map(|body| body.get()?.value.clone());
        for body in bodies {
            used.extend(body.links.iter().filter_map(|link| Some(link.span?.source)));
        }
        let is_used = |id| used.contains(&id) || first_new.is_none_or(|first| id >= first);
        sources.retain(is_used);
        session.engine.retain_includes(is_used);
        self.texts.held = sources.held();
    }
}

/// So many texts more than needed are not worth the search for those in use.
const SPARE_TEXTS: usize = 64;

/// What identifies a page between builds.
fn key(site: &Site, id: PageId) -> (Str, Str) {
    let page = site.page(id);
    (Str::clone(&page.path), Str::clone(&page.url))
}

impl CachedPages {
    /// The parts of page `id` as they were rendered last.
    pub(super) fn entry(&self, site: &Site, id: PageId) -> Option<&CacheEntry> {
        match self.0.is_empty() {
            true => None,
            false => self.0.get(&key(site, id)).map(|entry| &**entry),
        }
    }

    /// The parts of page `id` as `session` has them: the entry that is there, if none was rendered.
    fn updated(&self, session: &Session, id: PageId) -> Arc<CacheEntry> {
        let before = self.0.get(&key(&session.site, id));
        if let Some(entry) = before
            && is_current::<BodyPart>(session, id, entry)
            && is_current::<LayoutPart>(session, id, entry)
            && is_current::<ExcerptPart>(session, id, entry)
        {
            return Arc::clone(entry);
        }
        Arc::new(CacheEntry {
            body: cached::<BodyPart>(session, id),
            output: cached::<LayoutPart>(session, id),
            excerpt: cached::<ExcerptPart>(session, id),
        })
    }
}

/// Whether the entry holds the part that `session` has.
fn is_current<P: PagePart>(session: &Session, id: PageId, entry: &CacheEntry) -> bool {
    let cached = P::cached(entry).as_ref().map(Cached::value);
    match (P::results(session)[id.index()].get(), cached) {
        (Some(rendered), Some(cached)) => Arc::ptr_eq(&rendered, cached),
        (None, None) => true,
        _ => false,
    }
}

/// A rendered part with the fingerprints of its dependencies; `None` if it failed.
fn cached<P: PagePart>(session: &Session, id: PageId) -> CachedPart<P::Value> {
    let rendered: Arc<Rendered<P::Value>> = P::results(session)[id.index()].get()?;
    rendered.value.as_ref()?;
    let dependencies = rendered.dependencies.clone();
    let reader = Reader {
        page: id,
        part: P::PART,
    };
    Cached::new(rendered, &dependencies, session, reader)
}
