//! Reads and writes the files of themes, which are outside of the source and of the destination.

#![expect(
    clippy::disallowed_methods,
    reason = "this module has the cache of themes on the disk"
)]

use std::io;
use std::path::{Path, PathBuf};

/// The text of a file, if it can be read and is UTF-8.
pub(super) fn text(path: &Path) -> Option<String> {
    path.is_file()
        .then(|| std::fs::read_to_string(path).ok())
        .flatten()
}

/// The paths in a folder, by name; none where it cannot be listed.
pub(super) fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

/// The folders in a folder, by name.
pub(super) fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = entries(folder).into_iter();
    entries.filter(|path| path.is_dir()).collect()
}

/// Writes a file and makes the folders above it.
pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, bytes)
}

pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    std::fs::create_dir_all(path)
}

pub(super) fn copy(from: &Path, to: &Path) -> io::Result<u64> {
    if let Some(folder) = to.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::copy(from, to)
}

pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    if let Some(folder) = to.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::rename(from, to)
}

pub(super) fn remove_folder(path: &Path) -> io::Result<()> {
    std::fs::remove_dir_all(path)
}

pub(super) fn remove_file(path: &Path) -> io::Result<()> {
    std::fs::remove_file(path)
}
