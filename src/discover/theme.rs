//! Finds the theme of a site, without Ruby: a folder that the configuration names, or an installed gem.

use super::read;
use crate::config::{Overrides, RawConfig};
use crate::diag::{Code, Diagnostic, Span};
use crate::text::path::absolute;
use std::path::{Path, PathBuf};

/// The folder of the theme: `theme_dir`, relative to the source; else that of the gem called `theme`, in
/// `vendor/bundle` of the source or the gem folders of `overrides`, the newest version. A theme that is not
/// found is reported.
pub(super) fn folder(
    files: &[RawConfig],
    source: &Path,
    overrides: &Overrides,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<PathBuf> {
    if let Some((name, _)) = named(files, "theme_dir") {
        return Some(absolute(source, Path::new(&name)));
    }
    if let Some((name, span)) = named(files, "theme") {
        // Everything is in the source already.
        if is_own_theme(source, &name) {
            return None;
        }
        let gem = name.trim().to_lowercase();
        let bundle = source.join("vendor/bundle/ruby");
        let found = newest(std::iter::once(&bundle).chain(&overrides.gem_folders), &gem);
        if found.is_none() {
            let text = format!("the theme `{name}` is not installed here; the site is built without it");
            let mut warning = Diagnostic::warning(Code::ThemeNotFound, text)
                .hint("copy it into a folder and name that in `theme_dir`");
            warning.span = span;
            diagnostics.push(warning);
        }
        return found;
    }
    if let Some((name, span)) = named(files, "remote_theme") {
        let text = format!("the theme `{name}` is not fetched; the site is built without it");
        let mut warning = Diagnostic::warning(Code::ThemeNotFound, text)
            .hint("clone it and name its folder in `theme_dir`");
        warning.span = span;
        diagnostics.push(warning);
    }
    None
}

/// The folder whose specification counts for the site: that of the theme, or the source, where it is the repository of
/// its own theme.
pub(super) fn specified<'a>(
    files: &[RawConfig],
    source: &'a Path,
    theme: Option<&'a Path>,
) -> Option<&'a Path> {
    theme.or_else(|| is_own_theme(source, &named(files, "theme")?.0).then_some(source))
}

/// Whether a source is the repository of the theme called so.
fn is_own_theme(source: &Path, name: &str) -> bool {
    source
        .join(format!("{}.gemspec", name.trim().to_lowercase()))
        .is_file()
}

/// The text under a key in the last file that has it, and its place.
fn named(files: &[RawConfig], key: &str) -> Option<(String, Option<Span>)> {
    let file = files.iter().rev().find(|file| file.values.contains_key(key))?;
    let name = file.values.get(key)?.as_str().filter(|name| !name.is_empty())?;
    Some((name.to_owned(), file.span_of(key)))
}

/// The newest `gems/NAME-VERSION` in some folders or in the folders they hold.
fn newest<'a>(roots: impl Iterator<Item = &'a PathBuf>, gem: &str) -> Option<PathBuf> {
    let mut found: Vec<(Vec<u64>, PathBuf)> = Vec::new();
    for root in roots {
        let inner = folders(root);
        for place in std::iter::once(root.clone()).chain(inner) {
            for folder in folders(&place.join("gems")) {
                let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
                let version = name
                    .as_deref()
                    .and_then(|name| name.strip_prefix(gem)?.strip_prefix('-'));
                if let Some(version) =
                    version.filter(|version| version.starts_with(|c: char| c.is_ascii_digit()))
                {
                    let parts = version.split('.').map(|part| part.parse().unwrap_or(0));
                    found.push((parts.collect(), folder));
                }
            }
        }
    }
    found.sort();
    found.pop().map(|(_, folder)| folder)
}

/// The folders in a folder.
fn folders(place: &Path) -> Vec<PathBuf> {
    let names = read::names(place).into_iter();
    names.filter(|path| path.is_dir()).collect()
}
