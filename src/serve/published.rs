//! A built site in, what a server may answer from it out: nothing but the files of the site, looked up by path.

use crate::site::{Built, FileContent, OutputFile};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;

/// The files of a built site by their paths.
#[derive(Debug)]
pub(super) struct Published {
    built: Built,
    by_path: HashMap<String, usize>,
    folders: HashSet<String>,
    pub(super) baseurl: String,
}

/// What a path leads to.
#[derive(Debug)]
pub(super) enum Found<'a> {
    /// This file.
    File(&'a OutputFile),
    /// A folder with a first page, asked for without the slash.
    Folder,
    /// Nothing.
    Nothing,
}

impl Published {
    /// The files of `built`; of those that share a path the last one counts.
    pub(super) fn of(built: Built) -> Self {
        let outputs = built.outputs.iter().enumerate();
        let by_path = outputs
            .map(|(at, file)| (file.path.to_string(), at))
            .collect::<HashMap<_, _>>();
        let mut folders = HashSet::new();
        for file in &built.outputs {
            let mut path: &str = &file.path;
            while let Some((folder, _)) = path.rsplit_once('/') {
                if !folders.insert(folder.to_owned()) {
                    break;
                }
                path = folder;
            }
        }
        let baseurl = built.site.config.baseurl.trim_end_matches('/').to_owned();
        Self {
            built,
            by_path,
            folders,
            baseurl,
        }
    }

    /// What `path` leads to: decoded, relative to the site's root, without a slash in front.
    pub(super) fn find(&self, path: &str) -> Found<'_> {
        let file = |path: &str| {
            self.by_path
                .get(path)
                .map(|at| Found::File(&self.built.outputs[*at]))
        };
        if path.is_empty() || path.ends_with('/') {
            let index = file(&format!("{path}index.html"));
            return index
                .or_else(|| file(&format!("{path}index.htm")))
                .unwrap_or(Found::Nothing);
        }
        if let Some(found) = file(path).or_else(|| file(&format!("{path}.html"))) {
            return found;
        }
        let index = self.folders.contains(path) && self.by_path.contains_key(&format!("{path}/index.html"));
        if index { Found::Folder } else { Found::Nothing }
    }

    /// The site's own page for what is not there.
    pub(super) fn missing(&self) -> Option<&OutputFile> {
        self.by_path.get("404.html").map(|at| &self.built.outputs[*at])
    }

    /// The paths whose content is not the same in `other`, those that only one of the two has included. Files that
    /// are copied are read when they are asked for, so it takes `touched`, the sources that have changed since, to
    /// know which of them are others now.
    #[expect(clippy::iter_over_hash_type, reason = "the paths are sorted in the end")]
    pub(super) fn changed<'a>(&'a self, other: &'a Self, touched: &BTreeSet<PathBuf>) -> Vec<&'a str> {
        let mut changed = Vec::new();
        for (path, at) in &self.by_path {
            let here = &self.built.outputs[*at].content;
            let there = other
                .by_path
                .get(path)
                .map(|at| &other.built.outputs[*at].content);
            let same = match (here, there) {
                (FileContent::Bytes(here), Some(FileContent::Bytes(there))) => here == there,
                (FileContent::Copy(here), Some(FileContent::Copy(there))) => {
                    here == there && !touched.contains(here)
                }
                _ => false,
            };
            if !same {
                changed.push(path.as_str());
            }
        }
        changed.extend(
            other
                .by_path
                .keys()
                .filter(|path| !self.by_path.contains_key(*path))
                .map(String::as_str),
        );
        changed.sort_unstable();
        changed
    }
}
