//! Finds YAML and JSON files that begin with a byte order mark, which Ruby does not read whole.

use crate::config::Config;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The configuration and data files that begin with a byte order mark, by their paths below the source, where Ruby reads less than the whole.
pub fn marked_files(config: &Config) -> Vec<String> {
    let data = walkdir::WalkDir::new(config.source.join(&*config.data_dir));
    let data = data.sort_by_file_name().into_iter().filter_map(Result::ok);
    let data = data
        .map(walkdir::DirEntry::into_path)
        .filter(|path| is_yaml(path));
    let marked = config.files.iter().cloned().chain(data);
    let shown = |path: PathBuf| {
        let path = path.strip_prefix(&config.source).unwrap_or(&path);
        path.to_string_lossy().replace('\\', "/")
    };
    marked.filter(|path| is_marked(path)).map(shown).collect()
}

fn is_yaml(path: &Path) -> bool {
    let ext = path.extension().unwrap_or_default();
    path.is_file() && (ext == "yml" || ext == "yaml" || ext == "json")
}

/// Whether a file begins with a byte order mark, and Ruby takes it for a part of the first line: the later lines then
/// begin in another column. A comment, or braces around everything, do no harm.
fn is_marked(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(64).read_to_end(&mut head));
    let first = head.strip_prefix(&[0xef, 0xbb, 0xbf]).and_then(<[u8]>::first);
    read.is_ok() && first.is_some_and(|byte| !b"#{[\r\n".contains(byte))
}
