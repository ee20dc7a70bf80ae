//! Merges defaults, files and overrides into one hash, with notes on keys that look misspelt.

use super::defaults::{ALWAYS_EXCLUDED, KNOWN, NOT_PACKAGES, ONLY_JEKYLL_4, Shape};
use super::defaults::{defaults, is_jekylls, rectos, style_template};
use super::{Bundle, Overrides, Profile, RawConfig, SiteKind, ThemeOrigin, legacy};
use crate::diag::{Code, Diagnostic, Result};
use crate::text::similar;
use crate::value::{Hash, Str, Value};
use std::path::PathBuf;
use std::sync::Arc;

/// The files of a configuration, before they are merged.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// Which layout the source folder has.
    pub arrangement: SiteKind,
    /// The files, each over those before it.
    pub files: Vec<RawConfig>,
    /// The absolute paths of those files.
    pub locations: Vec<PathBuf>,
    /// What the Gemfile and its lock file state of Jekyll.
    pub bundle: Option<Bundle>,
    /// Their paths, absolute, if they are above the source.
    pub bundle_files: Vec<PathBuf>,
    /// The folder of the theme, absolute.
    pub theme_dir: Option<PathBuf>,
    /// Which theme that is, and where it was found.
    pub theme_origin: Option<ThemeOrigin>,
    /// What the key `theme` becomes: with a theme that it does not name, the name of that theme.
    pub theme_name: Option<String>,
    /// What is known of the theme, by the keys of the variable `theme`.
    pub theme_about: Arc<Hash>,
    /// The plugins that the theme requires.
    pub theme_plugins: Vec<String>,
    /// The plugins that a remote theme requires, which come too late for their generators to run.
    pub late_plugins: Vec<String>,
    /// The configuration of the theme, below all of them.
    pub theme: Option<RawConfig>,
}

/// What is being merged.
pub(super) struct Merging<'a> {
    pub(super) values: Hash,
    pub(super) diagnostics: &'a mut Vec<Diagnostic>,
}

impl Merging<'_> {
    /// Warns about a key of a file, with a hint.
    pub(super) fn warn(&mut self, file: &RawConfig, key: &str, text: String, hint: &str) {
        let mut warning = Diagnostic::warning(Code::DeprecatedKey, text).hint(hint);
        warning.span = file.span_of(key);
        self.diagnostics.push(warning);
    }
}

/// All keys, merged from left to right: defaults, files, overrides; the theme's below all but the defaults.
///
/// # Errors
/// Where `collections` is neither a mapping nor a list, or `exclude`, `include`, `plugins` no list.
pub(super) fn merge(
    written: &Written,
    overrides: &Overrides,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Hash> {
    let mut values = defaults();
    if written.arrangement == SiteKind::Recto {
        values = values.deep_merge(&rectos());
    }
    let mut merging = Merging { values, diagnostics };
    for file in &written.files {
        merging.values = merging.values.deep_merge(&file.values);
        legacy::map(file, &mut merging);
        check_keys(file, written.arrangement, &mut merging);
    }
    merging.values = merging.values.deep_merge(&from_overrides(overrides));
    if let Some(name) = &written.theme_name {
        merging.values.insert("theme", name.as_str());
    }
    let mut values = merging.values;
    if let Some(theme) = &written.theme
        && !values
            .get("ignore_theme_config")
            .is_some_and(|flag| matches!(flag, Value::Bool(true)))
    {
        let own = theme.values.iter();
        let own = own.filter(|(key, _)| !key.as_str().is_some_and(is_jekylls));
        let below: Hash = own.map(|(key, value)| (key.clone(), value.clone())).collect();
        values = below.deep_merge(&values);
    }
    let at = |key: &str| written.files.iter().rev().find_map(|file| file.span_of(key));
    for key in ["include", "exclude", "plugins"] {
        if !matches!(values.get(key), Some(Value::Array(_) | Value::Nil) | None) {
            let mut fault = Diagnostic::error(Code::InvalidConfiguration, format!("`{key}` must be a list"))
                .hint(format!("write `{key}: [a, b]`, or one name per line after `- `"));
            fault.span = at(key);
            return Err(Box::new(fault));
        }
    }
    add_collections(&mut values).map_err(|mut fault| {
        fault.span = at("collections");
        fault
    })?;
    Ok(values)
}

/// The command line as keys.
fn from_overrides(overrides: &Overrides) -> Hash {
    let mut hash = Hash::new();
    if let Some(baseurl) = &overrides.baseurl {
        hash.insert("baseurl", baseurl.as_str());
    }
    for (key, flag) in [
        ("show_drafts", overrides.show_drafts),
        ("future", overrides.future),
        ("unpublished", overrides.unpublished),
        ("strict_front_matter", overrides.strict_front_matter),
        ("safe", overrides.safe),
        ("follow_symlinks", overrides.follow_symlinks),
    ] {
        if let Some(flag) = flag {
            hash.insert(key, flag);
        }
    }
    if let Some(limit) = overrides.limit_posts {
        hash.insert("limit_posts", i64::try_from(limit).unwrap_or(i64::MAX));
    }
    if !overrides.plugins_dir.is_empty() {
        let folders = overrides
            .plugins_dir
            .iter()
            .map(|folder| Value::from(folder.as_str()));
        hash.insert("plugins_dir", Value::array(folders.collect()));
    }
    if let Some(folder) = &overrides.layouts_dir {
        hash.insert("layouts_dir", folder.as_str());
    }
    hash.insert("serving", false);
    hash.deep_merge(&overrides.values)
}

/// The keys of sections in which no other key means anything.
const SECTIONS: &[(&str, &[&str])] = &[
    ("liquid", &["error_mode", "strict_filters", "strict_variables"]),
    (
        "sass",
        &[
            "style",
            "sass_dir",
            "load_paths",
            "sourcemap",
            "implementation",
            "add_charset",
            "line_comments",
            "quiet_deps",
            "verbose",
            "fatal_deprecations",
            "future_deprecations",
            "silence_deprecations",
            "cache",
            "cache_location",
            "debug_info",
        ],
    ),
    ("recto", &["search", "llms"]),
    ("csv_reader", &["csv_converters", "headers", "encoding"]),
    ("tsv_reader", &["csv_converters", "headers", "encoding"]),
];

/// Notes the keys of sections that nothing reads.
fn check_sections(file: &RawConfig, merging: &mut Merging<'_>) {
    for (section, known) in SECTIONS {
        let written = file.values.get(section).and_then(Value::as_hash);
        for (key, _) in written.into_iter().flat_map(|written| written.iter()) {
            let Some(key) = key.as_str().filter(|key| !known.contains(key)) else {
                continue;
            };
            let mut note = Diagnostic::note(
                Code::UnknownKey,
                format!("unknown key `{key}` in `{section}`; it has no effect"),
            );
            if let Some(near) = similar::nearest(key, known.iter().copied()) {
                note = note.hint(format!("did you mean `{near}`?"));
            }
            note.span = file.span_of(section);
            merging.diagnostics.push(note);
        }
    }
}

/// Warns of known keys with values of the wrong kind, and notes keys that look like known ones misspelt.
///
/// In recto's own layout an unknown key is an error.
fn check_keys(file: &RawConfig, kind: SiteKind, merging: &mut Merging<'_>) {
    check_sections(file, merging);
    if kind == SiteKind::Recto {
        merging.diagnostics.extend(super::settings::check(file));
    }
    for (key, value) in file.values.iter() {
        let Some(key) = key.as_str() else { continue };
        let Some((_, shape)) = KNOWN.iter().find(|(known, _)| *known == key) else {
            let near = similar::nearest(key, KNOWN.iter().map(|(known, _)| *known));
            if let Some(near) = near.filter(|_| kind == SiteKind::Jekyll) {
                let mut note = Diagnostic::note(
                    Code::UnknownKey,
                    format!("unknown key `{key}`; templates can read it as `site.{key}`"),
                )
                .hint(format!("did you mean `{near}`?"));
                note.span = file.span_of(key);
                merging.diagnostics.push(note);
            }
            continue;
        };
        let wanted = match (shape, value) {
            (_, Value::Nil) | (Shape::Any, _) => continue,
            (Shape::Flag, Value::Bool(_)) | (Shape::List, Value::Array(_) | Value::Str(_)) => continue,
            (Shape::Mapping, Value::Hash(_)) | (Shape::Number, Value::Int(_)) => continue,
            (Shape::Text, value) if !matches!(value, Value::Array(_) | Value::Hash(_)) => continue,
            (Shape::Flag, _) => "`true` or `false`",
            (Shape::List, _) => "a list",
            (Shape::Mapping, _) => "a mapping",
            (Shape::Number, _) => "a whole number",
            (Shape::Text, _) => "a text",
        };
        let text = format!("`{key}` should be {wanted}");
        merging.warn(
            file,
            key,
            text,
            "see the list of configuration keys in the manual",
        );
    }
}

/// Adds to `exclude` the names that are excluded in any case. In Jekyll 3 an `exclude` of the site replaces its own list,
/// of which recto keeps only the folders of installed packages: they are not in the repository that GitHub builds.
pub(super) fn add_excludes(values: &mut Hash, written: &Written, profile: &Profile) {
    let Some(Value::Array(own)) = values.get("exclude") else {
        return;
    };
    let replaces = written
        .files
        .iter()
        .any(|file| file.values.contains_key("exclude"));
    let always = match (profile.is_jekyll_3(), replaces) {
        (false, _) => ALWAYS_EXCLUDED,
        (true, false) => &ALWAYS_EXCLUDED[ONLY_JEKYLL_4..],
        (true, true) => &ALWAYS_EXCLUDED[NOT_PACKAGES..],
    };
    let mut all: Vec<Value> = Vec::with_capacity(own.len() + always.len());
    let always = always.iter().map(|name| Value::from(*name));
    for item in own.iter().cloned().chain(always) {
        let known = |other: &Value| match (other.as_str(), item.as_str()) {
            (Some(a), Some(b)) => a == b,
            _ => false,
        };
        if !all.iter().any(known) {
            all.push(item);
        }
    }
    values.insert("exclude", Value::array(all));
}

/// Makes `collections` a mapping with `posts` first.
fn add_collections(values: &mut Hash) -> Result<()> {
    let written = match values.get("collections") {
        None | Some(Value::Nil) => return Ok(()),
        Some(Value::Hash(hash)) => Arc::clone(hash),
        Some(Value::Array(labels)) => {
            Arc::new(labels.iter().map(|label| (label.clone(), Hash::new())).collect())
        }
        Some(_) => {
            let fault = Diagnostic::error(
                Code::InvalidConfiguration,
                "`collections` must be a mapping or a list",
            );
            return Err(Box::new(
                fault.hint("write `collections:` and below it `  docs: {output: true}`"),
            ));
        }
    };
    let mut base = Hash::new();
    base.insert("posts", Hash::new());
    let mut collections = base.deep_merge(&written);
    let mut posts = match collections.get("posts") {
        Some(Value::Hash(posts)) => Hash::clone(posts),
        _ => Hash::new(),
    };
    posts.insert("output", true);
    let style = values.get("permalink").filter(|style| style.is_truthy());
    if let Some(style) = style
        && !posts.get("permalink").is_some_and(Value::is_truthy)
    {
        let style: Str = match style {
            Value::Str(style) => style.clone(),
            other => format!("{other:?}").into(),
        };
        posts.insert("permalink", style_template(&style));
    }
    collections.insert("posts", posts);
    values.insert("collections", collections);
    Ok(())
}
