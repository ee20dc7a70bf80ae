//! Finds and reads the configuration files.

use super::{bundle, confine, gemspec, read, theme};
use crate::config::{Config, Environment, Overrides, RawConfig, SiteKind, Written};
use crate::diag::{Code, Diagnostic, Result, Severity, Sources, Span};
use crate::text::path::absolute;
use crate::value::Zone;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The names looked for in the source folder, the first one found counts.
const JEKYLLS: [&str; 3] = ["_config.yml", "_config.yaml", "_config.toml"];

/// The same for recto's own layout.
const RECTOS: [&str; 3] = ["recto.yml", "recto.yaml", "recto.toml"];

/// The configuration of the site that `overrides` and `surroundings` point to: files named on the command line,
/// else what the source folder holds, else the defaults. Warnings and notes go to `diagnostics`.
///
/// # Errors
/// A source folder or a named file that is not there, a file that is not well formed, and what
/// [`Config::resolve`] cannot go on with.
pub fn configuration(
    overrides: &Overrides,
    surroundings: &Environment,
    sources: &Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Config> {
    let base = &surroundings.directory;
    let folder = absolute(base, overrides.source.as_deref().unwrap_or(Path::new(".")));
    let rectos = first_of(&folder, &RECTOS);
    let jekyll_flags = first_of(&folder, &JEKYLLS);
    let (arrangement, paths) = match (&overrides.config[..], rectos, jekyll_flags) {
        ([], Some(own), _) => (SiteKind::Recto, vec![own]),
        ([], None, Some(own)) => (SiteKind::Jekyll, vec![own]),
        ([], None, None) => (SiteKind::Jekyll, Vec::new()),
        (named, rectos, jekyll_flags) => {
            let is_rectos = |path: &PathBuf| path.file_stem().is_some_and(|stem| stem == "recto");
            let own = named.iter().any(is_rectos) || (rectos.is_some() && jekyll_flags.is_none());
            let arrangement = if own { SiteKind::Recto } else { SiteKind::Jekyll };
            (
                arrangement,
                named.iter().map(|path| absolute(base, path)).collect(),
            )
        }
    };
    let mut written = Written {
        arrangement,
        ..Written::default()
    };
    let zone = surroundings
        .zone
        .as_deref()
        .and_then(Zone::named)
        .unwrap_or_else(Zone::system);
    for path in &paths {
        let shown = path.strip_prefix(&folder).unwrap_or(path);
        written
            .files
            .extend(read_file(path, shown, &zone, sources, diagnostics)?);
    }
    written.locations = paths;
    let source = source_folder(&written, overrides, base);
    if !source.is_dir() {
        let text = format!("there is no source folder `{}`", source.display());
        return Err(Box::new(
            Diagnostic::error(Code::MissingSource, text).hint("name it with `--source`"),
        ));
    }
    let safe = confine::is_safe(&written, overrides);
    if safe {
        confine::check(&written, overrides, &folder)?;
    }
    let bundle = bundle::find(&source, safe);
    written.bundle = bundle.bundle;
    written.bundle_files = bundle.above;
    let search = theme::Search {
        files: &written.files,
        source: &source,
        overrides,
        environment: surroundings,
    };
    match search.theme(diagnostics)? {
        Some(theme) => {
            if safe {
                confine::check_theme(&theme.folder, &written, &source, overrides)?;
            }
            if theme.is_configured {
                written.theme = theme_file(&theme.folder, safe, &zone, sources, diagnostics)?;
            }
            written.theme_about = Arc::new(theme.gemspec.about);
            match theme.has_late_plugins {
                true => written.late_plugins = theme.gemspec.required,
                false => written.theme_plugins = theme.gemspec.required,
            }
            written.theme_dir = Some(theme.folder);
            written.theme_origin = theme.origin;
            written.theme_name = theme.name;
        }
        None if theme::is_of_site(&written.files, &source) => {
            written.theme_plugins = gemspec::of_gem(&source).required;
        }
        None => {}
    }
    Config::resolve(&written, overrides, surroundings, diagnostics)
}

fn first_of(folder: &Path, names: &[&str]) -> Option<PathBuf> {
    names
        .iter()
        .map(|name| folder.join(name))
        .find(|path| path.exists() && !path.is_dir())
}

/// The source as the command line or the files name it, relative to the working directory.
fn source_folder(written: &Written, overrides: &Overrides, base: &Path) -> PathBuf {
    let named = written
        .files
        .iter()
        .rev()
        .find_map(|file| file.values.get("source")?.as_str());
    let chosen = overrides.source.clone().or_else(|| named.map(PathBuf::from));
    absolute(base, &chosen.unwrap_or_else(|| PathBuf::from(".")))
}

/// Reads one file; `None`, with a warning, if it is not a mapping.
fn read_file(
    path: &Path,
    shown: &Path,
    zone: &Zone,
    sources: &Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Option<RawConfig>> {
    let shown = shown.to_string_lossy();
    let bytes = read::bytes(path).map_err(|error| {
        let text = match error.kind() {
            std::io::ErrorKind::NotFound => format!("there is no configuration file `{shown}`"),
            _ => format!("cannot read the configuration file `{shown}`: {error}"),
        };
        Box::new(
            Diagnostic::error(Code::MissingSource, text)
                .hint("paths after `--config` are relative to the working directory"),
        )
    })?;
    let (text, faulty) = read::text(bytes);
    let text: Arc<str> = text.into();
    let source = sources.add(&*shown, Arc::clone(&text));
    if let Some(at) = faulty {
        let fault = Diagnostic::error(Code::InvalidEncoding, format!("`{shown}` is not UTF-8"));
        return Err(Box::new(
            fault
                .at(Span::new(source, at, at + 1))
                .hint("save the file as UTF-8"),
        ));
    }
    match RawConfig::parse(source, &shown, &text, zone) {
        Ok(file) => Ok(Some(file)),
        Err(fault) if fault.severity == Severity::Warning => {
            diagnostics.push(*fault);
            Ok(None)
        }
        Err(fault) => Err(fault),
    }
}

/// The configuration in a theme's folder, if there is one.
fn theme_file(
    theme: &Path,
    safe: bool,
    zone: &Zone,
    sources: &Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Option<RawConfig>> {
    if !theme.is_dir() {
        let text = format!("the theme folder `{}` does not exist", theme.display());
        return Err(Box::new(
            Diagnostic::error(Code::ThemeNotFound, text).hint("`theme_dir` starts at the source folder"),
        ));
    }
    let path = theme.join("_config.yml");
    if !path.is_file() {
        return Ok(None);
    }
    if safe {
        confine::check_file(&path, theme)?;
    }
    let shown = Path::new("theme/_config.yml");
    read_file(&path, shown, zone, sources, diagnostics)
}
