//! Reads the paths and texts of the Ruby files in the plugin folders. They are reported,
//! never run.

use super::read;
use crate::config::Config;
use std::path::Path;

/// The Ruby files below `plugins_dir`, sorted: path as users know it, text.
pub fn ruby_files(config: &Config) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for folder in &config.plugins_dir {
        let root = config.source.join(&**folder);
        if config.safe && !is_inside(&root, &config.source) {
            continue;
        }
        for entry in walkdir::WalkDir::new(&root)
            .sort_by_file_name()
            .into_iter()
            .filter_map(Result::ok)
        {
            let is_ruby = entry.path().extension().is_some_and(|ext| ext == "rb");
            let bytes = if is_ruby && entry.file_type().is_file() {
                read::bytes(entry.path()).ok()
            } else {
                None
            };
            if let Some(bytes) = bytes {
                let path = entry.path().strip_prefix(&config.source).unwrap_or(entry.path());
                files.push((path.to_string_lossy().replace('\\', "/"), read::text(bytes).0));
            }
        }
    }
    files
}

/// The text of the site's `Gemfile`; empty where there is none.
pub fn gemfile(config: &Config) -> String {
    let bytes = read::bytes(&config.source.join("Gemfile"));
    bytes.map_or_else(|_| String::new(), |bytes| read::text(bytes).0)
}

/// Whether `folder` is in `source` after symbolic links are resolved.
fn is_inside(folder: &Path, source: &Path) -> bool {
    match (folder.canonicalize(), source.canonicalize()) {
        (Ok(folder), Ok(source)) => folder.starts_with(source),
        _ => false,
    }
}
