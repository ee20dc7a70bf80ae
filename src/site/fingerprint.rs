//! Fingerprints of the parts of a site that templates read.

use super::{Changes, Page, PageId, Site, page_id};
use crate::config::Config;
use crate::incremental::{Dependency, Fingerprint, Fingerprinter};
use crate::value::Str;
use foldhash::fast::RandomState;
use parking_lot::RwLock;
use std::collections::{BTreeMap, HashMap};
use std::hash::{Hash as _, Hasher};
use std::sync::{Arc, OnceLock};

impl Site {
    /// The fingerprint of a part of the site as it is now; `None` for what is rendered and for what depends on the
    /// current page.
    pub fn fingerprint(&self, dependency: &Dependency) -> Option<Fingerprint> {
        let mut hasher = Fingerprinter::default();
        match dependency {
            Dependency::Include(name) => {
                let include = self.includes.get(&**name);
                include.map(|include| &include.text).hash(&mut hasher);
            }
            Dependency::File(path) => {
                let file = self.source_reader.open(path);
                file.map(|file| file.text).hash(&mut hasher);
            }
            Dependency::DiskFile(path) => {
                let metadata = path.metadata().ok();
                let modified = metadata.as_ref().and_then(|metadata| metadata.modified().ok());
                (metadata.map(|metadata| metadata.len()), modified).hash(&mut hasher);
            }
            Dependency::Layout(name) => {
                let layout = self.layouts.get(&**name);
                layout.map(|layout| &layout.text).hash(&mut hasher);
            }
            Dependency::Data(key) if key.is_empty() => hasher.value(&self.data),
            Dependency::Data(key) => hasher.value(&self.data.get(key)),
            Dependency::SiteKey(key) if &**key == "time" => self.config.time.instant().hash(&mut hasher),
            Dependency::SiteKey(key) => hasher.value(&self.config.get(key)),
            Dependency::Collection(label) => {
                if let Some(collection) = self.collection(label) {
                    hasher.map(&collection.metadata);
                    for id in &collection.docs {
                        head(self.page(*id), &mut hasher);
                    }
                }
            }
            Dependency::Pages => {
                for (_, page) in self.plain_pages() {
                    head(page, &mut hasher);
                }
            }
            Dependency::StaticFiles => {
                for file in &self.static_files {
                    (&file.path, &file.url, file.modified).hash(&mut hasher);
                    hasher.map(&file.data);
                }
            }
            Dependency::Source(path) | Dependency::ExcerptSource(path) => {
                let page = self.pages.iter().find(|page| page.path == *path);
                page.map(|page| page.body()).hash(&mut hasher);
            }
            Dependency::WholeSite => self.whole(&mut hasher),
            Dependency::Theme
            | Dependency::OtherProgram
            | Dependency::Content(_)
            | Dependency::Output(_)
            | Dependency::Excerpt(_)
            | Dependency::CurrentPage
            | Dependency::Body
            | Dependency::SourceMaps
            | Dependency::SharedCounters(_) => return None,
        }
        Some(hasher.finish())
    }

    /// Adds everything that the site was assembled from.
    fn whole(&self, hasher: &mut Fingerprinter) {
        for at in 0..self.pages.len() {
            self.page_fingerprint(page_id(at)).hash(hasher);
        }
        let parts = [Dependency::Data("".into()), Dependency::StaticFiles];
        for part in &parts {
            self.fingerprint(part).hash(hasher);
        }
        for layout in self.layouts.values() {
            layout.text.hash(hasher);
        }
        for include in self.includes.values() {
            include.text.hash(hasher);
        }
    }

    /// The fingerprint of a page itself: its text, front matter and place.
    fn page_fingerprint(&self, id: PageId) -> Fingerprint {
        let mut hasher = Fingerprinter::default();
        let page = self.page(id);
        page.text.hash(&mut hasher);
        head(page, &mut hasher);
        for id in page.listed.iter().flat_map(|listed| listed.iter()) {
            head(self.page(*id), &mut hasher);
        }
        if let Some(pager) = &page.pager {
            (pager.page, pager.per_page, pager.total_posts, pager.total_pages).hash(&mut hasher);
            (&pager.previous, &pager.next).hash(&mut hasher);
            for id in &pager.posts {
                head(self.page(*id), &mut hasher);
            }
            hasher.map(&pager.more);
        }
        hasher.finish()
    }
}

/// The fingerprint of a whole configuration.
pub fn config_fingerprint(config: &Config) -> Fingerprint {
    let mut hasher = Fingerprinter::default();
    for (key, _) in config.values.iter() {
        let Some(name) = key.as_str() else { continue };
        name.hash(&mut hasher);
        hasher.value(&config.get(name));
    }
    (&config.source, &config.destination, &config.url, &config.baseurl).hash(&mut hasher);
    config.time.instant().hash(&mut hasher);
    config.profile.releases.hash(&mut hasher);
    config.has_environment.hash(&mut hasher);
    hasher.finish()
}

/// What other pages can read of a page besides its content.
fn head(page: &Page, hasher: &mut Fingerprinter) {
    (&page.path, &page.url, &page.output, &page.id, page.written).hash(hasher);
    hasher.map(&page.data);
    hasher.map(&page.defaults);
    if let Some(foreign) = &page.foreign {
        hasher.map(&foreign.variables);
        hasher.map(&foreign.globals);
    }
}

/// The fingerprints of one site, each computed when it is first needed.
#[derive(Debug)]
pub struct SiteFingerprints {
    site: Arc<Site>,
    known: RwLock<HashMap<Dependency, Option<Fingerprint>, RandomState>>,
    pages: Vec<OnceLock<Fingerprint>>,
    by_path: Arc<Paths>,
}

/// Pages by path; `None` for a path that several pages share.
type Paths = BTreeMap<Str, Option<PageId>>;

impl SiteFingerprints {
    /// Those of `site`, none computed yet.
    pub fn new(site: &Arc<Site>) -> Self {
        let mut by_path = Paths::new();
        for (at, page) in site.pages.iter().enumerate() {
            by_path
                .entry(Str::clone(&page.path))
                .and_modify(|shared| *shared = None)
                .or_insert(Some(page_id(at)));
        }
        Self {
            site: Arc::clone(site),
            known: RwLock::default(),
            pages: site.pages.iter().map(|_| OnceLock::new()).collect(),
            by_path: Arc::new(by_path),
        }
    }

    /// Those of `site`, which is the site of `self` with `changes`: what these do not touch is not computed again.
    pub fn amended(&self, site: &Arc<Site>, changes: &Changes) -> Self {
        let known = self.known.read();
        let stays = |dependency: &Dependency| match dependency {
            Dependency::Include(name) => !changes.includes.contains(name),
            Dependency::File(_)
            | Dependency::Source(_)
            | Dependency::ExcerptSource(_)
            | Dependency::WholeSite => false,
            _ => true,
        };
        let known = known.iter().filter(|(dependency, _)| stays(dependency));
        let known = known.map(|(dependency, fingerprint)| (dependency.clone(), *fingerprint));
        let mut pages = self.pages.clone();
        for id in &changes.pages {
            pages[id.index()] = OnceLock::new();
        }
        Self {
            site: Arc::clone(site),
            known: RwLock::new(known.collect()),
            pages,
            by_path: Arc::clone(&self.by_path),
        }
    }

    /// The page with a path; `None` as well where several share it.
    pub fn page_at(&self, path: &str) -> Option<PageId> {
        self.by_path.get(path).copied().flatten()
    }

    /// The fingerprint of a page itself: its text, front matter and place.
    pub fn page(&self, id: PageId) -> Fingerprint {
        *self.pages[id.index()].get_or_init(|| self.site.page_fingerprint(id))
    }

    /// The fingerprint of a part of the site, as [`Site::fingerprint`] has it.
    pub fn of(&self, dependency: &Dependency) -> Option<Fingerprint> {
        // The files of the disk may change at any time.
        if let Dependency::DiskFile(_) = dependency {
            return self.site.fingerprint(dependency);
        }
        let known = self.known.read();
        if let Some(fingerprint) = known.get(dependency) {
            return *fingerprint;
        }
        drop(known);
        let fingerprint = self.site.fingerprint(dependency);
        let mut known = self.known.write();
        known.insert(dependency.clone(), fingerprint);
        fingerprint
    }
}
