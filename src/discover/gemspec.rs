//! Reads the specification of a theme's gem as text, without running it.

use super::read;
use crate::value::{Hash, Value};
use indexmap::IndexMap;
use regex::Regex;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// `spec.key = …`, to the end of the line.
static SETTING: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^\s*\w+\.(\w+)\s*=\s*(.+)$").expect("a well-formed pattern"));

/// `spec.add_dependency "gem"`, and as RubyGems writes it: `s.add_runtime_dependency(%q<gem>.freeze, …)`.
static REQUIRED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?m)^\s*\w+\.add_(?:runtime_)?dependency[\s(]+(?:%q<|"|')([\w.-]+)['">](.*)$"#)
        .expect("a well-formed pattern")
});

/// What jekyll-remote-theme reads of a specification.
static AUTHORS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?ms)^\s*[a-z_]+\.authors\s*=\s*\[(.*?)\]").expect("a well-formed pattern")
});
static VERSION: LazyLock<Regex> = LazyLock::new(|| literal("version", r#"[^"']+"#));
static SUMMARY: LazyLock<Regex> = LazyLock::new(|| literal("summary", ".*?"));
static DESCRIPTION: LazyLock<Regex> = LazyLock::new(|| literal("description", ".*?"));
static DEPENDENCY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?m)^\s*[a-z]+\.add_(?:runtime_)?dependency\(?\s*["']([a-z_-]+)["']"#)
        .expect("a well-formed pattern")
});

/// `spec.key = "…"`.
fn literal(key: &str, text: &str) -> Regex {
    Regex::new(&format!(r#"(?m)^\s*[a-z_]+\.{key}\s*=\s*["']({text})["']"#)).expect("a well-formed pattern")
}

/// A text in quotes.
static TEXT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#""((?:[^"\\]|\\.)*)"|'([^']*)'"#).expect("a well-formed pattern"));

/// What the specification of a theme states, by its text alone.
#[derive(Clone, Debug, Default)]
pub(super) struct Gemspec {
    /// The variable `theme` but for its `root`: `authors`, `version`, `description`, `metadata`, `dependencies`. What
    /// the specification does not state literally is empty.
    pub(super) about: Hash,
    /// The plugins that the theme requires: Jekyll loads them as if `plugins` named them
    /// (`PluginManager#require_theme_deps`). Other gems can change nothing here.
    pub(super) required: Vec<String>,
}

/// The specification of an installed gem, or the one in the folder of a theme.
pub(super) fn of_gem(theme: &Path) -> Gemspec {
    let (mut authors, mut version, mut description) = (String::new(), version_of(theme), String::new());
    let (mut summary, mut metadata) = (String::new(), Hash::new());
    let text = text_of(specification(theme));
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
    let dependencies = dependencies(&text);
    let printed = dependencies
        .iter()
        .map(|(gem, versions)| format!("{gem} ({versions})"));
    Gemspec {
        about: about(authors, version, description, metadata, printed.collect()),
        required: plugins(dependencies.into_keys()),
    }
}

/// The specification of a repository as jekyll-remote-theme reads it (`MockGemspec`): a file with the name of the
/// repository, of which only literals count.
pub(super) fn of_repository(theme: &Path, name: &str) -> Gemspec {
    let names = [format!("{name}.gemspec"), format!("jekyll-theme-{name}.gemspec")];
    let text = text_of(
        names
            .iter()
            .map(|name| theme.join(name))
            .find(|path| path.is_file()),
    );
    let first = |pattern: &Regex| pattern.captures(&text).map(|found| found[1].to_owned());
    let authors = first(&AUTHORS).map(|list| texts(&list).join(", "));
    let description = first(&DESCRIPTION).or_else(|| first(&SUMMARY));
    let mut gems: Vec<String> = Vec::new();
    for found in DEPENDENCY.captures_iter(&text) {
        gems.push(found[1].to_owned());
    }
    Gemspec {
        about: about(
            authors.unwrap_or_default(),
            first(&VERSION).unwrap_or_else(|| "0.0.0".to_owned()),
            description.unwrap_or_default(),
            Hash::new(),
            gems.iter().map(|gem| format!("{gem} (>= 0)")).collect(),
        ),
        required: plugins(gems.into_iter()),
    }
}

fn about(authors: String, version: String, description: String, metadata: Hash, gems: Vec<String>) -> Hash {
    let entries: [(&str, Value); 5] = [
        ("authors", authors.into()),
        ("version", version.into()),
        ("description", description.into()),
        ("metadata", metadata.into()),
        (
            "dependencies",
            Value::array(gems.into_iter().map(Value::from).collect()),
        ),
    ];
    entries.into_iter().collect()
}

/// The gems that are plugins of Jekyll.
fn plugins(gems: impl Iterator<Item = String>) -> Vec<String> {
    gems.filter(|gem| gem.starts_with("jekyll-") || gem == "jemoji")
        .collect()
}

/// The gems that a specification requires at run time, and which versions.
fn dependencies(text: &str) -> IndexMap<String, String> {
    let mut gems = IndexMap::new();
    for found in REQUIRED.captures_iter(text) {
        if !is_for_development(text, &found[1]) {
            let versions = match texts(&found[2]) {
                none if none.is_empty() => ">= 0".to_owned(),
                some => some.join(", "),
            };
            gems.entry(found[1].to_owned()).or_insert(versions);
        }
    }
    gems
}

fn text_of(file: Option<PathBuf>) -> String {
    let bytes = file.and_then(|path| read::bytes(&path).ok());
    bytes.map_or(String::new(), |bytes| read::text(bytes).0)
}

/// Whether a gem is required for development: installed specifications repeat all of it by
/// `add_dependency`, for the oldest RubyGems.
fn is_for_development(text: &str, gem: &str) -> bool {
    let mut lines = text
        .lines()
        .filter(|line| line.contains("add_development_dependency"));
    let quoted = ["\"", "'", "%q<"].map(|quote| format!("{quote}{gem}"));
    lines.any(|line| {
        let after = |quoted: &String| {
            line.split_once(quoted.as_str())
                .is_some_and(|(_, rest)| rest.starts_with(['"', '\'', '>']))
        };
        quoted.iter().any(after)
    })
}

/// The texts in quotes of a line of Ruby.
fn texts(line: &str) -> Vec<String> {
    let found = TEXT.captures_iter(line);
    let found = found.filter_map(|text| text.get(1).or(text.get(2)));
    found.map(|text| unescaped(text.as_str())).collect()
}

/// A text of Ruby without its escapes.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.extend(chars.next().map(|next| if next == 'n' { '\n' } else { next })),
            c => out.push(c),
        }
    }
    out
}

/// `1.2.3` of the folder `name-1.2.3` of an installed gem.
fn version_of(theme: &Path) -> String {
    let name = theme.file_name().unwrap_or_default().to_string_lossy();
    let version = name.rsplit_once('-').map_or("", |(_, version)| version);
    match version.starts_with(|c: char| c.is_ascii_digit()) {
        true => version.to_owned(),
        false => String::new(),
    }
}

/// The specification of an installed gem, next to the folder of gems; else the one in the theme's own
/// folder.
fn specification(theme: &Path) -> Option<PathBuf> {
    let name = format!("{}.gemspec", theme.file_name()?.to_string_lossy());
    let gems = theme.parent()?.parent()?.join("specifications");
    let installed = gems.join(name);
    if installed.is_file() {
        return is_inside(&installed, &gems).then_some(installed);
    }
    let mut own = read::names(theme);
    own.sort();
    own.into_iter()
        .find(|path| path.extension().is_some_and(|ext| ext == "gemspec"))
        .filter(|path| is_inside(path, theme))
}

/// Whether a file is in a folder after symbolic links are resolved: a link out of it would show parts of any file as the
/// description of the theme.
fn is_inside(file: &Path, folder: &Path) -> bool {
    match (file.canonicalize(), folder.canonicalize()) {
        (Ok(file), Ok(folder)) => file.starts_with(folder),
        _ => false,
    }
}
