//! A site in, what a server may answer from it out: nothing but the files of the site, looked up by path, each
//! rendered when it is first asked for.

use crate::pipeline::{Opened, Planning};
use crate::site::{FileContent, PageId};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

/// The files of a site by their paths.
#[derive(Clone, Debug)]
pub(super) struct Published {
    opened: Arc<Opened>,
    routes: Arc<Routes>,
    pub(super) baseurl: String,
}

/// Where paths lead.
#[derive(Debug)]
struct Routes {
    by_path: HashMap<String, Planning>,
    folders: HashSet<String>,
}

/// The names of a folder's first page, as Jekyll's server has them.
const FIRST_PAGES: [&str; 8] = [
    "index.htm",
    "index.html",
    "index.rhtml",
    "index.xht",
    "index.xhtml",
    "index.cgi",
    "index.xml",
    "index.json",
];

/// What a path leads to.
#[derive(Debug)]
pub(super) enum Found<'a> {
    /// The file at this path.
    File(Cow<'a, str>),
    /// A folder with a first page or a list, asked for without the slash.
    Folder,
    /// A folder whose files are to be listed.
    List,
    /// Nothing.
    Nothing,
}

impl Routes {
    /// Those of `opened`; of files that share a path the last one counts.
    fn of(opened: &Opened) -> Self {
        let mut by_path = HashMap::new();
        let mut folders = HashSet::new();
        for file in opened.plan() {
            let mut path: &str = &file.path;
            while let Some((folder, _)) = path.rsplit_once('/') {
                if !folders.insert(folder.to_owned()) {
                    break;
                }
                path = folder;
            }
            by_path.insert(file.path.to_string(), file.content);
        }
        Self { by_path, folders }
    }
}

impl Published {
    /// The files of `opened`, which was opened after `last`.
    pub(super) fn of(opened: Arc<Opened>, last: Option<&Self>) -> Self {
        let routes = match last {
            Some(last) if opened.is_amended() => Arc::clone(&last.routes),
            _ => Arc::new(Routes::of(&opened)),
        };
        let baseurl = opened.site().config.baseurl.trim_end_matches('/').to_owned();
        Self {
            opened,
            routes,
            baseurl,
        }
    }

    /// How many pages there are.
    pub(super) fn pages(&self) -> usize {
        self.opened.site().pages.len()
    }

    /// What `path` leads to: decoded, relative to the site's root, without a slash in front. Where `lists`, a folder
    /// leads to the list of its files.
    ///
    /// The order is that of Jekyll's server, so that a folder's first page goes before a page of the folder's name.
    pub(super) fn find<'a>(&self, path: &'a str, lists: bool) -> Found<'a> {
        let file = |path: Cow<'a, str>| {
            let there = self.routes.by_path.contains_key(&*path) || self.sheet(&path).is_some();
            there.then_some(Found::File(path))
        };
        let first = |folder: &str| {
            let mut names = FIRST_PAGES.iter().map(|name| format!("{folder}{name}"));
            names.find(|name| self.routes.by_path.contains_key(name))
        };
        if path.is_empty() || path.ends_with('/') {
            let folder = path.trim_end_matches('/');
            if lists && (folder.is_empty() || self.routes.folders.contains(folder)) {
                return Found::List;
            }
            return first(path).map_or(Found::Nothing, |name| Found::File(name.into()));
        }
        if let Some(found) = file(path.into()) {
            return found;
        }
        let folder = self.routes.folders.contains(path);
        if folder && (lists || first(&format!("{path}/")).is_some()) {
            return Found::Folder;
        }
        let page = file(format!("{path}.html").into()).or_else(|| file(format!("{path}.xhtml").into()));
        page.unwrap_or(Found::Nothing)
    }

    /// The names in a folder (`guide/`, empty for the root), those of folders with a slash; none that are hidden.
    pub(super) fn names(&self, folder: &str) -> BTreeSet<&str> {
        let paths = self.routes.by_path.keys();
        let below = paths.filter_map(|path| path.strip_prefix(folder));
        let names = below.map(|rest| rest.find('/').map_or(rest, |end| &rest[..=end]));
        names.filter(|name| !name.starts_with('.')).collect()
    }

    /// The style sheet whose source map would lie at `path`.
    fn sheet(&self, path: &str) -> Option<PageId> {
        let sheet = path
            .strip_suffix(".map")
            .filter(|sheet| sheet.ends_with(".css"))?;
        match self.routes.by_path.get(sheet) {
            Some(Planning::Page(id)) => Some(*id),
            _ => None,
        }
    }

    /// What the file at `path` holds, rendered now if it was not yet; none where there is none, or an error keeps it
    /// from being made.
    pub(super) fn content(&self, path: &str) -> Option<FileContent> {
        let text = match self.routes.by_path.get(path) {
            Some(Planning::Ready(content)) => return Some(content.clone()),
            Some(Planning::Page(id)) => self.opened.page(*id),
            None => self.opened.beside(self.sheet(path)?),
        };
        text.map(|text| FileContent::Bytes(text.into()))
    }

    /// Whether the page at `path` is another in `other`.
    pub(super) fn differs(&self, other: &Self, path: &str) -> bool {
        match (self.content(path), other.content(path)) {
            (Some(FileContent::Bytes(here)), Some(FileContent::Bytes(there))) => {
                !Arc::ptr_eq(&here, &there) && here != there
            }
            _ => false,
        }
    }

    /// The paths whose content is not the same in `other`, those that only one of the two has included. Files that
    /// are copied are read when they are asked for, so it takes `touched`, the sources that have changed since, to
    /// know which of them are others now.
    #[expect(clippy::iter_over_hash_type, reason = "the paths are sorted in the end")]
    pub(super) fn changed<'a>(&'a self, other: &'a Self, touched: &BTreeSet<PathBuf>) -> Vec<&'a str> {
        let text = |site: &Self, planned: &Planning| match planned {
            Planning::Page(id) => site.opened.page(*id),
            Planning::Ready(_) => None,
        };
        let mut changed = Vec::new();
        for (path, here) in &self.routes.by_path {
            let there = other.routes.by_path.get(path);
            let same = there.is_some_and(|there| match (here, there) {
                (Planning::Ready(FileContent::Bytes(here)), Planning::Ready(FileContent::Bytes(there))) => {
                    here == there
                }
                (Planning::Ready(FileContent::Copy(here)), Planning::Ready(FileContent::Copy(there))) => {
                    here == there && !touched.contains(here)
                }
                (Planning::Page(_), Planning::Page(_)) => match (text(self, here), text(other, there)) {
                    (Some(here), Some(there)) => Arc::ptr_eq(&here, &there) || here == there,
                    (here, there) => here.is_none() && there.is_none(),
                },
                _ => false,
            });
            if !same {
                changed.push(path.as_str());
            }
        }
        changed.extend(
            other
                .routes
                .by_path
                .keys()
                .filter(|path| !self.routes.by_path.contains_key(*path))
                .map(String::as_str),
        );
        changed.sort_unstable();
        changed
    }
}
