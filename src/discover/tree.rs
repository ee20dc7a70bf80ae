//! Lists folders in the order of their names, with symbolic links held to the source.

use super::{Modified, read};
use crate::diag::{Code, Diagnostic};
use crate::text::path::join;
use std::path::{Path, PathBuf};

/// The maximum nesting of folders; deeper ones are considered a loop of links.
const DEEPEST: usize = 100;

/// An entry of a folder.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) location: PathBuf,
    pub(super) folder: bool,
    pub(super) length: u64,
    pub(super) modified: Modified,
}

/// Lists folders below one root.
#[derive(Debug)]
pub(super) struct Tree {
    /// The root with all links followed; what a link may lead to.
    real: PathBuf,
    follow: bool,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Tree {
    pub(super) fn new(root: &Path, follow: bool) -> Self {
        Self {
            real: root.canonicalize().unwrap_or_else(|_| root.to_owned()),
            follow,
            diagnostics: Vec::new(),
        }
    }

    /// The entries of `folder` by name; none where it is not there. Links that leave the root are refused with a
    /// warning unless they may, and links that lead nowhere are left out.
    #[expect(
        clippy::disallowed_methods,
        reason = "this module is where the source is read"
    )]
    pub(super) fn list(&mut self, folder: &Path) -> Vec<Entry> {
        let Ok(listed) = std::fs::read_dir(folder) else {
            return Vec::new();
        };
        let mut entries = Vec::new();
        for entry in listed.flatten() {
            let location = entry.path();
            let linked = entry.file_type().is_ok_and(|kind| kind.is_symlink());
            if linked && !self.allows(&location, folder) {
                continue;
            }
            let about = if linked {
                std::fs::metadata(&location)
            } else {
                entry.metadata()
            };
            let Ok(about) = about else { continue };
            if !about.is_dir() && !about.is_file() {
                continue;
            }
            entries.push(Entry {
                name: entry.file_name().to_string_lossy().into_owned(),
                folder: about.is_dir(),
                length: about.len(),
                modified: read::modified(&about),
                location,
            });
        }
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        entries
    }

    /// Whether a link may be followed: it stays below the root, or links are free; and it does not lead to a
    /// folder that contains it.
    fn allows(&mut self, link: &Path, folder: &Path) -> bool {
        let Ok(target) = link.canonicalize() else {
            return false;
        };
        let shown = link
            .strip_prefix(&self.real)
            .unwrap_or(link)
            .display()
            .to_string();
        if !self.follow && !target.starts_with(&self.real) {
            let text = format!("the symbolic link `{shown}` leaves the source folder; it is left out");
            let warning = Diagnostic::warning(Code::LinkOutsideSource, text)
                .hint("allow it with `--follow-symlinks`, or `exclude` it");
            self.diagnostics.push(warning);
            return false;
        }
        if folder
            .canonicalize()
            .is_ok_and(|folder| folder.starts_with(&target))
        {
            let text = format!("the symbolic link `{shown}` leads back to a folder above it; it is left out");
            self.diagnostics
                .push(Diagnostic::warning(Code::LinkOutsideSource, text));
            return false;
        }
        true
    }

    /// Every file below `folder`, with its path below it; `hidden` includes names that begin with a dot.
    pub(super) fn below(&mut self, folder: &Path, hidden: bool) -> Vec<(String, Entry)> {
        let mut found = Vec::new();
        self.descend(folder, "", hidden, 0, &mut found);
        found
    }

    fn descend(
        &mut self,
        folder: &Path,
        prefix: &str,
        hidden: bool,
        depth: usize,
        found: &mut Vec<(String, Entry)>,
    ) {
        if depth > DEEPEST {
            return;
        }
        for entry in self.list(folder) {
            if !hidden && entry.name.starts_with('.') {
                continue;
            }
            let path = join(prefix, &entry.name);
            if entry.folder {
                self.descend(&entry.location, &path, hidden, depth + 1, found);
            } else {
                found.push((path, entry));
            }
        }
    }
}
