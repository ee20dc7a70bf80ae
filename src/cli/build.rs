//! `recto build`: renders the site and makes the destination equal to it.

use super::Outcome;
use super::flags::{RenderFlags, SiteFlags};
use super::load::Loaded;
use super::observe;
use super::profile::Profile;
use super::say::{self, Level, count};
use anyhow::{Context, Result};
use clap::Args;
use recto::pipeline;
use recto::site::Built;
use recto::write::{self, Report};
use std::cell::RefCell;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

/// Flags of `recto build`.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Flags {
    /// Build again at every change of the sources
    #[arg(short, long)]
    watch: bool,
    #[command(flatten)]
    render: RenderFlags,
}

/// Builds the site, and with `--watch` again at every change. A build with errors reports all of them and leaves the
/// destination as it was.
pub(super) fn run(site: &SiteFlags, flags: &Flags) -> Result<Outcome> {
    let level = Level::of(site);
    let start = Instant::now();
    for line in flags.render.ignored.told() {
        level.line("Ignored:", line);
    }
    let builder = Builder {
        site,
        level,
        profile: observe(level, site.profile.as_deref()),
    };
    if flags.watch && !flags.render.ignored.no_watch {
        return watch(&builder, flags);
    }
    let Some(loaded) = Loaded::of(site, &flags.render)? else {
        return Ok(Outcome::Faults);
    };
    loaded.announce(level, flags.render.ignored.incremental);
    let (outcome, built) = builder.build(loaded, start, Some("disabled. Use --watch to enable."))?;
    // The program ends after this build, and then the system takes all memory back at once.
    let _ = ManuallyDrop::new(built);
    Ok(outcome)
}

/// Builds, and again at every change, until the user stops it. A build that fails is reported, and the next change
/// starts another.
fn watch(builder: &Builder<'_>, flags: &Flags) -> Result<Outcome> {
    let level = builder.level;
    // The source folder, known after the first build.
    let source: RefCell<Option<PathBuf>> = RefCell::default();
    let load = |paths: &[PathBuf]| {
        let start = Instant::now();
        if let Some(source) = source.borrow().as_deref() {
            level.changed(paths, source);
        }
        let loaded = Loaded::of(builder.site, &flags.render).unwrap_or_else(|error| {
            say::failure(&error);
            None
        })?;
        Some((loaded, start))
    };
    let build = |(loaded, start): (Loaded, Instant)| {
        let now = loaded.config.source.clone();
        let line = match source.replace(Some(now.clone())) {
            Some(_) => None,
            None => {
                loaded.announce(level, flags.render.ignored.incremental);
                Some(format!("enabled for '{}'", now.display()))
            }
        };
        if let Err(error) = builder.build(loaded, start, line.as_deref()) {
            say::failure(&error);
        }
    };
    recto::serve::follow(
        flags.render.ignored.force_polling,
        |(loaded, _)| &loaded.config,
        load,
        build,
    )?;
    // It ends by itself only where there is nothing to watch.
    Ok(Outcome::Faults)
}

/// What all builds of one run share.
struct Builder<'a> {
    site: &'a SiteFlags,
    level: Level,
    profile: Option<Profile>,
}

impl Builder<'_> {
    /// One build, begun at `start`, with the lines that Jekyll prints; those of the first build if `regeneration`, the
    /// text after `Auto-regeneration:`, is given.
    fn build(
        &self,
        mut loaded: Loaded,
        start: Instant,
        regeneration: Option<&str>,
    ) -> Result<(Outcome, Option<Built>)> {
        let (site, level) = (self.site, self.level);
        let config = Arc::clone(&loaded.config);
        if let Err(fault) = write::refuse(&config.destination, &config.source, home().as_deref()) {
            loaded.diagnostics.push(*fault);
            level.diagnostics(&loaded.diagnostics, &loaded.sources, site.trace);
            return Ok((Outcome::Faults, None));
        }
        if regeneration.is_some() {
            level.line("Generating...", "");
        }
        let (built, diagnostics, report) = pipeline::build(&config, &loaded.sources);
        loaded.diagnostics.extend(diagnostics);
        let Some(report) = report else {
            level.diagnostics(&loaded.diagnostics, &loaded.sources, site.trace);
            level.line("", "the site has errors; nothing was written.");
            return Ok((Outcome::Faults, Some(built)));
        };
        let took = start.elapsed().as_secs_f64();
        match regeneration {
            None => level.line("", &format!("...done in {took:.3} seconds.")),
            Some(regeneration) => {
                level.line("", &format!("done in {took:.3} seconds."));
                level.line("Summary:", &summary(&built, report));
                level.line("Auto-regeneration:", regeneration);
            }
        }
        level.diagnostics(&loaded.diagnostics, &loaded.sources, site.trace);
        if let (Some(profile), Some(file)) = (&self.profile, &site.profile) {
            print_profile(profile, file)?;
        }
        Ok((Outcome::Fine, Some(built)))
    }
}

/// Prints the table, and writes the trace where a file was named.
#[expect(clippy::disallowed_methods, reason = "the trace is not a file of the site")]
fn print_profile(profile: &Profile, file: &Path) -> Result<()> {
    let (table, trace) = profile.take();
    Level::plain(&format!("\n{table}"));
    if file.as_os_str() != "-" {
        std::fs::write(file, trace).with_context(|| format!("cannot write `{}`", file.display()))?;
    }
    Ok(())
}

/// For example `1771 pages, 1834 other files; 3605 files written, 12 removed, none unchanged.`
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
