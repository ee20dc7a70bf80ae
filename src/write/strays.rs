//! Finds the files of a destination that a build does not make, and refuses to remove foreign ones.

use super::file::has_front_matter;
use super::listing::{Entry, Listing};
use super::{Outputs, SafeDestination, remove_file};
use crate::diag::{Code, Diagnostic, Result};
use std::path::Path;

/// How many files a diagnostic names.
const NAMED: usize = 10;

/// An entry of the destination that the build does not make.
pub(super) struct Stray<'a> {
    path: &'a str,
    is_folder: bool,
}

/// The entries that the build neither makes nor keeps; children come before their folders.
///
/// `keep` holds literal prefixes of paths, as in Jekyll's cleaner: `.git` also keeps `.github`.
pub(super) fn of<'a>(listing: &'a Listing, outputs: &Outputs<'_>, keep: &[&str]) -> Vec<Stray<'a>> {
    let kept = |path: &str| {
        let prefix = |name: &&str| path.starts_with(*name);
        let above = |name: &&str| name.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
        keep.iter().any(|name| prefix(name) || above(name))
    };
    let made = |path: &str| outputs.folders.contains(path) || outputs.has_file(path);
    let entries = listing.iter().rev();
    let strays = entries.filter(|(path, _)| !kept(path) && !made(path));
    strays
        .map(|(path, entry)| Stray {
            path,
            is_folder: *entry == Entry::Folder,
        })
        .collect()
}

/// Refuses to remove files that no build of this source wrote.
///
/// # Errors
///
/// A stray in a folder of the source is a source file; or there are strays and no earlier build filled the
/// destination, unless [`SafeDestination::force`] allows to remove them.
pub(super) fn check(strays: &[Stray<'_>], destination: &SafeDestination) -> Result<()> {
    let files = || {
        strays
            .iter()
            .rev()
            .filter(|stray| !stray.is_folder)
            .map(|stray| stray.path)
    };
    if destination.is_default {
        return Ok(());
    }
    if destination.in_source {
        let is_source = |path: &&str| has_front_matter(&destination.path.join(path));
        let sources: Vec<&str> = files().filter(is_source).collect();
        if !sources.is_empty() {
            let message = format!(
                "the destination `{}` contains source files, which a build would remove: {}",
                destination.path.display(),
                named(&sources)
            );
            return Err(Box::new(
                Diagnostic::error(Code::SourcesInDestination, message)
                    .hint("choose another folder with `--destination`, or move the files out of it"),
            ));
        }
    }
    let files: Vec<&str> = files().collect();
    if destination.force || files.is_empty() || destination.is_known() {
        return Ok(());
    }
    let message = format!(
        "no earlier build wrote to `{}`, and this one would remove {} from it: {}",
        destination.path.display(),
        match files.len() {
            1 => "1 file".to_owned(),
            count => format!("{count} files"),
        },
        named(&files)
    );
    Err(Box::new(
        Diagnostic::error(Code::ForeignFiles, message)
            .hint("choose another folder with `--destination`, or remove the files with `--force`")
            .hint("`keep_files` in the configuration keeps files that begin with one of its names"),
    ))
}

/// The first few names.
fn named(paths: &[&str]) -> String {
    let names: Vec<String> = paths.iter().take(NAMED).map(|path| format!("`{path}`")).collect();
    match paths.len().saturating_sub(NAMED) {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

/// Removes the strays; returns how many there were.
pub(super) fn remove(strays: &[Stray<'_>], outputs: &Outputs<'_>, destination: &Path) -> Result<usize> {
    let mut removed = 0;
    for stray in strays.iter().filter(|stray| !made_room(stray.path, outputs)) {
        let path = destination.join(stray.path);
        if stray.is_folder {
            // A folder that holds kept files is not empty and stays.
            removed += usize::from(std::fs::remove_dir(&path).is_ok());
        } else {
            remove_file(&path)?;
            removed += 1;
        }
    }
    Ok(removed)
}

/// Whether the path was in a folder that made room for a file.
fn made_room(path: &str, outputs: &Outputs<'_>) -> bool {
    let mut parents = path.match_indices('/').map(|(cut, _)| &path[..cut]);
    parents.any(|parent| !outputs.folders.contains(parent) && outputs.has_file(parent))
}
