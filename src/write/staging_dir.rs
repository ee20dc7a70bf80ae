//! The staging directory: where files are made before they are renamed into the destination, and the lock that keeps
//! two builds out of one destination.
//!
//! It is `.NAME.recto-part` next to the destination `NAME`, on the same file system, or inside the destination where
//! it cannot be next to it. It contains
//!
//! - `lock`, which a build locks until it ends; the operating system releases the lock of a build that was killed;
//! - `tree`, the files of a destination that was empty, which is renamed as a whole;
//! - `parts`, the files for a destination that was not empty, by number.
//!
//! The build that gets the lock removes what an earlier one left.

use super::file::{fill, rename};
use super::{fault, interrupt, make_folder, remove_path};
use crate::diag::Result;
use crate::site::FileContent;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// How often opening is tried again when other builds remove their staging directory at the same moment.
const ATTEMPTS: usize = 100;

/// A staging directory that this build has locked. It is removed when this value is dropped.
#[derive(Debug)]
pub(super) struct StagingDir {
    folder: PathBuf,
    /// Holds the lock until it is dropped.
    _lock: File,
    next: AtomicUsize,
}

impl StagingDir {
    /// Opens the staging directory of `destination`, a real path. If another build has it, calls `wait` and then
    /// waits until that build ends.
    pub(super) fn open(destination: &Path, wait: &dyn Fn()) -> Result<Self> {
        let name = Self::name(destination);
        if let Some(parent) = destination.parent()
            && same_device(parent, destination)
            && let Ok(staging) = Self::at(&parent.join(&name), wait)
        {
            return Ok(staging);
        }
        let inside = destination.join(name);
        Self::at(&inside, wait).map_err(|error| fault("cannot make the staging directory", &inside, &error))
    }

    /// The name of the staging directory of `destination`.
    pub(super) fn name(destination: &Path) -> String {
        let name = destination.file_name().unwrap_or_default().to_string_lossy();
        format!(".{name}.recto-part")
    }

    #[expect(clippy::disallowed_methods, reason = "this module writes")]
    fn at(folder: &Path, wait: &dyn Fn()) -> std::io::Result<Self> {
        let mut attempt = 0;
        let mut has_waited = false;
        let lock = loop {
            attempt += 1;
            let locked = interrupt::register(folder, || {
                std::fs::create_dir_all(folder)?;
                let lock = Lock::try_at(&folder.join("lock"))?;
                Ok((matches!(lock, Lock::Held(_)), lock))
            });
            match locked {
                Ok(Lock::Held(lock)) => break lock,
                Ok(Lock::OfAnother(file)) => {
                    if !has_waited {
                        wait();
                    }
                    has_waited = true;
                    file.lock()?;
                    attempt = 0;
                }
                // The build that had the lock removed the directory meanwhile.
                Ok(Lock::Removed) if attempt < ATTEMPTS => {}
                Err(error) if error.kind() == std::io::ErrorKind::NotFound && attempt < ATTEMPTS => {}
                Ok(Lock::Removed) => return Err(std::io::ErrorKind::ResourceBusy.into()),
                Err(error) => return Err(error),
            }
        };
        let staging = Self {
            folder: folder.to_owned(),
            _lock: lock,
            next: AtomicUsize::new(0),
        };
        staging.clear();
        for folder in [staging.tree(), staging.parts()] {
            std::fs::create_dir_all(folder)?;
        }
        Ok(staging)
    }

    /// Removes everything but the lock.
    #[expect(clippy::disallowed_methods, reason = "this module lists what it wrote")]
    fn clear(&self) {
        let entries = std::fs::read_dir(&self.folder).into_iter().flatten().flatten();
        for entry in entries.filter(|entry| entry.file_name() != "lock") {
            let _ = remove_path(&entry.path());
        }
    }

    /// The folder of the tree that is renamed as a whole.
    pub(super) fn tree(&self) -> PathBuf {
        self.folder.join("tree")
    }

    fn parts(&self) -> PathBuf {
        self.folder.join("parts")
    }

    fn part(&self, number: usize) -> PathBuf {
        self.parts().join(number.to_string())
    }

    /// Makes the file `path` of the tree. Its folder exists.
    pub(super) fn make(&self, path: &str, content: &FileContent) -> Result<()> {
        fill(&self.tree().join(path), content)
    }

    /// Makes a folder of the tree.
    pub(super) fn make_folder(&self, path: &str) -> Result<()> {
        make_folder(&self.tree().join(path))
    }

    /// Moves the file `path` of the tree to the same path below `destination`.
    pub(super) fn move_out(&self, path: &str, destination: &Path) -> Result<()> {
        rename(&self.tree().join(path), &destination.join(path))
    }

    /// Renames the tree to `destination`, which must be an empty folder; returns whether that was possible.
    #[expect(clippy::disallowed_methods, reason = "this module writes")]
    pub(super) fn replace(&self, destination: &Path) -> bool {
        let permissions = destination.metadata().map(|metadata| metadata.permissions());
        let renamed = std::fs::rename(self.tree(), destination).is_ok();
        if let (true, Ok(permissions)) = (renamed, permissions) {
            let _ = std::fs::set_permissions(destination, permissions);
        }
        renamed
    }

    /// Makes a part for [`StagingDir::put`]; returns its number.
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
}

/// The directory is removed, and its lock last. One that cannot be removed does no harm.
impl Drop for StagingDir {
    #[expect(clippy::disallowed_methods, reason = "this module writes")]
    fn drop(&mut self) {
        self.clear();
        let _ = std::fs::remove_file(self.folder.join("lock"));
        let _ = std::fs::remove_dir(&self.folder);
        interrupt::unregister(&self.folder);
    }
}

/// The lock of a staging directory.
enum Lock {
    /// This build has it.
    Held(File),
    /// Another build has it, for which this one can wait.
    OfAnother(File),
    /// The file was removed before it was locked: another build may lock a new file of that name.
    Removed,
}

impl Lock {
    /// Locks the file `path`, which is created if it does not exist.
    fn try_at(path: &Path) -> std::io::Result<Self> {
        let file = File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            return Ok(Self::OfAnother(file));
        }
        // A file system without locks answers with another error: builds cannot be kept apart there.
        Ok(match is_at(&file, path) {
            true => Self::Held(file),
            false => Self::Removed,
        })
    }
}

/// Whether the open `file` is still the one at `path`.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |metadata: std::fs::Metadata| (metadata.dev(), metadata.ino());
    let (open, found) = (file.metadata().map(identity), path.metadata().map(identity));
    matches!((open, found), (Ok(open), Ok(found)) if open == found)
}

#[cfg(not(unix))]
fn is_at(_file: &File, path: &Path) -> bool {
    path.exists()
}

/// Whether files can be renamed from one folder to the other.
#[cfg(unix)]
fn same_device(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| path.metadata().map(|metadata| metadata.dev()).ok();
    device(one).is_some() && device(one) == device(other)
}

#[cfg(not(unix))]
fn same_device(_one: &Path, _other: &Path) -> bool {
    true
}
