//! Finds the other paths of a changed file: those through symbolic links inside the source folder.
//!
//! The system reports a change under the path of the file itself. A page that a link leads to has another path, and
//! would keep its old text.

use super::watch::Folders;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// A symbolic link and what it leads to, all links resolved.
#[derive(Clone, Debug)]
struct Alias {
    link: PathBuf,
    target: PathBuf,
}

/// The symbolic links of the source folder, looked up when the first change arrives.
#[derive(Debug, Default)]
pub(super) struct Aliases {
    known: Option<Vec<Alias>>,
}

impl Aliases {
    /// Looks the links up again at the next change.
    pub(super) fn forget(&mut self) {
        self.known = None;
    }

    /// Adds to `paths` the paths through symbolic links that lead to them.
    pub(super) fn extend(&mut self, paths: &mut Vec<PathBuf>, folders: &Folders) {
        let may_be_link = |path: &PathBuf| {
            let about = path.symlink_metadata();
            about.is_ok_and(|about| about.is_symlink() || about.is_dir())
        };
        if paths.iter().any(may_be_link) {
            self.forget();
        }
        let aliases = self.known.get_or_insert_with(|| links(folders));
        if aliases.is_empty() {
            return;
        }
        let resolved = paths.iter().map(|path| resolve(path)).collect::<Vec<_>>();
        for alias in aliases {
            let rest = resolved
                .iter()
                .filter_map(|path| path.strip_prefix(&alias.target).ok());
            let through = rest.map(|rest| match rest.as_os_str().is_empty() {
                true => alias.link.clone(),
                false => alias.link.join(rest),
            });
            paths.extend(through.collect::<Vec<_>>());
        }
    }

    /// The folders outside the source folder that symbolic links in it lead to.
    pub(super) fn outside(folders: &Folders) -> Vec<PathBuf> {
        let source = resolve(&folders.source);
        let targets = links(folders).into_iter().map(|alias| alias.target);
        let outside = targets.filter(|target| !target.starts_with(&source) && !source.starts_with(target));
        outside.filter(|target| target.exists()).collect()
    }
}

fn links(folders: &Folders) -> Vec<Alias> {
    let walk = WalkDir::new(&folders.source).into_iter();
    let entries =
        walk.filter_entry(|entry| folders.includes(entry.path()) && entry.file_name() != "node_modules");
    let links = entries.flatten().filter(walkdir::DirEntry::path_is_symlink);
    let links = links.filter_map(|entry| {
        let target = entry.path().canonicalize().ok()?;
        let link = entry.into_path();
        Some(Alias { link, target })
    });
    links.collect()
}

/// `path` with the symbolic links of its folder resolved; the file itself may be gone.
fn resolve(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    match (
        path.parent().and_then(|folder| folder.canonicalize().ok()),
        path.file_name(),
    ) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}
