//! Which names in the source folder are read: Jekyll's `EntryFilter`.

use super::fnmatch::fnmatch;
use crate::config::Config;
use crate::value::Str;

/// The rules of `include` and `exclude`.
#[derive(Debug)]
pub(super) struct Filter {
    include: Vec<Pattern>,
    exclude: Vec<Pattern>,
    /// Whether names may end in a dot, as in Jekyll 3.
    allows_final_dots: bool,
}

/// A pattern that begins with `/`, as paths do here.
#[derive(Debug)]
struct Pattern {
    text: String,
    /// Whether it has wildcards.
    wild: bool,
}

impl Filter {
    pub(super) fn new(config: &Config) -> Self {
        let exclude = config.exclude.iter();
        let exclude = exclude.filter(|name| !config.include.contains(name));
        Self {
            include: config.include.iter().map(Pattern::of).collect(),
            exclude: exclude.map(Pattern::of).collect(),
            allows_final_dots: config.profile.is_jekyll_3(),
        }
    }

    /// Whether an entry is read. `entry` is its path below the folder that is being listed, `base` that folder's
    /// path below the source. As in Jekyll, `include` is held against `entry` and its last part only, `exclude`
    /// against the whole path; only the first character of `entry` and of its last part can hide it.
    pub(super) fn keeps(&self, base: &str, entry: &str, folder: bool) -> bool {
        if entry.ends_with('.') && !self.allows_final_dots {
            return false;
        }
        let name = entry.rsplit('/').next().unwrap_or(entry);
        if self.includes(entry, folder) || self.includes(name, folder) {
            return true;
        }
        let special = |text: &str| text.starts_with(['.', '_', '#', '~']);
        !special(entry) && !special(name) && !entry.ends_with('~') && !self.excludes(base, entry, folder)
    }

    fn includes(&self, entry: &str, folder: bool) -> bool {
        let path = rooted(entry);
        self.include.iter().any(|pattern| pattern.matches(&path, folder))
    }

    fn excludes(&self, base: &str, entry: &str, folder: bool) -> bool {
        let path = format!("{}/{entry}", rooted(base).trim_end_matches('/'));
        self.exclude.iter().any(|pattern| pattern.matches(&path, folder))
    }
}

fn rooted(path: &str) -> String {
    format!("/{}", path.trim_start_matches('/'))
}

/// Whether one of `patterns` means `path`, which is relative to the source: Jekyll's `EntryFilter#glob_include?`.
pub(crate) fn matches_any(patterns: &[Str], path: &str) -> bool {
    let path = rooted(path);
    patterns
        .iter()
        .any(|pattern| Pattern::of(pattern).matches(&path, false))
}

impl Pattern {
    fn of(text: &Str) -> Self {
        Self {
            wild: text.contains(['*', '?', '[', '\\']),
            text: rooted(text),
        }
    }

    /// Whether the pattern means a path: as a wildcard pattern, as a prefix of text (`doc` means `docs/a` too), or as
    /// the name of a folder followed by `/`.
    fn matches(&self, path: &str, folder: bool) -> bool {
        path.starts_with(&self.text)
            || (self.wild && fnmatch(&self.text, path))
            || (folder && self.text.strip_suffix('/').is_some_and(|name| name == path))
    }
}
