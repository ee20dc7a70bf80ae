//! `recto clean`: removes the destination and what Jekyll leaves beside it.

use super::Outcome;
use super::flags::{RenderFlags, SiteFlags};
use super::load::Loaded;
use super::say::Level;
use anyhow::Result;
use clap::Args;
use recto::write;

/// Flags of `recto clean`.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Flags {
    #[command(flatten)]
    render: RenderFlags,
}

/// Removes the destination, the cache folder, `.jekyll-metadata` and `.sass-cache`, as far as they are there.
pub(super) fn run(site: &SiteFlags, flags: &Flags) -> Result<Outcome> {
    let level = Level::of(site);
    let Some(mut loaded) = Loaded::of(site, &flags.render)? else {
        return Ok(Outcome::Faults);
    };
    loaded.files(level);
    let config = &loaded.config;
    let mut removed = write::refuse(
        &config.destination,
        &config.source,
        super::build::home().as_deref(),
    );
    let mut places = vec![config.destination.clone()];
    let beside = [&*config.cache_dir, ".jekyll-metadata", ".sass-cache"];
    // A cache folder outside the source is none of ours.
    let inside = |name: &&str| !name.is_empty() && !name.split('/').any(|part| part == "..");
    places.extend(
        beside
            .iter()
            .filter(|name| inside(name))
            .map(|name| config.source.join(name)),
    );
    for place in places {
        if removed.is_ok() {
            removed = write::remove(&place).map(|there| match there {
                true => level.line("Cleaner:", &format!("Removing {}...", place.display())),
                false => level.line("Cleaner:", &format!("Nothing to do for {}.", place.display())),
            });
        }
    }
    if let Err(fault) = removed {
        loaded.diagnostics.push(*fault);
        level.diagnostics(&loaded.diagnostics, &loaded.sources, site.trace);
        return Ok(Outcome::Faults);
    }
    Ok(Outcome::Fine)
}
