//! `recto new` writes a complete site that shows how recto is used: the files of `recto/` or `jekyll/`.

use super::Outcome;
use anyhow::{Context, Result};
use clap::Args;
use include_dir::{Dir, include_dir};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Flags of `recto new`.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Flags {
    /// The folder to create
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// Write into a folder that is not empty; existing files are kept
    #[arg(long)]
    force: bool,
    /// Use Jekyll's layout
    #[arg(long, alias = "blank")]
    jekyll: bool,
    /// Accepted for compatibility: no gems are installed
    #[arg(long = "skip-bundle", hide = true)]
    skip_bundle: bool,
}

/// The site in recto's own layout.
static RECTO: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/new/recto");

/// The site in Jekyll's layout, which Jekyll builds to the same bytes.
static JEKYLL: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/new/jekyll");

/// Writes the site.
pub(super) fn run(flags: &Flags) -> Result<Outcome> {
    let folder = &flags.folder;
    if !flags.force && is_full(folder)? {
        let _ = writeln!(
            std::io::stderr(),
            "error: `{}` is not empty\n  help: `--force` adds the files that are missing",
            folder.display()
        );
        return Ok(Outcome::Misuse);
    }
    add_all(if flags.jekyll { &JEKYLL } else { &RECTO }, folder)?;
    let _ = writeln!(
        std::io::stdout(),
        "New site in `{0}`.\n\n  cd {0}\n  recto serve --open    show it in the browser, and follow every change\n  recto check           check all links\n  recto build           write it to `_site`",
        folder.display()
    );
    Ok(Outcome::Fine)
}

#[expect(
    clippy::disallowed_methods,
    reason = "this folder is the user's wish, not part of a build"
)]
fn is_full(folder: &Path) -> Result<bool> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_some()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error).with_context(|| format!("cannot look into `{}`", folder.display())),
    }
}

/// Writes all files of an embedded folder that are missing in `folder`.
fn add_all(from: &Dir<'_>, folder: &Path) -> Result<()> {
    for file in from.files() {
        add(&folder.join(file.path()), file.contents())?;
    }
    from.dirs().try_for_each(|below| add_all(below, folder))
}

/// Writes a file, where none is.
#[expect(
    clippy::disallowed_methods,
    reason = "this folder is the user's wish, not part of a build"
)]
fn add(path: &Path, bytes: &[u8]) -> Result<()> {
    let context = || format!("cannot write `{}`", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(context)?;
    }
    match fs::OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(mut file) => file.write_all(bytes).with_context(context),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error).with_context(context),
    }
}
