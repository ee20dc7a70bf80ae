//! `recto clean`: removes the destination and the caches of builds.

use super::Outcome;
use super::flags::{RenderFlags, SiteFlags};
use super::load::Loaded;
use super::say::Level;
use anyhow::Result;
use clap::Args;
use recto::config::{Config, ThemeAccess};
use recto::diag::Diagnostic;
use recto::write::{self, SafeDestination};

/// Flags of `recto clean`.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Flags {
    /// Remove the destination even if it holds files that no build wrote
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    pub(super) site: SiteFlags,
    #[command(flatten)]
    render: RenderFlags,
}

/// Removes the destination, the cache folder, `.jekyll-metadata` and `.sass-cache`, if they exist.
pub(super) fn run(site: &SiteFlags, flags: &Flags) -> Result<Outcome> {
    let level = Level::of(site);
    let mut overrides = site.overrides(&flags.render);
    overrides.themes.access = ThemeAccess::Ignore;
    let Some(mut loaded) = Loaded::with(site, &overrides)? else {
        return Ok(Outcome::Faults);
    };
    loaded.files(level);
    // All folders are checked before the first one is removed.
    let removed = folders(&loaded.config, flags.force).and_then(|folders| {
        folders.iter().try_for_each(|folder| {
            let existed = write::remove(folder)?;
            let path = folder.path().display();
            match existed {
                true => level.line("Cleaner:", &format!("Removing {path}...")),
                false => level.line("Cleaner:", &format!("Nothing to do for {path}.")),
            }
            Ok(())
        })
    });
    if let Err(fault) = removed {
        loaded.diagnostics.push(*fault);
        level.diagnostics(&loaded.diagnostics, &loaded.sources, site.trace);
        return Ok(Outcome::Faults);
    }
    Ok(Outcome::Fine)
}

/// The folders to remove.
fn folders(config: &Config, force: bool) -> std::result::Result<Vec<SafeDestination>, Box<Diagnostic>> {
    let mut folders = vec![super::build::destination(config, force)?];
    for name in [&*config.cache_dir, ".jekyll-metadata", ".sass-cache"] {
        folders.extend(SafeDestination::cache(name, &config.source)?);
    }
    Ok(folders)
}
