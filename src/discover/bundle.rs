//! Finds the Gemfile of a site and its lock file, as Bundler does: in the source folder or above it.

use super::read;
use crate::config::Bundle;
use std::path::{Path, PathBuf};

/// The names of a Gemfile with those of its lock file.
const NAMES: [(&str, &str); 2] = [("Gemfile", "Gemfile.lock"), ("gems.rb", "gems.locked")];

/// The Bundler files that decide the versions of a site.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// What they state of Jekyll.
    pub(super) bundle: Option<Bundle>,
    /// The folder that they are in, if it is above the source.
    pub(super) folder: Option<PathBuf>,
}

/// The files of the nearest folder that has any which require Jekyll: the source, else a folder above it up to the root
/// of the repository. Outside of a repository only the source counts.
pub(super) fn find(source: &Path) -> Found {
    let root = source.ancestors().find(|folder| folder.join(".git").exists());
    let root = root.unwrap_or(source);
    for folder in source.ancestors().take_while(|folder| folder.starts_with(root)) {
        for (gemfile, lock) in NAMES {
            let texts = [gemfile, lock].map(|name| text(&folder.join(name)).map(|text| (name, text)));
            let [gemfile, lock] =
                [&texts[0], &texts[1]].map(|file| file.as_ref().map(|(name, text)| (*name, text.as_str())));
            if let Some(bundle) = Bundle::of(gemfile, lock) {
                return Found {
                    bundle: Some(bundle),
                    folder: (folder != source).then(|| folder.to_owned()),
                };
            }
        }
    }
    Found::default()
}

fn text(path: &Path) -> Option<String> {
    read::bytes(path).ok().map(|bytes| read::text(bytes).0)
}
