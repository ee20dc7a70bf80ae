//! What the specification of a theme's gem says of it: read as text, never run.

use super::read;
use crate::value::{Hash, Value};
use regex::Regex;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// `spec.key = …`, to the end of the line.
static SETTING: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^\s*\w+\.(\w+)\s*=\s*(.+)$").expect("a well-formed pattern"));

/// A text in quotes.
static TEXT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#""((?:[^"\\]|\\.)*)"|'([^']*)'"#).expect("a well-formed pattern"));

/// The variable `theme` but for its `root`: `authors`, `version`, `description`, `metadata`; `dependencies` is an
/// empty list. What the specification does not say in plain words is empty.
pub(super) fn about(theme: &Path) -> Hash {
    let (mut authors, mut version, mut description) = (String::new(), version_of(theme), String::new());
    let (mut summary, mut metadata) = (String::new(), Hash::new());
    let file = specification(theme).and_then(|path| read::bytes(&path).ok());
    let text = file.map_or(String::new(), |bytes| read::text(bytes).0);
    for setting in SETTING.captures_iter(&text) {
        let texts = texts(&setting[2]);
        let first = || texts.first().cloned().unwrap_or_default();
        match &setting[1] {
            "authors" | "author" => authors = texts.join(", "),
            "version" if !texts.is_empty() => version = first(),
            "description" => description = first(),
            "summary" => summary = first(),
            "metadata" => {
                for pair in texts.chunks_exact(2) {
                    metadata.insert(pair[0].as_str(), pair[1].as_str());
                }
            }
            _ => {}
        }
    }
    if description.is_empty() {
        description = summary;
    }
    let entries: [(&str, Value); 5] = [
        ("authors", authors.into()),
        ("version", version.into()),
        ("description", description.into()),
        ("metadata", metadata.into()),
        ("dependencies", Vec::<Value>::new().into()),
    ];
    entries.into_iter().collect()
}

/// The texts in quotes of a line of Ruby.
fn texts(line: &str) -> Vec<String> {
    let found = TEXT.captures_iter(line);
    let found = found.filter_map(|text| text.get(1).or(text.get(2)));
    found.map(|text| text.as_str().replace("\\\"", "\"")).collect()
}

/// `1.2.3` of the folder `name-1.2.3`, where installed gems lie.
fn version_of(theme: &Path) -> String {
    let name = theme.file_name().unwrap_or_default().to_string_lossy();
    let version = name.rsplit_once('-').map_or("", |(_, version)| version);
    match version.starts_with(|c: char| c.is_ascii_digit()) {
        true => version.to_owned(),
        false => String::new(),
    }
}

/// The specification of an installed gem, which stands beside the folder of gems; else the one in the theme's own
/// folder.
fn specification(theme: &Path) -> Option<PathBuf> {
    let name = format!("{}.gemspec", theme.file_name()?.to_string_lossy());
    let installed = theme.parent()?.parent()?.join("specifications").join(name);
    if installed.is_file() {
        return Some(installed);
    }
    let mut own = read::names(theme);
    own.sort();
    own.into_iter()
        .find(|path| path.extension().is_some_and(|ext| ext == "gemspec"))
}
