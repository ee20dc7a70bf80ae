//! Reads the site that is imported.

use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The text of a file; `None` where it is missing or not UTF-8.
#[expect(
    clippy::disallowed_methods,
    reason = "an import reads another site, not the source of a build"
)]
pub(super) fn text(path: &Path) -> Option<String> {
    let text = std::fs::read_to_string(path).ok()?;
    let text = text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned);
    Some(text.replace("\r\n", "\n"))
}

/// The paths of all files below `folder`, sorted, without hidden ones and without symbolic links.
pub(super) fn files(folder: &Path) -> Vec<String> {
    let is_seen = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !name.starts_with('.') || matches!(&*name, ".pages" | ".nav.yml")
    };
    let walk = WalkDir::new(folder).sort_by_file_name().into_iter();
    let entries = walk.filter_entry(is_seen).flatten();
    let files = entries.filter(|entry| entry.file_type().is_file());
    let below = files.filter_map(|entry| {
        let path = entry.path().strip_prefix(folder).ok()?;
        Some(path.to_str()?.replace('\\', "/"))
    });
    below.collect()
}

/// The folder of Material's icons in a virtual environment of the site.
pub(super) fn installed_icons(root: &Path) -> Option<PathBuf> {
    let environments = [".venv", "venv", "env", ".env"].map(|name| root.join(name).join("lib"));
    environments.iter().find_map(|lib| {
        let versions = WalkDir::new(lib).min_depth(1).max_depth(1).sort_by_file_name();
        let folders = versions.into_iter().flatten();
        let mut icons = folders.map(|entry| entry.path().join("site-packages/material/templates/.icons"));
        icons.find(|folder| folder.is_dir())
    })
}
