//! Lists folders in the order of their names, with symbolic links held to the source.

use super::{Modified, read};
use crate::diag::{Code, Diagnostic};
use crate::text::path::join;
use std::collections::HashSet;
use std::fs::{DirEntry, FileType};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The maximum nesting of folders; deeper ones are considered a loop of links.
pub(super) const DEEPEST: usize = 100;

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
    root: PathBuf,
    /// The root with all links followed; what a link may lead to.
    real: PathBuf,
    follow: bool,
    /// Folders that were found in folders of the root.
    known: HashSet<PathBuf>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Tree {
    pub(super) fn new(root: &Path, follow: bool) -> Self {
        Self {
            root: root.to_owned(),
            real: root.canonicalize().unwrap_or_else(|_| root.to_owned()),
            follow,
            known: HashSet::new(),
            diagnostics: Vec::new(),
        }
    }

    /// The entries of `folder` by name; none where it does not exist. What cannot be read is reported. Links that leave
    /// the root are refused with a warning unless they may, and links that lead nowhere are left out.
    #[expect(
        clippy::disallowed_methods,
        reason = "this module is where the source is read"
    )]
    pub(super) fn list(&mut self, folder: &Path) -> Vec<Entry> {
        if !self.is_inside(folder) {
            return Vec::new();
        }
        let listed = match std::fs::read_dir(folder) {
            Ok(listed) => listed,
            Err(error) => {
                if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) {
                    self.unreadable("folder", folder, &error);
                }
                return Vec::new();
            }
        };
        let mut entries = Vec::new();
        for entry in listed {
            match entry {
                Ok(entry) => entries.extend(self.entry(&entry, folder)),
                Err(error) => self.unreadable("folder", folder, &error),
            }
        }
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        entries
    }

    /// Whether `folder` may be listed: a folder that the configuration names may be a link itself, or be below one.
    fn is_inside(&mut self, folder: &Path) -> bool {
        if self.follow || self.known.contains(folder) {
            return true;
        }
        let Ok(target) = folder.canonicalize() else {
            // It does not exist, or cannot be read, which is reported.
            return true;
        };
        if !target.starts_with(&self.real) {
            let shown = self.shown(folder);
            self.leaves(&shown);
            return false;
        }
        true
    }

    fn leaves(&mut self, shown: &str) {
        let text = format!("the symbolic link `{shown}` leaves the source folder; it is left out");
        let warning = Diagnostic::warning(Code::LinkOutsideSource, text)
            .hint("allow it with `--follow-symlinks`, or `exclude` it");
        if !self.diagnostics.contains(&warning) {
            self.diagnostics.push(warning);
        }
    }

    /// One entry of `folder`; `None` for what is left out.
    fn entry(&mut self, entry: &DirEntry, folder: &Path) -> Option<Entry> {
        let location = entry.path();
        let linked = entry.file_type().is_ok_and(|kind| kind.is_symlink());
        if linked && !self.allows(&location, folder) {
            return None;
        }
        let about = if linked {
            std::fs::metadata(&location)
        } else {
            entry.metadata()
        };
        let about = match about {
            Ok(about) => about,
            // It has been removed since the folder was listed.
            Err(error) if error.kind() == ErrorKind::NotFound => return None,
            Err(error) => {
                self.unreadable("file", &location, &error);
                return None;
            }
        };
        let name = entry.file_name();
        if !about.is_dir() && !about.is_file() {
            let text = format!(
                "`{}` is {}; it is left out",
                self.shown(&location),
                named(about.file_type())
            );
            self.diagnostics
                .push(Diagnostic::note(Code::UnreadableFile, text));
            return None;
        }
        if name.to_str().is_none() {
            let text = format!("the name of `{}` is not valid UTF-8", self.shown(&location));
            let warning = Diagnostic::warning(Code::UnreadableFile, text);
            let hint = "the bytes that are not stand as `\u{fffd}` in its URL; rename it";
            self.diagnostics.push(warning.hint(hint));
        }
        if about.is_dir() {
            self.known.insert(location.clone());
        }
        Some(Entry {
            name: name.to_string_lossy().into_owned(),
            folder: about.is_dir(),
            length: about.len(),
            modified: read::modified(&about),
            location,
        })
    }

    /// The path of something below the root, as users know it.
    fn shown(&self, path: &Path) -> String {
        let roots = [&self.root, &self.real];
        let below = roots.into_iter().find_map(|root| path.strip_prefix(root).ok());
        below.unwrap_or(path).display().to_string()
    }

    fn unreadable(&mut self, what: &str, path: &Path, error: &std::io::Error) {
        let text = format!("cannot read the {what} `{}`: {error}", self.shown(path));
        let fault = Diagnostic::error(Code::UnreadableFile, text);
        self.diagnostics
            .push(fault.hint("change its permissions, or `exclude` it"));
    }

    /// Whether a link may be followed: it stays below the root, or links are free; and it does not lead to a
    /// folder that contains it.
    fn allows(&mut self, link: &Path, folder: &Path) -> bool {
        let shown = self.shown(link);
        let Ok(target) = link.canonicalize() else {
            // Editors lock files with hidden links that lead nowhere.
            let name = link.file_name().map(|name| name.to_string_lossy());
            if !name.is_some_and(|name| name.starts_with('.')) {
                let text = format!("the symbolic link `{shown}` leads nowhere; it is left out");
                self.diagnostics
                    .push(Diagnostic::warning(Code::LinkOutsideSource, text));
            }
            return false;
        };
        if !self.follow && !target.starts_with(&self.real) {
            self.leaves(&shown);
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

    /// Reports a folder that nests too deeply.
    pub(super) fn too_deep(&mut self, folder: &Path) {
        let text = format!(
            "the folder `{}` nests more than {DEEPEST} levels deep",
            self.shown(folder)
        );
        let fault = Diagnostic::error(Code::UnreadableFile, text);
        self.diagnostics.push(fault.hint("`exclude` it, or move it up"));
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
            self.too_deep(folder);
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

/// What something is that is neither a folder nor a regular file.
pub(super) fn named(kind: FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return "a named pipe";
        }
        if kind.is_socket() {
            return "a socket";
        }
        if kind.is_char_device() || kind.is_block_device() {
            return "a device";
        }
    }
    match kind.is_dir() {
        true => "a folder",
        false => "a special file",
    }
}
