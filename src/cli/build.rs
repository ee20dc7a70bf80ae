//! `recto build`: renders the site and makes the destination equal to it.

use super::Outcome;
use super::bar::Bar;
use super::flags::{RenderFlags, SiteFlags};
use super::load::Loaded;
use super::say::{Level, count};
use anyhow::{Context, Result};
use clap::Args;
use recto::pipeline::{self, Profile};
use recto::site::Built;
use recto::write::{self, Report};
use std::mem::ManuallyDrop;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// Flags of `recto build`.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Flags {
    /// Jekyll's flag; `recto serve` is what rebuilds at every change
    #[arg(short, long, hide = true)]
    watch: bool,
    #[command(flatten)]
    render: RenderFlags,
}

/// Builds the site. A build with errors tells all of them and leaves the destination as it was.
pub(super) fn run(site: &SiteFlags, flags: &Flags) -> Result<Outcome> {
    let level = Level::of(site);
    let start = Instant::now();
    for line in flags.render.ignored.told() {
        level.line("Ignored:", line);
    }
    if flags.watch {
        let line = "`--watch` has no effect on a single build: `recto serve` rebuilds at every change";
        level.line("Ignored:", line);
    }
    let Some(mut loaded) = Loaded::of(site, &flags.render)? else {
        return Ok(Outcome::Faults);
    };
    let config = &loaded.config;
    loaded.announce(level, flags.render.ignored.incremental);
    if let Err(fault) = write::refuse(&config.destination, &config.source, home().as_deref()) {
        loaded.said.push(*fault);
        level.diagnostics(&loaded.said, &loaded.sources, site.trace);
        return Ok(Outcome::Faults);
    }
    level.line("Generating...", "");
    let profile = site
        .profile
        .as_ref()
        .map(|file| Arc::new(Profile::new(file.as_os_str() != "-")));
    let bar = Bar::new(level, profile.clone());
    let (built, said, report) = pipeline::build(config, &loaded.sources, &bar);
    // The program ends after this build, and then the system takes all memory back at once.
    let built = ManuallyDrop::new(built);
    bar.clear();
    loaded.said.extend(said);
    let Some(report) = report else {
        level.diagnostics(&loaded.said, &loaded.sources, site.trace);
        level.line("", "the site has errors; nothing was written.");
        return Ok(Outcome::Faults);
    };
    level.line(
        "",
        &format!("done in {:.3} seconds.", start.elapsed().as_secs_f64()),
    );
    level.line("Summary:", &summary(&built, report));
    level.line(
        "Auto-regeneration:",
        "disabled. Use `recto serve` to rebuild at every change.",
    );
    level.diagnostics(&loaded.said, &loaded.sources, site.trace);
    if let (Some(profile), Some(file)) = (profile, &site.profile) {
        tell_profile(&profile, file)?;
    }
    Ok(Outcome::Fine)
}

/// Prints the table, and writes the trace where a file was named.
#[expect(clippy::disallowed_methods, reason = "the trace is no part of the site")]
fn tell_profile(profile: &Profile, file: &Path) -> Result<()> {
    Level::plain(&format!("\n{}", profile.table()));
    if file.as_os_str() != "-" {
        std::fs::write(file, profile.trace())
            .with_context(|| format!("cannot write `{}`", file.display()))?;
    }
    Ok(())
}

/// `1771 pages, 1834 other files; 3605 files written, 12 removed, none unchanged`.
fn summary(built: &Built, report: Report) -> String {
    let is_page =
        |file: &&recto::site::OutputFile| file.path.ends_with(".html") || file.path.ends_with(".htm");
    let pages = built.outputs.iter().filter(is_page).count();
    format!(
        "{}, {}; {} written, {} unchanged, {} removed.",
        count(pages, "page"),
        count(built.outputs.len() - pages, "other file"),
        report.written,
        report.same,
        report.removed
    )
}

/// The home folder, which no build may empty.
pub(super) fn home() -> Option<std::path::PathBuf> {
    std::env::home_dir().filter(|home| home.is_absolute())
}
