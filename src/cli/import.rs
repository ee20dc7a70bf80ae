//! `recto import mkdocs`: converts a site of Material for MkDocs into recto's own layout.

use super::Outcome;
use super::say::{Level, count};
use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use recto::diag::Sources;
use recto::import::{self, Content, Options};
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The generators whose sites can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Generator {
    /// MkDocs with the theme Material
    Mkdocs,
}

/// Flags of `recto import`.
#[derive(Clone, Debug, Args)]
pub(super) struct Flags {
    /// The generator of the old site
    #[arg(value_name = "GENERATOR")]
    generator: Generator,
    /// The folder of the old site, with its `mkdocs.yml`
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// The folder to write the new site to [default: FOLDER]
    #[arg(long, value_name = "FOLDER")]
    into: Option<PathBuf>,
    /// The folder with Material's icons, `site-packages/material/templates/.icons`; a virtual environment in the site is
    /// found without it
    #[arg(long, value_name = "FOLDER")]
    icons: Option<PathBuf>,
}

/// Converts the site and writes it; prints what is left to do by hand.
pub(super) fn run(flags: &Flags) -> Result<Outcome> {
    let Generator::Mkdocs = flags.generator;
    let into = flags.into.as_deref().unwrap_or(&flags.folder);
    let sources = Sources::default();
    let options = Options {
        icons: flags.icons.clone(),
        way_back: way(into, &flags.folder)?,
    };
    let found = match import::mkdocs(&flags.folder, &options, &sources) {
        Ok(found) => found,
        Err(fault) => {
            Level::All.diagnostics(&[*fault], &sources, false);
            return Ok(Outcome::Misuse);
        }
    };
    Level::All.diagnostics(&found.left, &sources, false);
    let mut kept = Vec::new();
    for (path, content) in &found.files {
        if !write(&into.join(path), content)? {
            kept.push(path);
        }
    }
    for path in &kept {
        let _ = writeln!(std::io::stderr(), "kept: `{path}` exists and was not overwritten");
    }
    let written = found.files.len() - kept.len();
    Level::plain(&format!(
        "{} of {} written to `{}`, {} kept; {} left to do by hand.\n\n  recto serve -s {}    look at the result\n",
        count(written, "file"),
        count(found.pages, "page"),
        into.display(),
        kept.len(),
        count(found.left.len(), "place"),
        into.display(),
    ));
    Ok(Outcome::Fine)
}

/// The relative path from the folder `from` to the folder `to`; empty where they are the same.
fn way(from: &Path, to: &Path) -> Result<String> {
    let here = std::path::absolute(from).with_context(|| format!("cannot resolve `{}`", from.display()))?;
    let there = std::path::absolute(to).with_context(|| format!("cannot resolve `{}`", to.display()))?;
    let common = here.components().zip(there.components());
    let common = common.take_while(|(a, b)| a == b).count();
    let up = here.components().skip(common).map(|_| "..".to_owned());
    let down = there.components().skip(common);
    let down = down.map(|part| part.as_os_str().to_string_lossy().into_owned());
    Ok(up.chain(down).collect::<Vec<_>>().join("/"))
}

/// Writes a file if none exists. Returns whether it did.
#[expect(
    clippy::disallowed_methods,
    reason = "an import writes a new site, not the destination of a build"
)]
fn write(path: &Path, content: &Content) -> Result<bool> {
    let context = || format!("cannot write `{}`", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(context)?;
    }
    let mut file = match fs::OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(false),
        Err(error) => return Err(error).with_context(context),
    };
    match content {
        Content::Text(text) => file.write_all(text.as_bytes()).with_context(context)?,
        Content::Copy(from) => {
            let mut from =
                fs::File::open(from).with_context(|| format!("cannot read `{}`", from.display()))?;
            std::io::copy(&mut from, &mut file).with_context(context)?;
        }
    }
    Ok(true)
}
