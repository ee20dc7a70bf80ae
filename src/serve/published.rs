//! Looks up the files of a site by request path, and renders a page when it is first requested.

use crate::discover::fnmatch;
use crate::liquid::Expanded;
use crate::pipeline::SEARCH_FOLDER;
use crate::pipeline::{OutputSource, Session};
use crate::site::{FileContent, PageId, Site};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

/// The files of a site by their paths.
#[derive(Clone, Debug)]
pub(super) struct Published {
    session: Arc<Session>,
    routes: Arc<Routes>,
    pub(super) baseurl: String,
}

/// The files and folders of a site by path.
#[derive(Debug)]
struct Routes {
    by_path: HashMap<String, OutputSource>,
    folders: HashSet<String>,
}

/// The names of a folder's index page, as in Jekyll's server.
const INDEX_PAGES: [&str; 8] = [
    "index.htm",
    "index.html",
    "index.rhtml",
    "index.xht",
    "index.xhtml",
    "index.cgi",
    "index.xml",
    "index.json",
];

/// What is at a path.
#[derive(Debug)]
pub(super) enum Found<'a> {
    /// The file at this path.
    File(Cow<'a, str>),
    /// A folder with an index page or a listing, requested without the final slash.
    Folder,
    /// A folder whose files are listed.
    Listing,
    /// Nothing.
    Nothing,
}

impl Routes {
    /// The routes of `session`. Of several files with one path the last one wins.
    fn of(session: &Session) -> Self {
        let mut by_path = HashMap::new();
        let mut folders = HashSet::new();
        for file in session.plan() {
            let mut path: &str = &file.path;
            while let Some((folder, _)) = path.rsplit_once('/') {
                if !folders.insert(folder.to_owned()) {
                    break;
                }
                path = folder;
            }
            by_path.insert(file.path.to_string(), file.source);
        }
        Self { by_path, folders }
    }
}

impl Published {
    /// The files of `session`, which was opened after `last`.
    pub(super) fn of(session: Arc<Session>, last: Option<&Self>) -> Self {
        let routes = match last {
            Some(last) if session.is_amended() => Arc::clone(&last.routes),
            _ => Arc::new(Routes::of(&session)),
        };
        let baseurl = session.site().config.baseurl.trim_end_matches('/').to_owned();
        Self {
            session,
            routes,
            baseurl,
        }
    }

    /// The site itself.
    pub(super) fn frozen(&self) -> &Site {
        self.session.site()
    }

    /// The page that is written to `path`.
    pub(super) fn page_at(&self, path: &str) -> Option<PageId> {
        match self.routes.by_path.get(path) {
            Some(OutputSource::Page(id)) => Some(*id),
            _ => None,
        }
    }

    /// Whether the source of the file at `path` matches one of `patterns`.
    pub(super) fn is_ignored(&self, path: &str, patterns: &[String]) -> bool {
        let source = match self.page_at(path) {
            Some(id) if !patterns.is_empty() => &*self.frozen().page(id).path,
            _ => path,
        };
        patterns.iter().any(|pattern| fnmatch(pattern, source))
    }

    /// What Liquid makes of a page, before it is converted.
    pub(super) fn expanded(&self, id: PageId) -> Option<Expanded> {
        self.session.expanded(id)
    }

    /// The folders that paths of diagnostics are relative to.
    pub(super) fn folders(&self) -> Vec<PathBuf> {
        let config = &self.session.site().config;
        let theme = config.theme_dir.iter().cloned();
        std::iter::once(config.source.clone()).chain(theme).collect()
    }

    /// The number of pages.
    pub(super) fn pages(&self) -> usize {
        self.session.site().pages.len()
    }

    /// Looks up `path`: decoded, relative to the root of the site, without a slash at its start. With `lists`, a folder
    /// is answered with a listing of its files.
    ///
    /// The order is that of Jekyll's server: the index page of a folder precedes a page with the folder's name.
    pub(super) fn find<'a>(&self, path: &'a str, lists: bool) -> Found<'a> {
        let file = |path: Cow<'a, str>| {
            let exists = self.routes.by_path.contains_key(&*path)
                || self.sheet(&path).is_some()
                || self.collected(&path).is_some();
            exists.then_some(Found::File(path))
        };
        let index = |folder: &str| {
            let mut names = INDEX_PAGES.iter().map(|name| format!("{folder}{name}"));
            names.find(|name| self.routes.by_path.contains_key(name))
        };
        if path.is_empty() || path.ends_with('/') {
            let folder = path.trim_end_matches('/');
            if lists && (folder.is_empty() || self.routes.folders.contains(folder)) {
                return Found::Listing;
            }
            return index(path).map_or(Found::Nothing, |name| Found::File(name.into()));
        }
        if let Some(found) = file(path.into()) {
            return found;
        }
        let folder = self.routes.folders.contains(path);
        if folder && (lists || index(&format!("{path}/")).is_some()) {
            return Found::Folder;
        }
        let page = file(format!("{path}.html").into()).or_else(|| file(format!("{path}.xhtml").into()));
        page.unwrap_or(Found::Nothing)
    }

    /// The names in a folder (`guide/`, empty for the root) without hidden ones; names of folders end with a slash.
    pub(super) fn names(&self, folder: &str) -> BTreeSet<&str> {
        let paths = self.routes.by_path.keys();
        let below = paths.filter_map(|path| path.strip_prefix(folder));
        let names = below.map(|rest| rest.find('/').map_or(rest, |end| &rest[..=end]));
        names.filter(|name| !name.starts_with('.')).collect()
    }

    /// The style sheet whose source map has the path `path`.
    fn sheet(&self, path: &str) -> Option<PageId> {
        let sheet = path
            .strip_suffix(".map")
            .filter(|sheet| sheet.ends_with(".css"))?;
        match self.routes.by_path.get(sheet) {
            Some(OutputSource::Page(id)) => Some(*id),
            _ => None,
        }
    }

    /// The content of the file at `path`, rendered now if it has not been yet. `None` if there is no such file, or if
    /// it has errors.
    pub(super) fn content(&self, path: &str) -> Option<FileContent> {
        let text = match self.routes.by_path.get(path) {
            Some(OutputSource::Ready(content)) => return Some(content.clone()),
            Some(OutputSource::Page(id)) => self.session.page(*id),
            None => match self.sheet(path) {
                Some(sheet) => self.session.source_map(sheet),
                None => return self.collected(path).map(FileContent::Bytes),
            },
        };
        text.map(|text| FileContent::Bytes(text.into()))
    }

    /// A file that is made of all pages. To look it up renders them all, so only paths that can be such files are.
    fn collected(&self, path: &str) -> Option<Arc<[u8]>> {
        let settings = &self.session.site().config.settings;
        let copy = settings.llms && (path.ends_with(".md") || matches!(path, "llms.txt" | "llms-full.txt"));
        let may_be = copy || (settings.search.0 && path.starts_with(SEARCH_FOLDER));
        may_be.then(|| self.session.collected().get(path).cloned())?
    }

    /// The bytes of the file at `path`.
    pub(super) fn bytes(&self, path: &str) -> Option<Arc<[u8]>> {
        match self.content(path)? {
            FileContent::Bytes(bytes) => Some(bytes),
            FileContent::Copy(file) => read(&file).ok().map(Into::into),
            FileContent::Staged(_) => None,
        }
    }

    /// The paths of the files that only one of the two sites has, or whose content differs. Copied files are read when
    /// they are requested; they differ if their source is among `touched`, the sources that have changed in between.
    #[expect(clippy::iter_over_hash_type, reason = "the result is sorted")]
    pub(super) fn changed(&self, other: &Self, touched: &BTreeSet<PathBuf>) -> BTreeSet<String> {
        let mut changed = BTreeSet::new();
        for (path, here) in &self.routes.by_path {
            let there = other.routes.by_path.get(path);
            if !there.is_some_and(|there| same(self, here, other, there, touched)) {
                changed.insert(path.clone());
            }
        }
        let removed = other.routes.by_path.keys();
        changed.extend(
            removed
                .filter(|path| !self.routes.by_path.contains_key(*path))
                .cloned(),
        );
        changed
    }
}

/// Whether the file planned as `here` in `site` has the content of that planned as `there` in `other`.
fn same(
    site: &Published,
    here: &OutputSource,
    other: &Published,
    there: &OutputSource,
    touched: &BTreeSet<PathBuf>,
) -> bool {
    match (here, there) {
        (OutputSource::Ready(FileContent::Bytes(here)), OutputSource::Ready(FileContent::Bytes(there))) => {
            here == there
        }
        (OutputSource::Ready(FileContent::Copy(here)), OutputSource::Ready(FileContent::Copy(there))) => {
            here == there && !touched.contains(here)
        }
        (OutputSource::Page(here), OutputSource::Page(there)) => {
            match (site.session.page(*here), other.session.page(*there)) {
                (Some(here), Some(there)) => Arc::ptr_eq(&here, &there) || here == there,
                (here, there) => here.is_none() && there.is_none(),
            }
        }
        _ => false,
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "copied files are served from where they are"
)]
fn read(file: &std::path::Path) -> std::io::Result<Vec<u8>> {
    std::fs::read(file)
}
