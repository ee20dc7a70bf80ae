//! `recto theme`: downloads themes ahead of a build, lists and removes those in the cache.

use super::flags::{self, RenderFlags, SiteFlags};
use super::load::Loaded;
use super::say::{self, Level, count};
use super::{Outcome, themes};
use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use recto::config::{ThemeAccess, ThemeOrigin, ThemePlace, ThemeSources};
use recto::diag::{Diagnostic, Sources};
use recto::themes::{Asking, Entry, Found, Gemfile, Store, Wanted};
use std::path::Path;

/// Flags of `recto theme`.
#[derive(Clone, Debug, Args)]
pub(super) struct Flags {
    #[command(subcommand)]
    action: Action,
}

#[derive(Clone, Debug, Subcommand)]
enum Action {
    /// Download the theme of the site, or these themes, so that builds need no network
    Fetch(Box<FetchFlags>),
    /// List the themes that were downloaded
    List,
    /// Remove themes that were downloaded
    Clean {
        /// Gems as `NAME`, repositories as `OWNER/NAME`, both also with `@VERSION` [default: all]
        #[arg(value_name = "THEME")]
        themes: Vec<String>,
    },
}

/// Flags of `recto theme fetch`.
#[derive(Clone, Debug, Args)]
pub(super) struct FetchFlags {
    /// Gems as `NAME` or `NAME@VERSION`, repositories as `OWNER/NAME` or `OWNER/NAME@REF` [default: the theme of the
    /// site]
    #[arg(value_name = "THEME")]
    themes: Vec<String>,
    /// Download the newest version, even if another one is in the cache
    #[arg(long)]
    update: bool,
    #[command(flatten)]
    site: SiteFlags,
}

impl Flags {
    /// The flags of the site; `None` if the subcommand does not read a site.
    pub(super) fn site(&self) -> Option<&SiteFlags> {
        match &self.action {
            Action::Fetch(flags) => Some(&flags.site),
            Action::List | Action::Clean { .. } => None,
        }
    }
}

/// Runs one of the subcommands.
pub(super) fn run(site: &SiteFlags, flags: &Flags) -> Result<Outcome> {
    let level = Level::of(site);
    match &flags.action {
        Action::Fetch(flags) => {
            let access = match flags.update {
                true => ThemeAccess::Update,
                false => ThemeAccess::Download,
            };
            match &flags.themes[..] {
                [] => fetch_of_site(site, access),
                names => Ok(fetch(names, site.safe, &themes::sources(access, level), level)),
            }
        }
        Action::List => list(),
        Action::Clean { themes } => clean(themes, level),
    }
}

/// Finds the theme of the site.
fn fetch_of_site(site: &SiteFlags, access: ThemeAccess) -> Result<Outcome> {
    let level = Level::of(site);
    let mut overrides = site.overrides(&RenderFlags::default());
    overrides.themes.access = access;
    let Some(loaded) = Loaded::with(site, &overrides)? else {
        return Ok(Outcome::Faults);
    };
    level.diagnostics(&loaded.diagnostics, &loaded.sources, site.trace);
    match (&loaded.config.theme_origin, &loaded.config.theme_dir) {
        (Some(theme), Some(folder)) => found(level, theme, folder),
        (None, Some(folder)) => level.line("Theme:", &folder.display().to_string()),
        (_, None) => level.line("Theme:", "the site names none"),
    }
    Ok(Outcome::Fine)
}

/// Finds themes by their names.
fn fetch(names: &[String], safe: bool, sources: &ThemeSources, level: Level) -> Outcome {
    let mut faults = Vec::new();
    for name in names {
        match named(name, safe, sources) {
            Ok(theme) => found(level, &theme.origin, &theme.folder),
            Err(fault) => faults.push(*fault),
        }
    }
    level.diagnostics(&faults, &Sources::default(), false);
    match faults[..] {
        [] => Outcome::Fine,
        _ => Outcome::Faults,
    }
}

/// Finds the theme `NAME`, `NAME@VERSION`, `OWNER/NAME` or `OWNER/NAME@REF`.
fn named(text: &str, safe: bool, sources: &ThemeSources) -> recto::diag::Result<Found> {
    let invalid = |hint: &str| {
        let text = format!("`{text}` does not name a theme");
        Box::new(Diagnostic::error(recto::diag::Code::ThemeNotFound, text).hint(hint))
    };
    let (name, version) = text.split_once('@').unwrap_or((text, ""));
    let wanted = match name.contains(['/', ':']) {
        true => Wanted::remote(text, &sources.github_hosts),
        false => Wanted::gem(name),
    };
    let wanted = wanted.map_err(invalid)?;
    let gemfile = match (&wanted, version) {
        (Wanted::Gem(gem), version) if !version.is_empty() => Gemfile::requiring(gem, version)
            .ok_or_else(|| invalid("write a version as `2.5.1` or `~> 2.5`"))?,
        _ => Gemfile::default(),
    };
    let asking = Asking {
        // No folder of a site is looked at.
        source: Path::new(""),
        gemfile: &gemfile,
        safe,
    };
    let result = match &wanted {
        Wanted::Gem(gem) => recto::themes::find_gem(gem, &asking, sources),
        Wanted::Repository(repository) => recto::themes::find_repository(repository, &asking, sources),
        Wanted::Folder(_) => return Err(invalid("a folder on this machine needs no download")),
    };
    match result.map_err(|fault| Box::new(fault.diagnostic(text)))? {
        Found {
            instead_of: Some(version),
            ..
        } => Err(Box::new(
            recto::themes::Fault::NoVersion(version).diagnostic(name),
        )),
        found => Ok(found),
    }
}

fn found(level: Level, theme: &ThemeOrigin, folder: &Path) {
    level.line("Theme:", &format!("{} in {}", line(theme), folder.display()));
}

/// `minima 2.5.1, from the cache`.
pub(super) fn line(theme: &ThemeOrigin) -> String {
    let place = match theme.place {
        ThemePlace::Folder => "a folder",
        ThemePlace::Installed => "installed",
        ThemePlace::Cached => "from the cache",
        ThemePlace::Downloaded => "downloaded",
    };
    match theme.version.is_empty() {
        true => format!("{}, {place}", theme.name),
        false => format!("{} {}, {place}", theme.name, theme.version),
    }
}

/// Lists the cache.
fn list() -> Result<Outcome> {
    let store = store()?;
    let entries = store.entries();
    let width = entries
        .iter()
        .map(|entry| entry.name.len() + entry.version.len() + 1)
        .max();
    for entry in &entries {
        let name = format!("{} {}", entry.name, entry.version);
        let content = match &entry.commit {
            Some(commit) => format!("commit {}", &commit[..12]),
            None => format!("sha256 {}", &entry.sha256[..12]),
        };
        let width = width.unwrap_or_default();
        Level::plain(&format!(
            "{name:width$}  {:>7} kB  {content}  {}\n",
            entry.length.div_ceil(1000),
            store.folder(entry).display()
        ));
    }
    if entries.is_empty() {
        Level::plain("no theme is in the cache\n");
    }
    Ok(Outcome::Fine)
}

/// Removes themes from the cache.
fn clean(names: &[String], level: Level) -> Result<Outcome> {
    let is_named = |entry: &Entry| {
        let full = format!("{}@{}", entry.name, entry.version);
        names.is_empty() || names.iter().any(|name| *name == entry.name || *name == full)
    };
    let store = store()?;
    let removed = store.remove(&is_named).context("cannot remove a theme")?;
    for entry in &removed {
        level.line("Theme:", &format!("removed {} {}", entry.name, entry.version));
    }
    let missing: Vec<&String> = names
        .iter()
        .filter(|name| {
            let full = |entry: &Entry| format!("{}@{}", entry.name, entry.version);
            !removed
                .iter()
                .any(|entry| entry.name == **name || full(entry) == **name)
        })
        .collect();
    for name in &missing {
        say::failure(&anyhow::anyhow!("no theme `{name}` is in the cache"));
    }
    level.line("Theme:", &format!("{} removed", count(removed.len(), "theme")));
    Ok(match missing[..] {
        [] => Outcome::Fine,
        _ => Outcome::Faults,
    })
}

fn store() -> Result<Store> {
    let folder =
        flags::cache_folder().context("cannot find a folder for caches: set `XDG_CACHE_HOME` or `HOME`")?;
    Ok(Store::new(&folder.join("recto/themes")))
}
