//! What one build leaves to the next: each rendered thing with what it has read, reused where all that is still
//! the same.
//!
//! Nothing is pushed through a graph when a file changes. The next build asks, for every page, whether what the
//! page has read would read the same now; a page that nobody looks at costs one look at that list.

use super::renderer::{Done, Renderer};
use crate::config::Config;
use crate::diag::Diagnostic;
use crate::discover::{self, SourceFile};
use crate::liquid::Engine;
use crate::site::view::{Read, View};
use crate::site::{Body, Changes, PageId, Site, config_fingerprint, text_fingerprint};
use crate::value::Str;
use foldhash::fast::RandomState;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use std::time::SystemTime;

/// What builds leave to each other. An empty one makes every page a miss.
#[derive(Debug, Default)]
pub struct Memo {
    /// The fingerprint of the configuration all this was made with.
    config: Option<u64>,
    files: discover::Cache,
    engine: Option<Arc<Engine>>,
    past: Arc<Past>,
    /// The site as it was when it was loaded last, whether all of it was rendered or not.
    last: Option<Last>,
    /// The pages rendered by the last build, by their paths, sorted.
    rendered: Vec<Str>,
    /// Whether nothing is kept, since no build follows.
    forgetful: bool,
}

impl Memo {
    /// A memo for one build only, which keeps nothing and costs nothing.
    pub fn forgetful() -> Self {
        Self {
            forgetful: true,
            ..Self::default()
        }
    }

    /// The pages whose body or layouts the last build rendered, by their paths, sorted: all but those it found
    /// in here.
    pub fn rendered(&self) -> &[Str] {
        &self.rendered
    }

    /// The site as it was loaded last, and the files that were read, with their texts.
    pub(super) fn last_and_files(&mut self) -> (Option<&Last>, &mut discover::Cache) {
        (self.last.as_ref(), &mut self.files)
    }

    /// Empties the memo where `config` says something else than before.
    pub(super) fn turn_to(&mut self, config: &Config) {
        let config = config_fingerprint(config);
        if self.config != Some(config) {
            *self = Self {
                config: Some(config),
                files: std::mem::take(&mut self.files),
                forgetful: self.forgetful,
                ..Self::default()
            };
        }
    }

    /// The site as it was loaded last.
    pub(super) fn last(&self) -> Option<&Last> {
        self.last.as_ref()
    }

    /// Keeps a loaded site for [`Memo::last`].
    pub(super) fn remember(&mut self, last: Last) {
        if !self.forgetful {
            self.last = Some(last);
        }
    }

    /// Whether anything is kept.
    pub(super) fn keeps(&self) -> bool {
        !self.forgetful
    }

    /// The engine and the past.
    pub(super) fn open(&mut self, engine: impl FnOnce() -> Engine) -> (Arc<Engine>, Arc<Past>) {
        let engine = self.engine.get_or_insert_with(|| Arc::new(engine()));
        (Arc::clone(engine), Arc::clone(&self.past))
    }

    /// Keeps what the build has rendered.
    pub(super) fn keep(&mut self, renderer: &Renderer, view: &View) {
        if self.forgetful {
            return;
        }
        let present = Present::new(renderer, view);
        self.rendered.clear();
        let mut past = Past {
            theme: renderer.theme(),
            ..Past::default()
        };
        for (at, page) in renderer.site.pages.iter().enumerate() {
            let id = crate::site::page_id(at);
            if renderer.is_fresh(id) {
                self.rendered.push(Str::clone(&page.path));
            }
            if !renderer.counts() {
                let record = self.past.record_of(&present, id);
                past.records.insert(key(&renderer.site, id), record);
            }
        }
        self.past = Arc::new(past);
        self.rendered.sort();
    }
}

/// A site as it was loaded.
#[derive(Debug)]
pub(super) struct Last {
    pub(super) site: Arc<Site>,
    /// The files it was assembled of.
    pub(super) files: Vec<SourceFile>,
    /// What there was to say of symbolic links.
    pub(super) links: Vec<Diagnostic>,
    /// What there was to say of the assembly.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What was found out about the site since.
    pub(super) prints: Arc<Prints>,
    /// Whether it may be that some page counts.
    pub(super) counts: bool,
}

/// What tells pages apart between builds.
fn key(site: &Site, id: PageId) -> (Str, Str) {
    let page = site.page(id);
    (Str::clone(&page.path), Str::clone(&page.url))
}

/// What earlier builds have rendered.
#[derive(Debug, Default)]
pub(super) struct Past {
    /// The fingerprint of the Tera theme, for sites that have it.
    theme: Option<u64>,
    records: HashMap<(Str, Str), Arc<Record>, RandomState>,
}

#[derive(Debug)]
struct Record {
    /// The fingerprint of the page itself.
    own: u64,
    body: Option<Kept<Arc<Body>>>,
    output: Option<Kept<Str>>,
    excerpt: Option<Kept<Str>>,
}

#[derive(Debug)]
struct Kept<T> {
    done: Arc<Done<T>>,
    reads: Vec<(Read, u64)>,
    files: Vec<(PathBuf, Stamp)>,
}

/// The state of a file: length and time of the last change; none where there is no file.
type Stamp = Option<(u64, SystemTime)>;

fn stamp(path: &Path) -> Stamp {
    let metadata = path.metadata().ok()?;
    Some((metadata.len(), metadata.modified().ok()?))
}

/// Which of its contents a page may read: those of pages before it, and in its layouts its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Body,
    Layout,
    Excerpt,
}

/// Whether what is rendered is what was kept, and so all that it reads is the same as then.
fn same<T>(rendered: &Option<Arc<Done<T>>>, kept: &Option<Kept<T>>) -> bool {
    match (rendered, kept) {
        (Some(done), Some(kept)) => Arc::ptr_eq(done, &kept.done),
        (None, None) => true,
        _ => false,
    }
}

impl Past {
    /// The body of page `id`, if it would come out the same now.
    pub(super) fn body(&self, present: &Present<'_>, id: PageId) -> Option<Arc<Done<Arc<Body>>>> {
        let record = self.record(present, id)?;
        present.holds(record.body.as_ref()?, id, Phase::Body)
    }

    /// The laid-out page, if it would come out the same around `content` now.
    pub(super) fn output(&self, present: &Present<'_>, id: PageId, content: &Str) -> Option<Arc<Done<Str>>> {
        let record = self
            .record(present, id)
            .filter(|_| self.theme == present.renderer.theme())?;
        let was = record.body.as_ref()?.done.made.as_ref()?;
        let same = Arc::ptr_eq(&was.html, content) || was.html == *content;
        present.holds(record.output.as_ref().filter(|_| same)?, id, Phase::Layout)
    }

    /// The excerpt, if it would come out the same now.
    pub(super) fn excerpt(&self, present: &Present<'_>, id: PageId) -> Option<Arc<Done<Str>>> {
        let record = self.record(present, id)?;
        present.holds(record.excerpt.as_ref()?, id, Phase::Excerpt)
    }

    fn record(&self, present: &Present<'_>, id: PageId) -> Option<&Record> {
        if self.records.is_empty() || present.renderer.counts() {
            return None;
        }
        let site = &present.renderer.site;
        let record = self.records.get(&key(site, id))?;
        (record.own == present.renderer.prints.own(id)).then_some(record)
    }

    /// What the next build needs to know of page `id` as it is rendered now: the record that is there, where nothing
    /// was rendered anew.
    fn record_of(&self, present: &Present<'_>, id: PageId) -> Arc<Record> {
        let rendered = present.renderer.rendered(id);
        if let Some(record) = self.records.get(&key(&present.renderer.site, id))
            && same(&rendered.body, &record.body)
            && same(&rendered.output, &record.output)
            && same(&rendered.excerpt, &record.excerpt)
        {
            return Arc::clone(record);
        }
        Arc::new(Record {
            own: present.renderer.prints.own(id),
            body: rendered.body.and_then(|done| present.kept(&done)),
            output: rendered.output.and_then(|done| present.kept(&done)),
            excerpt: rendered.excerpt.and_then(|done| present.kept(&done)),
        })
    }
}

/// The site as it is now, as far as templates read it.
pub(super) struct Present<'a> {
    renderer: &'a Renderer,
    view: &'a View,
}

impl<'a> Present<'a> {
    pub(super) fn new(renderer: &'a Renderer, view: &'a View) -> Self {
        Self { renderer, view }
    }

    /// The thing kept, if everything it has read would read the same now.
    fn holds<T>(&self, kept: &Kept<T>, id: PageId, phase: Phase) -> Option<Arc<Done<T>>> {
        let same = kept.files.iter().all(|(path, was)| stamp(path) == *was)
            && kept
                .reads
                .iter()
                .all(|(read, was)| self.print(read, Some((id, phase))) == Some(*was));
        same.then(|| Arc::clone(&kept.done))
    }

    /// What was rendered, with the fingerprints of what it has read; nothing of a failure.
    fn kept<T>(&self, done: &Arc<Done<T>>) -> Option<Kept<T>> {
        done.made.as_ref()?;
        let reads = done.reads.0.iter();
        let reads = reads.map(|read| Some((read.clone(), self.print(read, None)?)));
        Some(Kept {
            reads: reads.collect::<Option<_>>()?,
            files: done
                .files
                .iter()
                .map(|path| (path.clone(), stamp(path)))
                .collect(),
            done: Arc::clone(done),
        })
    }

    /// The fingerprint of a read thing; none where it cannot be known or would be read as something else now.
    /// For a `reader` that is about to be rendered, content it may not wait for is such.
    fn print(&self, read: &Read, reader: Option<(PageId, Phase)>) -> Option<u64> {
        match read {
            Read::Content(path) => {
                let id = self.renderer.prints.page(path)?;
                let may = reader.is_none_or(|(reader, phase)| match phase {
                    Phase::Body => id < reader,
                    Phase::Layout => id <= reader,
                    Phase::Excerpt => false,
                });
                let body = may.then(|| self.renderer.body(self.view, id))?;
                Some(text_fingerprint(&body.made.as_ref()?.html))
            }
            Read::Output(path) => {
                let id = self.renderer.prints.page(path)?;
                let may = reader.is_none_or(|(reader, phase)| id < reader && phase != Phase::Excerpt);
                let output = may.then(|| self.renderer.laid_out(self.view, id))?;
                Some(text_fingerprint(output.made.as_ref()?))
            }
            Read::Excerpt(path) => {
                let id = self.renderer.prints.page(path)?;
                let may = reader.is_none_or(|(reader, phase)| id < reader || phase != Phase::Excerpt);
                let excerpt = may.then(|| self.renderer.cut(self.view, id))?;
                Some(text_fingerprint(excerpt.made.as_ref()?))
            }
            Read::Source(path) => {
                let id = self.renderer.prints.page(path)?;
                let may = reader.is_none_or(|(reader, phase)| id > reader || phase == Phase::Excerpt);
                may.then(|| self.renderer.prints.of(read))?
            }
            _ => self.renderer.prints.of(read),
        }
    }
}

/// The fingerprints of one build's site, each computed once.
#[derive(Debug)]
pub(super) struct Prints {
    site: Arc<Site>,
    known: RwLock<HashMap<Read, Option<u64>, RandomState>>,
    /// Those of the pages themselves.
    own: Vec<OnceLock<u64>>,
    pages: Arc<Paths>,
}

/// Pages by path; none for a path that several share.
type Paths = BTreeMap<Str, Option<PageId>>;

impl Prints {
    /// None computed yet.
    pub(super) fn of_site(site: &Arc<Site>) -> Self {
        let mut pages = Paths::new();
        for (at, page) in site.pages.iter().enumerate() {
            let id = crate::site::page_id(at);
            pages
                .entry(Str::clone(&page.path))
                .and_modify(|shared| *shared = None)
                .or_insert(Some(id));
        }
        Self {
            site: Arc::clone(site),
            known: RwLock::new(HashMap::with_hasher(RandomState::default())),
            own: site.pages.iter().map(|_| OnceLock::new()).collect(),
            pages: Arc::new(pages),
        }
    }

    /// Those of a site that was amended to `site`, without what `changes` touch.
    pub(super) fn amended(&self, site: &Arc<Site>, changes: &Changes) -> Self {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let stays = |read: &Read| match read {
            Read::Include(name) => !changes.includes.contains(name),
            Read::File(_) | Read::Source(_) => false,
            _ => true,
        };
        let known = known.iter().filter(|(read, _)| stays(read));
        let mut own = self.own.clone();
        for id in &changes.pages {
            own[id.index()] = OnceLock::new();
        }
        Self {
            site: Arc::clone(site),
            known: RwLock::new(known.map(|(read, print)| (read.clone(), *print)).collect()),
            own,
            pages: Arc::clone(&self.pages),
        }
    }

    fn page(&self, path: &str) -> Option<PageId> {
        self.pages.get(path).copied().flatten()
    }

    /// The fingerprint of what page `id` itself brings.
    fn own(&self, id: PageId) -> u64 {
        *self.own[id.index()].get_or_init(|| self.site.page_fingerprint(id))
    }

    fn of(&self, read: &Read) -> Option<u64> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(print) = known.get(read) {
            return *print;
        }
        drop(known);
        let print = self.site.fingerprint(read);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(read.clone(), print);
        print
    }
}
