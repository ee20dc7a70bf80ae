//! `recto build`: renders the site and makes the destination equal to it.

use super::Outcome;
use super::flags::{self, RenderFlags, SiteFlags};
use super::load::Loaded;
use super::observe;
use super::profile::Profile;
use super::say::{self, Level, count};
use anyhow::{Context, Result, anyhow};
use clap::Args;
use recto::config::{Config, Environment, Overrides};
use recto::diag::{Diagnostic, Sources};
use recto::pipeline::{self, Cache};
use recto::serve::{Changes, Rebuild, WatchMode};
use recto::site::Built;
use recto::write::{Report, SafeDestination, Staging};
use std::collections::BTreeSet;
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
    /// Remove files from the destination even if no earlier build wrote them
    #[arg(long)]
    force: bool,
    /// Write nothing if a style sheet does not compile, instead of all but that style sheet
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    pub(super) site: SiteFlags,
    #[command(flatten)]
    render: RenderFlags,
}

/// Builds the site, and with `--watch` again at every change. A build with errors reports all of them and leaves the
/// destination as it was, except that a style sheet that does not compile is alone in not being written.
pub(super) fn run(site: &SiteFlags, flags: &Flags) -> Result<Outcome> {
    let level = Level::of(site);
    let start = Instant::now();
    for line in flags.render.ignored.notices() {
        level.line("Ignored:", line);
    }
    let builder = Builder {
        site,
        level,
        profile: observe(level, site.profile.as_deref()),
        force: flags.force,
    };
    remove_unfinished_when_interrupted()?;
    if flags.watch && !flags.render.ignored.no_watch {
        return watch(&builder, flags);
    }
    let Some(loaded) = Loaded::with(site, &overrides(site, flags))? else {
        return Ok(Outcome::Faults);
    };
    loaded.announce(level, false);
    let regeneration = Some("disabled. Use --watch to enable.");
    let (outcome, built) = builder.build(loaded, &mut Cache::disabled(), None, start, regeneration)?;
    // The program ends after this build, and then the system takes all memory back at once.
    let _ = ManuallyDrop::new(built);
    Ok(outcome)
}

fn overrides(site: &SiteFlags, flags: &Flags) -> Overrides {
    Overrides {
        strict: flags.strict,
        ..site.overrides(&flags.render)
    }
}

/// Builds the site, and builds it again after every change until the user stops it. Errors of a build are printed, and
/// the next change is waited for.
fn watch(builder: &Builder<'_>, flags: &Flags) -> Result<Outcome> {
    let mode = match flags.render.ignored.force_polling {
        true => WatchMode::Polling,
        false => WatchMode::Native,
    };
    let mut rebuild = WatchedBuild {
        builder,
        overrides: overrides(builder.site, flags),
        environment: flags::surroundings()?,
        sources: Arc::default(),
        cache: Cache::default(),
        source: None,
        loaded: None,
        start: Instant::now(),
    };
    recto::serve::watch_loop(mode, &mut rebuild);
    // The loop returns only if the configuration has had errors from the start.
    Ok(Outcome::Faults)
}

/// The builds of `--watch`.
struct WatchedBuild<'a> {
    builder: &'a Builder<'a>,
    overrides: Overrides,
    /// Read once: `site.time` stands still, or every page that shows it would be rendered again.
    environment: Environment,
    sources: Arc<Sources>,
    cache: Cache,
    /// The source folder, once it is known.
    source: Option<PathBuf>,
    /// The configuration of the build that follows.
    loaded: Option<Loaded>,
    start: Instant,
}

impl Rebuild for WatchedBuild<'_> {
    fn load(&mut self, changed: &[PathBuf]) -> Option<Arc<Config>> {
        self.start = Instant::now();
        if let Some(source) = self.source.as_deref() {
            self.builder.level.changed(changed, source);
        }
        let site = self.builder.site;
        self.loaded = Loaded::read(
            site,
            &self.overrides,
            &self.environment,
            Arc::clone(&self.sources),
        );
        self.loaded.as_ref().map(|loaded| Arc::clone(&loaded.config))
    }

    fn build(&mut self, config: Arc<Config>, changes: &Changes<'_>) -> BTreeSet<PathBuf> {
        let Some(loaded) = self.loaded.take() else {
            return BTreeSet::new();
        };
        let line = match self.source.replace(config.source.clone()) {
            Some(_) => None,
            None => {
                loaded.announce(self.builder.level, true);
                Some(format!("enabled for '{}'", config.source.display()))
            }
        };
        let built = self.builder.build(
            loaded,
            &mut self.cache,
            changes.paths,
            self.start,
            line.as_deref(),
        );
        match built {
            Ok((Outcome::Fine, _)) => self.builder.level.rendered(self.cache.rendered()),
            Ok(_) => {}
            Err(error) => say::failure(&error),
        }
        self.cache.outside_files()
    }

    fn watch_failed(&mut self, reason: &str) {
        let warning = format!("changes cannot be watched: {reason}");
        say::failure(&anyhow!(warning));
        say::hint("`--force_polling` compares all files with their last state instead");
    }
}

/// What all builds of one run share.
struct Builder<'a> {
    site: &'a SiteFlags,
    level: Level,
    profile: Option<Profile>,
    force: bool,
}

impl Builder<'_> {
    /// One build, begun at `start`, with the lines that Jekyll prints; those of the first build if `regeneration`, the
    /// text after `Auto-regeneration:`, is given.
    fn build(
        &self,
        mut loaded: Loaded,
        cache: &mut Cache,
        touched: Option<&BTreeSet<PathBuf>>,
        start: Instant,
        regeneration: Option<&str>,
    ) -> Result<(Outcome, Option<Built>)> {
        let (site, level) = (self.site, self.level);
        let config = Arc::clone(&loaded.config);
        let destination = match destination(&config, self.force) {
            Ok(destination) => destination,
            Err(fault) => {
                loaded.diagnostics.push(*fault);
                level.diagnostics(&loaded.diagnostics, &loaded.sources, site.trace);
                return Ok((Outcome::Faults, None));
            }
        };
        if regeneration.is_some() {
            level.line("Generating...", "");
        }
        let (built, diagnostics, report) = pipeline::build(&config, &loaded.sources, cache, touched, || {
            let path = destination.path().display().to_string();
            let wait = || level.line("Waiting:", &format!("another build is writing to {path}"));
            Staging::open(destination, &wait)
        });
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
        if pipeline::failed(&loaded.diagnostics) {
            level.line(
                "",
                "the site has errors; style sheets with errors were not written.",
            );
            return Ok((Outcome::Faults, Some(built)));
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

/// The destination of a site, if it is safe to write to and to empty.
pub(super) fn destination(
    config: &Config,
    force: bool,
) -> std::result::Result<SafeDestination, Box<Diagnostic>> {
    let home = super::flags::home();
    let safe = SafeDestination::of(&config.destination, &config.source, home.as_deref())?.force(force);
    Ok(match super::flags::state_folder() {
        Some(state) => safe.recorded_in(&state),
        None => safe,
    })
}

/// Makes Ctrl-C and SIGTERM remove what an unfinished build has written, and end the process with the exit code that
/// shells use for an interrupted program.
fn remove_unfinished_when_interrupted() -> Result<()> {
    ctrlc::set_handler(|| {
        recto::write::abandon();
        std::process::exit(130);
    })
    .context("cannot handle signals")
}
