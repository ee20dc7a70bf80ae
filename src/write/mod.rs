//! Stage 6: the files of a built site in, a destination folder that equals them out, and a [`Report`].
//!
//! # Steps
//!
//! 1. refuse a destination that would hurt (`place.rs`);
//! 2. list what the destination holds (`listing.rs`);
//! 3. make its folders and write what differs, in parallel; each file is written whole beside the destination
//!    and then renamed into it, so that a build that is interrupted leaves only whole files (`file.rs`);
//! 4. remove what this build did not make, except `keep_files`.
//!
//! [`sync`] does all of it with a finished list; [`Staging`] takes files while others are still being made
//! (`staging.rs`).
//!
//! Files whose bytes are the same already are not touched and keep their time.

mod file;
mod listing;
mod place;
mod staging;
#[cfg(test)]
mod tests;

pub use place::refuse;
pub use staging::Staging;

use crate::diag::{Code, Diagnostic, Result};
use crate::site::OutputFile;
use listing::{Entry, Listing};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What writing came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Files written: new ones and changed ones.
    pub written: usize,
    /// Files and folders removed because this build did not make them.
    pub removed: usize,
    /// Files left untouched because they hold the right bytes.
    pub same: usize,
}

/// Makes `destination` hold exactly `outputs` and what begins with one of `keep_files` (literal prefixes of
/// paths below the destination, as Jekyll's cleaner has them: `.git` also keeps `.github`).
///
/// Where two outputs share a path the last one wins. Symbolic links inside the destination are never followed:
/// one that stands where a file goes is replaced, one that stands where a folder is needed is an error.
///
/// # Errors
///
/// A path that would leave the destination, a symbolic link on the way, and what the operating system refuses;
/// all that is found wrong before the first write leaves the destination as it was.
pub fn sync(outputs: &[OutputFile], destination: &Path, keep_files: &[impl AsRef<str>]) -> Result<Report> {
    wanted(outputs)?;
    Staging::open(destination)?.finish(outputs, keep_files)
}

/// The outputs by path, sorted, the last of each path only.
fn wanted(outputs: &[OutputFile]) -> Result<Vec<&OutputFile>> {
    let mut wanted = outputs.iter().collect::<Vec<_>>();
    wanted
        .iter()
        .try_for_each(|output| refuse_outside(&output.path))?;
    wanted.sort_by(|a, b| a.path.cmp(&b.path));
    wanted.reverse();
    // The sort is stable, so of equals the last one stands first now.
    wanted.dedup_by(|later, first| later.path == first.path);
    wanted.reverse();
    Ok(wanted)
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

/// All folders that `wanted` needs, parents before children.
fn folders<'a>(wanted: &[&'a OutputFile]) -> BTreeSet<&'a str> {
    let mut folders = BTreeSet::new();
    for output in wanted {
        let mut path = &*output.path;
        while let Some(cut) = path.rfind('/') {
            path = &path[..cut];
            if !folders.insert(path) {
                break;
            }
        }
    }
    folders
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

/// Removes files that stand where folders must be, and folders that stand where files must be.
fn clear_the_way(
    listing: &Listing,
    wanted: &[&OutputFile],
    folders: &BTreeSet<&str>,
    destination: &Path,
) -> Result<usize> {
    let mut removed = 0;
    for folder in folders {
        if matches!(listing.get(folder), Some(Entry::File { .. })) {
            remove_file(&destination.join(folder))?;
            removed += 1;
        }
    }
    for output in wanted {
        if listing.get(&output.path) == Some(&Entry::Folder) {
            remove_folder(&destination.join(&*output.path))?;
            removed += 1;
        }
    }
    Ok(removed)
}

/// Makes the folders that are missing, level by level.
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

/// Removes what this build did not make.
fn remove_strays(
    listing: &Listing,
    wanted: &[&OutputFile],
    folders: &BTreeSet<&str>,
    keep: &[&str],
    destination: &Path,
) -> Result<usize> {
    let kept = |path: &str| {
        let prefix = |name: &&str| path.starts_with(*name);
        let above = |name: &&str| name.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
        keep.iter().any(|name| prefix(name) || above(name))
    };
    let made = |path: &str| {
        folders.contains(path) || wanted.binary_search_by(|output| (*output.path).cmp(path)).is_ok()
    };
    let mut removed = 0;
    // Children come before their folders, so a folder is empty when its turn comes unless it holds kept files.
    for (path, entry) in listing.iter().rev() {
        if kept(path) || made(path) || gone(path, wanted, folders) {
            continue;
        }
        let place = destination.join(path);
        match entry {
            Entry::Folder => removed += usize::from(std::fs::remove_dir(&place).is_ok()),
            _ => {
                remove_file(&place)?;
                removed += 1;
            }
        }
    }
    Ok(removed)
}

/// Whether the path went away with a folder that had to make room for a file.
fn gone(path: &str, wanted: &[&OutputFile], folders: &BTreeSet<&str>) -> bool {
    let parents = path.match_indices('/').map(|(cut, _)| &path[..cut]);
    parents.clone().any(|parent| {
        !folders.contains(parent)
            && wanted
                .binary_search_by(|output| (*output.path).cmp(parent))
                .is_ok()
    })
}

/// Removes the folder `destination` and all it holds, if it is there and [`refuse`] does not object; gives
/// whether there was one.
///
/// # Errors
///
/// What the operating system refuses.
pub fn remove(path: &Path) -> Result<bool> {
    match path.symlink_metadata() {
        Err(_) => Ok(false),
        Ok(found) if found.is_dir() => remove_folder(path).map(|()| true),
        Ok(_) => remove_file(path).map(|()| true),
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

/// What the operating system refused, as a diagnostic.
fn fault(what: &str, path: &Path, error: &std::io::Error) -> Box<Diagnostic> {
    let path = PathBuf::from(path);
    Box::new(Diagnostic::error(
        Code::CannotWrite,
        format!("{what} `{}`: {error}", path.display()),
    ))
}
