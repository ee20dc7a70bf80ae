//! Finds the Gemfile of a site and its lock file, as Bundler does: in the source folder or above it.

use super::read;
use crate::config::Bundle;
use std::path::{Path, PathBuf};

/// The names of a Gemfile with those of its lock file.
const NAMES: [[&str; 2]; 2] = [["Gemfile", "Gemfile.lock"], ["gems.rb", "gems.locked"]];

/// The Bundler files that decide the versions of a site.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// What they state of Jekyll.
    pub(super) bundle: Option<Bundle>,
    /// Their paths, if they are above the source; the lock file need not exist.
    pub(super) above: Vec<PathBuf>,
}

/// The files of the nearest folder that has any which require Jekyll: the source, else a folder above it up to the root
/// of the repository. Outside of a repository only the source counts, and if `safe` only files that are in it.
pub(super) fn find(source: &Path, safe: bool) -> Found {
    let real = source.canonicalize().ok().filter(|_| safe);
    let text = |path: &Path| match &real {
        Some(real) if !path.canonicalize().is_ok_and(|path| path.starts_with(real)) => None,
        _ => text(path),
    };
    for folder in folders(source, safe) {
        for names in NAMES {
            let texts = names.map(|name| text(&folder.join(name)));
            let file = |at: usize| Some((names[at], texts[at].as_deref()?));
            if let Some(bundle) = Bundle::of(file(0), file(1)) {
                return Found {
                    bundle: Some(bundle),
                    above: match folder == source {
                        true => Vec::new(),
                        false => names.iter().map(|name| folder.join(name)).collect(),
                    },
                };
            }
        }
    }
    Found::default()
}

/// The source and the folders above it, up to the root of the repository; if `safe`, only the source.
pub(super) fn folders(source: &Path, safe: bool) -> Vec<&Path> {
    let root = source.ancestors().find(|folder| folder.join(".git").exists());
    let root = root.filter(|_| !safe).unwrap_or(source);
    source
        .ancestors()
        .take_while(|folder| folder.starts_with(root))
        .collect()
}

fn text(path: &Path) -> Option<String> {
    read::bytes(path).ok().map(|bytes| read::text(bytes).0)
}
