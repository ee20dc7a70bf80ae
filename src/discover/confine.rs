//! Holds a site that is built with `--safe` to its source folder: what its configuration must not name.

use crate::config::{Overrides, Written};
use crate::diag::{Code, Diagnostic, Result};
use crate::text::path::absolute;
use crate::value::Value;
use std::path::{Path, PathBuf};

/// Whether the command line or the configuration asks for a safe build.
pub(super) fn is_safe(written: &Written, overrides: &Overrides) -> bool {
    let configured = || {
        let mut files = written.files.iter().rev();
        files
            .find_map(|file| file.values.get("safe"))
            .is_some_and(Value::is_truthy)
    };
    overrides.safe.unwrap_or_else(configured)
}

/// Refuses configuration files that are links out of `folder`, and a `source` or `destination` of theirs that is outside
/// of it.
///
/// # Errors
///
/// The first of them.
pub(super) fn check(written: &Written, overrides: &Overrides, folder: &Path) -> Result<()> {
    let inside = |path: &Path| match (path.canonicalize(), folder.canonicalize()) {
        (Ok(path), Ok(folder)) => path.starts_with(folder),
        // A destination need not exist yet.
        _ => path.starts_with(folder),
    };
    if overrides.config.is_empty()
        && let Some(file) = written.locations.iter().find(|file| !inside(file))
    {
        return Err(fault(written, "", &format!("the file `{}`", file.display())));
    }
    let named = [
        ("source", overrides.source.is_none()),
        ("destination", overrides.destination.is_none()),
    ];
    for (key, counts) in named {
        let mut files = written.files.iter().rev();
        let path = files.find_map(|file| file.values.get(key)?.as_str());
        if let Some(path) = path.filter(|_| counts)
            && (path.starts_with('~') || !inside(&absolute(folder, Path::new(path))))
        {
            return Err(fault(written, key, &format!("the {key} `{path}`")));
        }
    }
    Ok(())
}

/// Refuses a theme outside the source folder, unless it is an installed gem or in the cache of themes.
///
/// # Errors
///
/// The theme is outside.
pub(super) fn check_theme(
    theme: &Path,
    written: &Written,
    source: &Path,
    overrides: &Overrides,
) -> Result<()> {
    let is_gem = !written
        .files
        .iter()
        .any(|file| file.values.contains_key("theme_dir"));
    let themes = &overrides.themes;
    let themes = themes.gem_folders.iter().chain(&themes.cache).filter(|_| is_gem);
    let mut roots = themes
        .map(PathBuf::as_path)
        .chain([source])
        .filter_map(|root| root.canonicalize().ok());
    match theme.canonicalize() {
        Ok(real) if roots.any(|root| real.starts_with(root)) => Ok(()),
        // A folder that does not exist is reported as such.
        Err(_) => Ok(()),
        Ok(_) => {
            let key = if is_gem { "theme" } else { "theme_dir" };
            Err(fault(written, key, &format!("the theme `{}`", theme.display())))
        }
    }
}

/// Refuses a file that is a link out of `folder`.
///
/// # Errors
///
/// It is one.
pub(super) fn check_file(file: &Path, folder: &Path) -> Result<()> {
    let (real, folder) = (file.canonicalize(), folder.canonicalize());
    if let (Ok(real), Ok(folder)) = (real, folder)
        && !real.starts_with(folder)
    {
        return Err(fault(
            &Written::default(),
            "",
            &format!("the file `{}`", file.display()),
        ));
    }
    Ok(())
}

fn fault(written: &Written, key: &str, what: &str) -> Box<Diagnostic> {
    let text = format!("{what} is outside the source folder, which `--safe` does not allow");
    let mut fault = Diagnostic::error(Code::OutsideSource, text)
        .hint("move it into the source folder, or name it on the command line");
    fault.span = written.files.iter().rev().find_map(|file| file.span_of(key));
    Box::new(fault)
}
