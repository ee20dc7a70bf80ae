//! Decides whether a folder may be a destination: a build removes everything from it that it did not write.

use super::record::Record;
use crate::diag::{Code, Diagnostic, Result};
use std::path::{Path, PathBuf};

/// A folder that is safe to fill and to empty.
///
/// Only [`SafeDestination::of`] makes one, so functions that remove files take this type instead of a path.
#[derive(Clone, Debug)]
pub struct SafeDestination {
    /// The folder, as it was given.
    pub(super) path: PathBuf,
    /// Whether it is a folder inside the source.
    pub(super) in_source: bool,
    /// Whether it belongs to builds by convention: `_site` in the source, or a cache.
    pub(super) is_default: bool,
    /// Whether files may be removed that no build wrote.
    pub(super) force: bool,
    /// The destinations that earlier builds filled.
    pub(super) record: Record,
}

impl SafeDestination {
    /// Checks `destination`. Symbolic links are resolved in all paths before they are compared.
    ///
    /// # Errors
    ///
    /// The destination is the source folder or above it (as in Jekyll), the root of the file system, the home folder
    /// or above it, a repository of a version control system, or a file.
    pub fn of(destination: &Path, source: &Path, home: Option<&Path>) -> Result<Self> {
        let (real, source) = (resolve(destination), resolve(source));
        let unsafe_because = |reason: &str| {
            let message = format!("the destination `{}` {reason}", destination.display());
            Err(Box::new(
                Diagnostic::error(Code::UnsafeDestination, message).hint(
                    "choose another folder with `--destination`: a build removes all other files from it",
                ),
            ))
        };
        if real.parent().is_none() {
            return unsafe_because("is the root of the file system");
        }
        if real == source {
            return unsafe_because("is the source folder");
        }
        if source.starts_with(&real) {
            return unsafe_because("contains the source folder");
        }
        if home.is_some_and(|home| resolve(home).starts_with(&real)) {
            return unsafe_because("is the home folder or contains it");
        }
        if real
            .iter()
            .any(|part| REPOSITORIES.iter().any(|name| part == *name))
        {
            return unsafe_because("is in the repository of a version control system");
        }
        if real.is_file() {
            return unsafe_because("is a file");
        }
        Ok(Self {
            path: destination.to_owned(),
            in_source: real.starts_with(&source),
            is_default: real == source.join("_site"),
            force: false,
            record: Record::default(),
        })
    }

    /// Checks a cache of builds at `name` below `source`: a file or folder whose name begins with a dot, or a folder
    /// that holds nothing but the caches of Jekyll and recto. Returns `None` for a name that leaves the source.
    ///
    /// # Errors
    ///
    /// The folder is something else.
    pub fn cache(name: &str, source: &Path) -> Result<Option<Self>> {
        let parts: Vec<&str> = name.split('/').collect();
        if parts.iter().any(|part| matches!(*part, "" | "." | "..")) {
            return Ok(None);
        }
        let path = source.join(name);
        let is_hidden = parts.last().is_some_and(|last| last.starts_with('.'));
        let is_repository = parts
            .iter()
            .any(|part| part.starts_with(".git") || REPOSITORIES.contains(part));
        if is_repository || !(is_hidden || holds_caches(&path)) {
            let message = format!("`{}` is not a cache folder, so it is not removed", path.display());
            return Err(Box::new(
                Diagnostic::error(Code::UnsafeDestination, message)
                    .hint("correct `cache_dir` in the configuration, or remove the folder yourself"),
            ));
        }
        Ok(Some(Self {
            path,
            in_source: true,
            is_default: true,
            force: false,
            record: Record::default(),
        }))
    }

    /// Allows a build to remove files that no earlier build wrote (`--force`).
    #[must_use]
    pub fn force(self, force: bool) -> Self {
        Self { force, ..self }
    }

    /// Remembers in `state`, a folder for the state of programs, that builds wrote to the destination.
    #[must_use]
    pub fn recorded_in(self, state: &Path) -> Self {
        Self {
            record: Record::in_folder(state),
            ..self
        }
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether an earlier build filled the folder, or it is the default one.
    pub(super) fn is_known(&self) -> bool {
        self.is_default || self.record.has(&resolve(&self.path))
    }

    /// Records that a build filled the folder.
    pub(super) fn remember(&self) {
        if !self.is_default {
            self.record.add(&resolve(&self.path));
        }
    }
}

/// The folders in which version control systems keep their data.
const REPOSITORIES: [&str; 4] = [".git", ".hg", ".svn", ".bzr"];

/// Whether a folder holds nothing but caches; so does one that does not exist.
#[expect(clippy::disallowed_methods, reason = "this module looks at what it removes")]
fn holds_caches(folder: &Path) -> bool {
    let mut entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.all(|entry| {
        ["Jekyll", "recto", ".gitignore"]
            .iter()
            .any(|name| entry.file_name() == *name)
    })
}

/// The real path, as far as it exists: symbolic links are resolved, `.` and `..` are removed from the rest.
fn resolve(path: &Path) -> PathBuf {
    let mut rest = Vec::new();
    let mut head = path;
    loop {
        if let Ok(real) = head.canonicalize() {
            return rest
                .iter()
                .rev()
                .fold(real, |path: PathBuf, part: &std::ffi::OsString| {
                    match part.to_str() {
                        Some("..") => path.parent().map_or_else(|| path.clone(), Path::to_path_buf),
                        Some(".") => path,
                        _ => path.join(part),
                    }
                });
        }
        let Some(parent) = head.parent() else {
            return path.to_path_buf();
        };
        let last = head.components().next_back();
        rest.extend(last.map(|part| part.as_os_str().to_owned()));
        head = parent;
    }
}
