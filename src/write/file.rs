//! One output file in, one whole file in the destination out: made elsewhere first, then renamed.

use super::listing::Entry;
use super::{fault, make_folder, remove};
use crate::diag::Result;
use crate::site::FileContent;
use std::fs::{File, FileTimes};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The folder in which files are made before they are renamed into the destination. It lies beside the
/// destination, on the same file system; only where that cannot be, inside.
#[derive(Debug)]
pub(super) struct StagingDir {
    folder: PathBuf,
    next: AtomicUsize,
}

impl StagingDir {
    /// Opens the workshop inside `destination`; what an interrupted build left in it goes away.
    pub(super) fn inside(destination: &Path) -> Result<Self> {
        let inside = destination.join(name(destination));
        remove(&inside)?;
        make_folder(&inside)?;
        Ok(Self::at(inside))
    }

    /// Opens the workshop beside `destination`; none where it cannot lie there.
    pub(super) fn beside(destination: &Path) -> Option<Self> {
        let place = destination.parent()?.join(name(destination));
        let usable =
            same_device(&place, destination) && remove(&place).is_ok() && make_folder(&place).is_ok();
        usable.then(|| Self::at(place))
    }

    fn at(folder: PathBuf) -> Self {
        Self {
            folder,
            next: AtomicUsize::new(0),
        }
    }

    /// Where it lies.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Makes a file at `path` below the workshop, whose folders are there.
    pub(super) fn make(&self, path: &str, content: &FileContent) -> Result<()> {
        fill(&self.folder.join(path), content)
    }

    /// Moves what was made at `path` to the same path below `destination`.
    pub(super) fn move_out(&self, path: &str, destination: &Path) -> Result<()> {
        rename(&self.folder.join(path), &destination.join(path))
    }

    /// Puts the workshop with all that was made in it in the place of `destination`, which must be empty; else
    /// leaves both as they are and says so.
    #[expect(clippy::disallowed_methods, reason = "this module writes")]
    pub(super) fn take_the_place_of(&self, destination: &Path) -> bool {
        let permissions = destination.metadata().map(|metadata| metadata.permissions());
        let moved = std::fs::rename(&self.folder, destination).is_ok();
        if let (true, Ok(permissions)) = (moved, permissions) {
            let _ = std::fs::set_permissions(destination, permissions);
        }
        moved
    }

    /// Whether `path`, where `entry` stands, holds `content` already. A copied file is known by length and time.
    pub(super) fn holds(&self, path: &Path, entry: Option<&Entry>, content: &FileContent) -> Result<bool> {
        let Some(Entry::File { length, modified }) = entry else {
            return Ok(false);
        };
        match content {
            FileContent::Bytes(bytes) => {
                Ok(*length == bytes.len() as u64 && read(path).is_ok_and(|old| *old == **bytes))
            }
            FileContent::Copy(from) => {
                let source = from
                    .metadata()
                    .map_err(|error| fault("cannot read", from, &error))?;
                Ok(*length == source.len() && modified.is_some() && *modified == source.modified().ok())
            }
            FileContent::Staged(part) => Ok(part.is_none()),
        }
    }

    /// Keeps `content` for [`StagingDir::put`]; gives its number.
    pub(super) fn keep(&self, content: &FileContent) -> Result<usize> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        fill(&self.part(number), content)?;
        Ok(number)
    }

    /// Puts `content` at `path`.
    pub(super) fn put(&self, path: &Path, content: &FileContent) -> Result<()> {
        let number = match content {
            FileContent::Staged(Some(number)) => *number,
            _ => self.keep(content)?,
        };
        rename(&self.part(number), path)
    }

    fn part(&self, number: usize) -> PathBuf {
        self.folder.join(number.to_string())
    }
}

/// The workshop closes: its folder goes away. One that cannot be removed does no harm.
impl Drop for StagingDir {
    fn drop(&mut self) {
        let _ = remove(&self.folder);
    }
}

/// The name of the workshop of `destination`.
fn name(destination: &Path) -> String {
    let name = destination.file_name().unwrap_or_default().to_string_lossy();
    format!(".{name}.recto-part")
}

/// Makes a file with `content` at `path`.
fn fill(path: &Path, content: &FileContent) -> Result<()> {
    match content {
        FileContent::Bytes(bytes) => File::create(path)
            .and_then(|mut file| file.write_all(bytes))
            .map_err(|error| fault("cannot write", path, &error)),
        FileContent::Copy(from) => copy(from, path),
        // It lies there already.
        FileContent::Staged(_) => Ok(()),
    }
}

/// Copies a file with its time and permissions, by the cheapest means the file system has
/// (`copy_file_range` or a shared extent, through [`std::fs::copy`]).
#[expect(clippy::disallowed_methods, reason = "this module writes")]
fn copy(from: &Path, to: &Path) -> Result<()> {
    let refused = |error: std::io::Error| fault("cannot copy", from, &error);
    std::fs::copy(from, to).map_err(refused)?;
    let metadata = from.metadata().map_err(refused)?;
    if let Ok(modified) = metadata.modified() {
        let file = File::options().write(true).open(to);
        // A read-only original makes a read-only copy, whose time stays as it is.
        let _ = file.and_then(|file| file.set_times(FileTimes::new().set_modified(modified)));
    }
    Ok(())
}

fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[expect(clippy::disallowed_methods, reason = "this module writes")]
fn rename(from: &Path, to: &Path) -> Result<()> {
    std::fs::rename(from, to).map_err(|error| fault("cannot write", to, &error))
}

/// Whether a file beside the destination can be renamed into it.
#[cfg(unix)]
fn same_device(place: &Path, destination: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| path.metadata().map(|metadata| metadata.dev()).ok();
    let parent = place.parent().and_then(device);
    parent.is_some() && parent == device(destination)
}

#[cfg(not(unix))]
fn same_device(_place: &Path, _destination: &Path) -> bool {
    true
}
