//! Finds files in `_posts` that no build reads.

use super::post_name;
use crate::config::Config;

/// The files of `_posts` whose names have no date and that would else be posts, by their paths below the source,
/// sorted.
pub fn misnamed_posts(config: &Config) -> Vec<String> {
    let root = config.source.join(&*config.collections_dir).join("_posts");
    let entries = walkdir::WalkDir::new(root)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok);
    let mut misnamed = Vec::new();
    for entry in entries.filter(|entry| entry.file_type().is_file()) {
        let name = entry.file_name().to_string_lossy();
        let ext = name.rsplit_once('.').map_or("", |(_, ext)| ext).to_lowercase();
        let is_text = ext == "html" || config.markdown_ext.iter().any(|known| **known == *ext);
        if is_text && !name.starts_with(['.', '_', '#']) && post_name(&name).is_none() {
            let path = entry.path().strip_prefix(&config.source).unwrap_or(entry.path());
            misnamed.push(path.to_string_lossy().replace('\\', "/"));
        }
    }
    misnamed
}
