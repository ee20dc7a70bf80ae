//! Lists what a destination holds, by path.

use super::fault;
use super::staging_dir::StagingDir;
use crate::diag::Result;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::SystemTime;

/// What is at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// A folder.
    Folder,
    /// A file, with its length in bytes and the time of its last change.
    File {
        /// The length.
        length: u64,
        /// The time.
        modified: Option<SystemTime>,
    },
    /// A symbolic link, or something stranger.
    Link,
}

/// Everything below a folder by its path, with `/` between the parts; a folder comes before its content.
#[derive(Debug, Default)]
pub(super) struct Listing(BTreeMap<String, Entry>);

impl Listing {
    /// Lists `root` without following symbolic links. The staging directory of the destination is left out.
    pub(super) fn of(root: &Path) -> Result<Self> {
        let mut entries = BTreeMap::new();
        let staging = StagingDir::name(root);
        let entries_below = walkdir::WalkDir::new(root).min_depth(1).into_iter();
        for entry in entries_below.filter_entry(|entry| entry.depth() != 1 || entry.file_name() != &*staging)
        {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().unwrap_or(root).to_owned();
                    return Err(fault("cannot read the destination", &path, &error.into()));
                }
            };
            let kind = entry.file_type();
            let found = if kind.is_dir() {
                Entry::Folder
            } else if kind.is_file() {
                let metadata = entry.metadata().ok();
                Entry::File {
                    length: metadata.as_ref().map_or(0, std::fs::Metadata::len),
                    modified: metadata.and_then(|metadata| metadata.modified().ok()),
                }
            } else {
                Entry::Link
            };
            // A build never writes a name that is not UTF-8, so such a file is not touched.
            let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
            let parts = below.iter().map(|part| part.to_str()).collect::<Option<Vec<_>>>();
            if let Some(parts) = parts {
                entries.insert(parts.join("/"), found);
            }
        }
        Ok(Self(entries))
    }

    /// Whether the folder is empty.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The entry at `path`.
    pub(super) fn get(&self, path: &str) -> Option<&Entry> {
        self.0.get(path)
    }

    /// All entries, by path.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &Entry)> {
        self.0.iter().map(|(path, entry)| (path.as_str(), entry))
    }
}
