//! Stage 6: makes a destination folder hold exactly the files of a built site, and returns a [`Report`].
//!
//! # Steps
//!
//! 1. [`SafeDestination::of`] refuses folders that must not be emptied (`destination.rs`);
//! 2. [`Staging::open`] locks the destination against other builds (`staging_dir.rs`) and lists what it holds
//!    (`listing.rs`);
//! 3. [`Staging::take`] accepts files while others are still being made; each is written to the staging directory;
//! 4. [`Staging::finish`] checks that no foreign file would be lost (`strays.rs`), makes the folders, renames into
//!    place what differs, and removes what this build did not make, except `keep_files`.
//!
//! A file is written to the staging directory first and then renamed, so an interrupted build leaves only whole
//! files. Files whose content is right already are not touched and keep their time.

mod destination;
mod file;
mod interrupt;
mod listing;
mod record;
mod staging;
mod staging_dir;
mod strays;
#[cfg(test)]
mod tests;

pub use destination::SafeDestination;
pub use interrupt::abandon;
pub use staging::Staging;

use crate::diag::{Code, Diagnostic, Result};
use crate::site::OutputFile;
use listing::{Entry, Listing};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What a build changed in its destination.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// New and changed files.
    pub written: usize,
    /// Files and folders that were removed because this build did not make them.
    pub removed: usize,
    /// Files that were not touched because they had the right content.
    pub same: usize,
}

/// Removes a folder and all it holds; returns whether it existed.
///
/// # Errors
///
/// The folder holds files that a build of this source cannot have written ([`SafeDestination::force`] overrides
/// this), or the operating system refuses.
pub fn remove(folder: &SafeDestination) -> Result<bool> {
    if folder.path().symlink_metadata().is_err() {
        return Ok(false);
    }
    if folder.path().is_dir() {
        let listing = Listing::of(folder.path())?;
        strays::check(&strays::of(&listing, &Outputs::default(), &[]), folder)?;
    }
    remove_path(folder.path())?;
    folder.record.prune();
    Ok(true)
}

/// The files of a build by path, and the folders above them.
#[derive(Debug, Default)]
struct Outputs<'a> {
    /// Sorted by path; of several files with one path, the last one.
    files: Vec<&'a OutputFile>,
    /// Parents come before children.
    folders: BTreeSet<&'a str>,
}

impl<'a> Outputs<'a> {
    /// Sorts `outputs`.
    ///
    /// # Errors
    ///
    /// A path that would leave the destination.
    fn of(outputs: &'a [OutputFile]) -> Result<Self> {
        let mut files = outputs.iter().collect::<Vec<_>>();
        files.iter().try_for_each(|output| refuse_outside(&output.path))?;
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files.reverse();
        // The sort is stable, so the last one of equal paths is first now.
        files.dedup_by(|later, first| later.path == first.path);
        files.reverse();
        let mut folders = BTreeSet::new();
        for output in &files {
            let mut path = &*output.path;
            while let Some(cut) = path.rfind('/') {
                path = &path[..cut];
                if !folders.insert(path) {
                    break;
                }
            }
        }
        Ok(Self { files, folders })
    }

    /// Whether a file of the build has this path.
    fn has_file(&self, path: &str) -> bool {
        self.files
            .binary_search_by(|output| (*output.path).cmp(path))
            .is_ok()
    }
}

/// Refuses a path that would leave the destination.
fn refuse_outside(path: &str) -> Result<()> {
    let inside = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
    if !inside || path.contains('\0') || Path::new(path).is_absolute() {
        let message = format!("`{path}` would be written outside the destination");
        return Err(Box::new(Diagnostic::error(Code::UnsafeDestination, message)));
    }
    Ok(())
}

/// Refuses symbolic links where a folder is needed.
fn refuse_links(listing: &Listing, folders: &BTreeSet<&str>, destination: &Path) -> Result<()> {
    for folder in folders {
        if listing.get(folder) == Some(&Entry::Link) {
            let path = destination.join(folder);
            let message = format!("`{}` in the destination is a symbolic link", path.display());
            return Err(Box::new(
                Diagnostic::error(Code::UnsafeDestination, message)
                    .hint("remove the link, or choose another destination"),
            ));
        }
    }
    Ok(())
}

/// Removes files in the place of folders, and folders in the place of files.
fn make_room(listing: &Listing, outputs: &Outputs<'_>, destination: &Path) -> Result<usize> {
    let mut removed = 0;
    for folder in &outputs.folders {
        if matches!(listing.get(folder), Some(Entry::File { .. })) {
            remove_file(&destination.join(folder))?;
            removed += 1;
        }
    }
    for output in &outputs.files {
        if listing.get(&output.path) == Some(&Entry::Folder) {
            remove_folder(&destination.join(&*output.path))?;
            removed += 1;
        }
    }
    Ok(removed)
}

/// Makes the folders that do not exist, level by level.
fn make_folders(listing: &Listing, folders: &BTreeSet<&str>, destination: &Path) -> Result<()> {
    let mut levels: Vec<Vec<&str>> = Vec::new();
    for folder in folders {
        if listing.get(folder) != Some(&Entry::Folder) {
            let depth = folder.matches('/').count();
            levels.resize_with(levels.len().max(depth + 1), Vec::new);
            levels[depth].push(folder);
        }
    }
    for level in levels {
        level
            .par_iter()
            .try_for_each(|folder| make_folder(&destination.join(folder)))?;
    }
    Ok(())
}

/// Removes a file, a link or a folder with all it holds, if it exists.
fn remove_path(path: &Path) -> Result<()> {
    match path.symlink_metadata() {
        Err(_) => Ok(()),
        Ok(found) if found.is_dir() => remove_folder(path),
        Ok(_) => remove_file(path),
    }
}

#[expect(clippy::disallowed_methods, reason = "this module writes")]
fn make_folder(path: &Path) -> Result<()> {
    std::fs::create_dir_all(path).map_err(|error| fault("cannot make the folder", path, &error))
}

#[expect(clippy::disallowed_methods, reason = "this module writes")]
fn remove_file(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(fault("cannot remove", path, &error))
        }
        _ => Ok(()),
    }
}

#[expect(clippy::disallowed_methods, reason = "this module writes")]
fn remove_folder(path: &Path) -> Result<()> {
    std::fs::remove_dir_all(path).map_err(|error| fault("cannot remove the folder", path, &error))
}

/// Removes a folder that holds nothing.
fn remove_empty(path: &Path) {
    // One that holds something stays.
    let _ = std::fs::remove_dir(path);
}

/// An error of the operating system as a diagnostic.
fn fault(what: &str, path: &Path, error: &std::io::Error) -> Box<Diagnostic> {
    let path = PathBuf::from(path);
    Box::new(Diagnostic::error(
        Code::CannotWrite,
        format!("{what} `{}`: {error}", path.display()),
    ))
}
