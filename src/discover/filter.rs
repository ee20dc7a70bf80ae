//! Which names in the source folder are read: Jekyll's `EntryFilter`.

use super::fnmatch::fnmatch;
use crate::config::Config;
use crate::value::Str;

/// The rules of `include` and `exclude`.
#[derive(Debug)]
pub(super) struct Filter {
    include: Vec<Str>,
    exclude: Vec<Str>,
}

impl Filter {
    pub(super) fn new(config: &Config) -> Self {
        let exclude = config.exclude.iter();
        Self {
            include: config.include.clone(),
            exclude: exclude
                .filter(|name| !config.include.contains(name))
                .cloned()
                .collect(),
        }
    }

    /// Whether an entry is read. `entry` is its path below the folder that is being listed, `base` that folder's
    /// path below the source. As in Jekyll, `include` is held against `entry` and its last part only, `exclude`
    /// against the whole path; only the first character of `entry` and of its last part can hide it.
    pub(super) fn keeps(&self, base: &str, entry: &str, folder: bool) -> bool {
        if entry.ends_with('.') {
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
        self.include.iter().any(|pattern| matches(pattern, &path, folder))
    }

    fn excludes(&self, base: &str, entry: &str, folder: bool) -> bool {
        let path = format!("{}/{entry}", rooted(base).trim_end_matches('/'));
        self.exclude.iter().any(|pattern| matches(pattern, &path, folder))
    }
}

fn rooted(path: &str) -> String {
    format!("/{}", path.trim_start_matches('/'))
}

/// Whether a pattern means a path: as a wildcard pattern, as a prefix of text (`doc` means `docs/a` too), or as the
/// name of a folder with a `/` behind it.
fn matches(pattern: &str, path: &str, folder: bool) -> bool {
    let pattern = rooted(pattern);
    fnmatch(&pattern, path)
        || path.starts_with(&pattern)
        || (folder && pattern.strip_suffix('/').is_some_and(|name| name == path))
}
