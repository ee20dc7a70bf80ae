//! The files and anchors of a site, and which of them a path and a fragment name.

use super::resolve::{SiteUrl, Target};
use percent_encoding::percent_decode_str;
use std::collections::{HashMap, HashSet};

type Map<K, V> = HashMap<K, V, foldhash::fast::RandomState>;
type Set<T> = HashSet<T, foldhash::fast::RandomState>;

/// The number of a file in [`Files`].
pub(super) type FileId = u32;

/// The paths of a site.
#[derive(Debug, Default)]
pub(super) struct Files {
    paths: Vec<Box<str>>,
    by_path: Map<Box<str>, FileId>,
    folders: Set<Box<str>>,
    /// Files that only lead to another one.
    redirects: Map<FileId, FileId>,
    /// Folders that another program fills (`keep_files`): everything below them counts as present.
    kept: Vec<String>,
}

impl Files {
    /// The files at `paths`, relative to the site's root. Every path below one of `kept` counts as present.
    pub(super) fn new<'a>(
        paths: impl IntoIterator<Item = &'a str>,
        kept: impl IntoIterator<Item = String>,
    ) -> Self {
        let mut files = Self {
            kept: kept
                .into_iter()
                .map(|path| path.trim_matches('/').to_owned())
                .collect(),
            ..Self::default()
        };
        files.kept.retain(|path| !path.is_empty());
        for path in paths {
            files.add(path);
        }
        files
    }

    fn add(&mut self, path: &str) {
        if self.by_path.contains_key(path) {
            return;
        }
        let id = FileId::try_from(self.paths.len()).expect("fewer than four thousand million files");
        self.paths.push(path.into());
        self.by_path.insert(path.into(), id);
        let mut rest = path;
        while let Some((folder, _)) = rest.rsplit_once('/') {
            if !self.folders.insert(folder.into()) {
                break;
            }
            rest = folder;
        }
    }

    /// Records which files only lead to another file of the site: pairs of a path and an address. The file at the end
    /// of a chain counts.
    pub(super) fn set_redirects(&mut self, redirects: &[(String, String)], site: &SiteUrl) {
        let page = site.page("", None);
        let mut next = Map::default();
        for (path, address) in redirects {
            if let (Some(from), Target::Own { path, .. }) = (self.find(path), site.resolve(&page, address))
                && let Some(to) = self.serve(&path)
            {
                next.insert(from, to);
            }
        }
        for from in next.keys().copied() {
            let mut to = next[&from];
            // A circle has no end: at most as many steps as there are redirects.
            let mut steps = next.len();
            while let Some(further) = next.get(&to).filter(|_| steps > 0) {
                to = *further;
                steps -= 1;
            }
            if steps > 0 {
                self.redirects.insert(from, to);
            }
        }
    }

    /// The file that `file` leads to, if it only leads to another one.
    pub(super) fn redirect(&self, file: FileId) -> Option<FileId> {
        self.redirects.get(&file).copied()
    }

    /// All paths, by number.
    pub(super) fn paths(&self) -> &[Box<str>] {
        &self.paths
    }

    /// The number of the file at exactly `path`.
    pub(super) fn find(&self, path: &str) -> Option<FileId> {
        self.by_path.get(path).copied()
    }

    /// Whether `path`, without a slash at its end, is a folder.
    pub(super) fn is_folder(&self, path: &str) -> bool {
        self.folders.contains(path.trim_end_matches('/'))
    }

    /// Whether another program puts `path` there.
    pub(super) fn is_kept(&self, path: &str) -> bool {
        self.kept.iter().any(|kept| {
            path.strip_prefix(kept.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    /// The file that a static server returns for `path`: the file itself, the first page of a folder, or the page
    /// without its `.html`. A folder without a first page returns nothing.
    pub(super) fn serve(&self, path: &str) -> Option<FileId> {
        let collapsed;
        let path = match path.contains("//") || path.starts_with('/') {
            true => {
                let slash = if path.ends_with('/') { "/" } else { "" };
                let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
                collapsed = parts.join("/") + if parts.is_empty() { "" } else { slash };
                &collapsed
            }
            false => path,
        };
        if path.is_empty() || path.ends_with('/') {
            let index = |name: &str| self.find(&format!("{path}{name}"));
            return index("index.html").or_else(|| index("index.htm"));
        }
        self.find(path)
            .or_else(|| self.find(&format!("{path}.html")))
            .or_else(|| self.find(&format!("{path}/index.html")))
            .or_else(|| self.find(&format!("{path}/index.htm")))
    }
}

/// The anchors of one file.
#[derive(Clone, Debug, Default)]
pub(super) struct Anchors {
    ids: Set<Box<str>>,
    maps: Vec<Box<str>>,
}

impl Anchors {
    /// The anchors that a scan has found.
    pub(super) fn new<'a>(
        ids: impl IntoIterator<Item = &'a str>,
        maps: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        Self {
            ids: ids.into_iter().map(Into::into).collect(),
            maps: maps.into_iter().map(Into::into).collect(),
        }
    }

    /// Whether the URL fragment `fragment` names a place of the file: an id, the top, a text fragment, or a route of a
    /// script (`#/settings`), which only the script knows. Percent signs may be encoded or not.
    pub(super) fn contains(&self, fragment: &str) -> bool {
        let name = Self::name(fragment);
        if name.is_empty() || name.eq_ignore_ascii_case("top") || name.starts_with(['/', '!']) {
            return true;
        }
        self.ids.contains(name) || decoded(name).is_some_and(|name| self.ids.contains(&*name))
    }

    /// Whether a `map` has this name.
    pub(super) fn contains_map(&self, fragment: &str) -> bool {
        let decoded = decoded(fragment);
        let mut maps = self.maps.iter().map(|map| &**map);
        maps.any(|map| map == fragment || decoded.as_deref() == Some(map))
    }

    /// The ids.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(|id| &**id)
    }

    /// The fragment without the directive of a text fragment (`:~:text=`).
    pub(super) fn name(fragment: &str) -> &str {
        fragment.split_once(":~:").map_or(fragment, |(name, _)| name)
    }
}

fn decoded(name: &str) -> Option<std::borrow::Cow<'_, str>> {
    percent_decode_str(name).decode_utf8().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_served_as_static_servers_do() {
        let paths = ["index.html", "guide/index.html", "about.html", "only/file.txt"];
        let files = Files::new(paths, ["old/".to_owned()]);
        let served = |path: &str| files.serve(path).map(|id| &*files.paths()[id as usize]);
        assert_eq!(served(""), Some("index.html"));
        assert_eq!(served("guide"), Some("guide/index.html"));
        assert_eq!(served("guide//"), Some("guide/index.html"));
        assert_eq!(served("about"), Some("about.html"));
        assert_eq!(served("about/"), None);
        assert_eq!(served("only/"), None);
        assert_eq!(served("About"), None);
        assert!(files.is_folder("only") && files.is_kept("old/x") && !files.is_kept("older"));
    }

    #[test]
    fn fragments_are_compared_encoded_and_decoded() {
        let anchors = Anchors::new(["größe", "a b", "50%"], ["m"]);
        for good in [
            "gr%C3%B6%C3%9Fe",
            "größe",
            "a%20b",
            "50%",
            "50%25",
            "",
            "TOP",
            "/route",
            ":~:text=x",
        ] {
            assert!(anchors.contains(good), "{good}");
        }
        assert!(!anchors.contains("Größe") && !anchors.contains("x:~:text=y"));
        assert!(anchors.contains_map("m") && !anchors.contains_map("top"));
    }
}
