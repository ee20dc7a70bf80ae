//! Suggests what a broken reference may have meant.
//!
//! Every lookup costs a bounded number of comparisons: exact keys first (other case, the page of a source file, a
//! forgotten `baseurl`, a page with the same name elsewhere), then similar names within the folder of the reference.

use super::moved::name as page_name;
use super::resolve::SiteUrl;
use super::targets::{Anchors, Files};
use std::collections::HashMap;

type Map<K, V> = HashMap<K, V, foldhash::fast::RandomState>;

/// At most this many names are compared for one reference.
const COMPARED: usize = 200;

/// Least similarity, from 0 to 1, of a name that is worth suggesting.
const LEAST: f64 = 0.7;

/// A suggestion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Suggestion {
    /// The path of the file, relative to the site's root.
    pub path: Box<str>,
    /// Whether the reference certainly means it, so that `--fix` may write it.
    pub certain: bool,
}

/// The paths of a site by the ways in which authors miss them.
#[derive(Debug)]
pub(super) struct Suggestions {
    /// Path of the page's name, lower case, without `.html`: its paths.
    by_name: Map<String, Vec<u32>>,
    /// The last segment of that name.
    by_last: Map<String, Vec<u32>>,
    /// The names in a folder.
    by_folder: Map<String, Vec<u32>>,
    paths: Vec<Box<str>>,
    /// Source paths and old addresses of pages, with the path of the page.
    moved: Map<String, Box<str>>,
}

impl Suggestions {
    /// An index of `files`. `moved` has former addresses (source files, redirects, git renames) with the path of what
    /// they mean now.
    pub(super) fn new(files: &Files, moved: impl IntoIterator<Item = (String, Box<str>)>) -> Self {
        let mut index = Self {
            by_name: Map::default(),
            by_last: Map::default(),
            by_folder: Map::default(),
            paths: files.paths().to_vec(),
            moved: moved.into_iter().collect(),
        };
        for (at, path) in files.paths().iter().enumerate() {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            let name = page_name(path).to_ascii_lowercase();
            let (folder, last) = name.rsplit_once('/').unwrap_or(("", &name));
            index.by_last.entry(last.to_owned()).or_default().push(at);
            index.by_folder.entry(folder.to_owned()).or_default().push(at);
            index.by_name.entry(name).or_default().push(at);
        }
        index
    }

    /// What `path`, of which no file is served, may mean. `path` is relative to the site's root.
    pub(super) fn file(&self, path: &str) -> Option<Suggestion> {
        let certain = |path: &str| {
            Some(Suggestion {
                path: path.into(),
                certain: true,
            })
        };
        let name = page_name(path);
        let moved = self.moved.get(path.trim_matches('/'));
        if let Some(now) = moved.or_else(|| self.moved.get(name)) {
            return certain(now);
        }
        let lower = name.to_ascii_lowercase();
        if let Some([one]) = self.by_name.get(&lower).map(Vec::as_slice) {
            return certain(&self.paths[*one as usize]);
        }
        let without_md = name
            .strip_suffix(".md")
            .or_else(|| name.strip_suffix(".markdown"));
        if let Some(without) = without_md {
            let without = without
                .strip_suffix("index")
                .unwrap_or(without)
                .trim_end_matches('/');
            if let Some([one]) = self.by_name.get(&without.to_ascii_lowercase()).map(Vec::as_slice) {
                return certain(&self.paths[*one as usize]);
            }
        }
        let (folder, last) = lower.rsplit_once('/').unwrap_or(("", &lower));
        if last.is_empty() {
            return None;
        }
        let near = self.similar(self.by_folder.get(folder).map_or(&[][..], Vec::as_slice), &lower);
        let elsewhere = || match self.by_last.get(last).map(Vec::as_slice) {
            Some([one]) => Some(*one),
            _ => None,
        };
        // A folder that is misspelt as a whole: compare with the pages called alike.
        let same_name = || self.similar(self.by_last.get(last).map_or(&[][..], Vec::as_slice), &lower);
        let at = near.or_else(elsewhere).or_else(same_name)?;
        Some(Suggestion {
            path: self.paths[at as usize].clone(),
            certain: false,
        })
    }

    fn similar(&self, among: &[u32], name: &str) -> Option<u32> {
        let names = among.iter().take(COMPARED);
        let scored = names.filter_map(|at| {
            let known = page_name(&self.paths[*at as usize]).to_ascii_lowercase();
            if known.len().abs_diff(name.len()) > name.len() / 3 + 2 {
                return None;
            }
            Some((similarity(name, &known), *at))
        });
        let (score, at) = scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
        (score >= LEAST).then_some(at)
    }
}

/// The similarity of two paths with the folders that they share left out, so that long folders do not make everything
/// in them similar.
fn similarity(a: &str, b: &str) -> f64 {
    let shared = a.rfind('/').filter(|at| b.get(..=*at) == a.get(..=*at));
    let from = shared.map_or(0, |at| at + 1);
    strsim::normalized_damerau_levenshtein(&a[from..], &b[from..])
}

/// The id that a fragment may mean: the same in another case or with other separators, else the most similar.
pub(super) fn anchor<'a>(anchors: &'a Anchors, name: &str) -> Option<(&'a str, bool)> {
    let folded = fold(name);
    let mut same: Vec<&str> = anchors.ids().filter(|id| fold(id) == folded).collect();
    same.sort_unstable();
    if let [one] = same[..] {
        return Some((one, true));
    }
    let near = |id: &&str| id.len().abs_diff(name.len()) <= name.len() / 3 + 2;
    let mut ids: Vec<&str> = anchors.ids().filter(near).collect();
    ids.sort_unstable();
    let scored = ids.into_iter().take(COMPARED);
    let scored = scored.map(|id| (strsim::normalized_damerau_levenshtein(name, id), id));
    let (score, id) = scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))?;
    (score >= LEAST).then_some((id, false))
}

fn fold(id: &str) -> String {
    let kept = id.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// The address of the file at `path`: `/base/a/` for `a/index.html`.
pub(super) fn address(site: &SiteUrl, path: &str) -> String {
    let path = match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => path,
    };
    format!("{}/{path}", site.baseurl())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suggestions() -> Suggestions {
        let paths = [
            "docs/install/index.html",
            "docs/Setup.html",
            "swarm/index.html",
            "docs/glossary.txt",
        ];
        Suggestions::new(
            &Files::new(paths, []),
            [("docs/old.md".to_owned(), "docs/Setup.html".into())],
        )
    }

    fn file(path: &str) -> Option<(String, bool)> {
        suggestions()
            .file(path)
            .map(|found| (found.path.into_string(), found.certain))
    }

    #[test]
    fn another_case_or_the_name_of_the_source_file_is_certain() {
        assert_eq!(file("docs/setup"), Some(("docs/Setup.html".to_owned(), true)));
        assert_eq!(
            file("swarm/index.md"),
            Some(("swarm/index.html".to_owned(), true))
        );
        assert_eq!(
            file("docs/install.md"),
            Some(("docs/install/index.html".to_owned(), true))
        );
        assert_eq!(file("docs/old.md"), Some(("docs/Setup.html".to_owned(), true)));
    }

    #[test]
    fn a_similar_name_is_a_guess() {
        assert_eq!(
            file("docs/instal/"),
            Some(("docs/install/index.html".to_owned(), false))
        );
        assert_eq!(
            file("old/install"),
            Some(("docs/install/index.html".to_owned(), false))
        );
        assert_eq!(file("docs/zzz"), None);
    }

    #[test]
    fn an_anchor_in_another_spelling_is_certain() {
        let anchors = Anchors::new(["set-up", "options"], []);
        assert_eq!(anchor(&anchors, "Set_Up"), Some(("set-up", true)));
        assert_eq!(anchor(&anchors, "option"), Some(("options", false)));
        assert_eq!(anchor(&anchors, "zzzz"), None);
    }
}
