//! A destination in, a refusal out where emptying it would hurt.

use crate::diag::{Code, Diagnostic, Result};
use std::path::{Path, PathBuf};

/// Refuses a destination that must not be written to or emptied: the source itself or a folder above it (as in
/// Jekyll), the root of the file system, the home folder.
///
/// Any other folder is emptied of what the build did not make, as Jekyll does, except `keep_files`.
///
/// # Errors
///
/// The refusal, with its reason.
pub fn refuse(destination: &Path, source: &Path, home: Option<&Path>) -> Result<()> {
    let place = resolve(destination);
    let source = resolve(source);
    let because = |reason: &str| {
        let message = format!("the destination `{}` {reason}", destination.display());
        Err(Box::new(
            Diagnostic::error(Code::UnsafeDestination, message)
                .hint("choose another folder with `--destination`: a build removes all other files from it"),
        ))
    };
    if place.parent().is_none() {
        return because("is the root of the file system");
    }
    if place == source {
        return because("is the source folder");
    }
    if source.starts_with(&place) {
        return because("lies above the source folder");
    }
    if home.is_some_and(|home| resolve(home).starts_with(&place)) {
        return because("is the home folder or lies above it");
    }
    if place.is_file() {
        return because("is a file");
    }
    Ok(())
}

/// The real path, as far as it exists: symbolic links resolved, `.` and `..` taken out of the rest.
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
