//! Caches file contents: a rebuild reads only files whose modification time or length has changed.

use super::{Content, Modified};
use crate::diag::SourceId;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Contents of files by their place on the disk. Handed from build to build.
#[derive(Debug, Default)]
pub struct Cache {
    files: HashMap<PathBuf, Cached>,
}

/// One remembered file.
#[derive(Clone, Debug)]
pub(super) struct Cached {
    pub(super) length: u64,
    pub(super) modified: Modified,
    pub(super) has_front_matter: bool,
    pub(super) content: Content,
    /// The offset of the first byte that is not valid UTF-8.
    pub(super) fault: Option<usize>,
}

impl Cache {
    pub(super) fn get(&self, location: &Path, length: u64, modified: Modified) -> Option<&Cached> {
        let cached = self.files.get(location)?;
        (cached.length == length && cached.modified == modified).then_some(cached)
    }

    /// Drops the file at `location`, which has changed even if its time and length have not.
    pub fn forget(&mut self, location: &Path) {
        self.files.remove(location);
    }

    /// The numbers of the texts that are held.
    pub fn sources(&self) -> impl Iterator<Item = SourceId> {
        self.files.values().filter_map(|cached| match &cached.content {
            Content::Text { source, .. } => Some(*source),
            _ => None,
        })
    }

    pub(super) fn insert(&mut self, location: PathBuf, cached: Cached) {
        self.files.insert(location, cached);
    }
}
