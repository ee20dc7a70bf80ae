//! `recto check`: builds the site in memory, or reads a folder that another program has built, and checks its links.

mod external;
mod flags;
mod foreign;
mod git;
mod output;

pub(super) use flags::Flags;

use super::Outcome;
use super::flags::SiteFlags;
use super::load::Loaded;
use super::observe;
use super::say::Level;
use anyhow::{Context, Result};
use external::External;
use output::Output;
use recto::check::{self, Baseline, Input, OwnSource, Paths, Report, Tracer};
use recto::config::{CheckConfig, Config, RuleLevel};
use recto::diag::{Code, Diagnostic, SourceId, Sources};
use recto::pipeline::{self, Cache, Session};
use recto::site::Built;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Checks the site.
pub(super) fn run(site: &SiteFlags, flags: &Flags) -> Result<Outcome> {
    let level = Level::of(site);
    let output = match Output::new(flags) {
        Ok(output) => output,
        Err(message) => {
            super::say::failure(&anyhow::anyhow!(message));
            return Ok(Outcome::CheckMisuse);
        }
    };
    if let Some(folder) = &flags.folder {
        return foreign::run(site, flags, folder, &output);
    }
    let Some(loaded) = Loaded::of(site, &flags.render)? else {
        let fault = Diagnostic::error(Code::InvalidConfiguration, "the configuration has errors");
        let report = Report {
            build: vec![fault],
            ..Report::default()
        };
        output.write(&report, &Sources::default(), &Paths::default())?;
        return Ok(Outcome::CheckMisuse);
    };
    let directory = super::flags::surroundings()?.directory;
    let paths = output.paths(&directory, &loaded.config.source, flags);
    let mut diagnostics = loaded.diagnostics;
    let misconfigured = pipeline::failed(&diagnostics);
    observe(level, None);
    let (config, sources) = (&loaded.config, &loaded.sources);
    let (session, built, more) = build(config, sources);
    diagnostics.extend(more);
    level.diagnostics(&diagnostics, sources, site.trace);
    let failed = pipeline::failed(&diagnostics);
    let baseline = match baseline(site, flags, config)? {
        Ok(baseline) => baseline,
        Err(message) => {
            super::say::failure(&anyhow::anyhow!(message));
            return Ok(Outcome::CheckMisuse);
        }
    };
    let mut external = External::new(flags, config)?;
    let mut rules = config.check.clone();
    if flags.fix.is_some() {
        rules.rules.entry(Code::RedirectedLink).or_insert(RuleLevel::Info);
    }
    let checked = Checked {
        session: &session,
        built: &built,
        rules: &rules,
    };
    let report = check_site(&checked, diagnostics, baseline, external.as_mut());
    if let Some(external) = external {
        external.save()?;
    }
    if let Some(path) = flags.write_baseline(config) {
        let text = Baseline::of(&report, sources).print();
        output::write_file(&path, &text)?;
        level.line(
            "Baseline:",
            &format!("{} findings written to {}", report.findings.len(), path.display()),
        );
        return Ok(Outcome::Fine);
    }
    if let Some(mode) = flags.fix {
        return output::fix(mode, &report, sources, &paths, &config.source, level);
    }
    output.write(&report, sources, &paths)?;
    if output.is_readable() {
        level.line("Links:", &format!("{}.", report.summary()));
    }
    Ok(match () {
        () if misconfigured => Outcome::CheckMisuse,
        () if failed => Outcome::CheckFailed,
        () => outcome(&report, flags),
    })
}

/// What the report means for the exit code.
fn outcome(report: &Report, flags: &Flags) -> Outcome {
    let least = if flags.strict {
        RuleLevel::Warn
    } else {
        RuleLevel::Error
    };
    match report.findings.iter().any(|finding| finding.level >= least) {
        true => Outcome::CheckFindings,
        false => Outcome::Fine,
    }
}

/// Renders the whole site in memory.
fn build(config: &Arc<Config>, sources: &Arc<Sources>) -> (Arc<Session>, Built, Vec<Diagnostic>) {
    let mut cache = Cache::disabled();
    let session = pipeline::open(config, sources, &mut cache, None);
    let (built, diagnostics) = session.finish(&mut cache);
    (session, built, diagnostics)
}

/// A built site to check.
struct Checked<'a> {
    session: &'a Session,
    built: &'a Built,
    rules: &'a CheckConfig,
}

/// Checks a built site.
fn check_site(
    checked: &Checked<'_>,
    build: Vec<Diagnostic>,
    baseline: Option<Baseline>,
    external: Option<&mut External>,
) -> Report {
    let Checked {
        session,
        built,
        rules,
    } = *checked;
    let (config, sources) = (&built.site.config, &built.site.sources);
    let name = |path: &Path| {
        let below = path.strip_prefix(&config.source).unwrap_or(path);
        below.to_string_lossy().replace('\\', "/")
    };
    let own = OwnSource {
        sources,
        name: &name,
        read: &read,
    };
    let moved = || check::former_addresses(built, &git::renames(&config.source));
    let mut locate = Tracer::new(session, own);
    let input = Input {
        documents: check::documents(built),
        url: &config.url,
        baseurl: &config.baseurl,
        kept: config.keep_files.iter().map(ToString::to_string).collect(),
        config: rules,
        sources,
        texts: texts(built),
        moved: &moved,
        redirects: check::redirects(built),
        today: config.time.date(),
        baseline,
        build,
        internal: external.as_ref().is_none_or(|external| !external.only),
    };
    match external {
        Some(external) => check::check(&input, &mut locate, &read, Some(&mut |links| external.ask(links))),
        None => check::check(&input, &mut locate, &read, None),
    }
}

/// The sources of pages, layouts and includes.
fn texts(built: &Built) -> Vec<SourceId> {
    let site = &built.site;
    let pages = site.pages.iter().map(|page| page.source);
    let layouts = site.layouts.values().map(|layout| layout.source);
    let includes = site.includes.values().map(|include| include.source);
    let mut texts: Vec<SourceId> = pages.chain(layouts).chain(includes).collect();
    texts.sort_unstable();
    texts.dedup();
    texts
}

/// The findings that are known: from `--baseline`, `check.baseline` or the state at `--since`. The inner error is a
/// file or revision that cannot be used.
fn baseline(
    site: &SiteFlags,
    flags: &Flags,
    config: &Arc<Config>,
) -> Result<Result<Option<Baseline>, String>> {
    if let Some(reference) = &flags.since {
        return Ok(since(site, flags, config, reference).map(Some));
    }
    if flags.write_baseline.is_some() {
        return Ok(Ok(None));
    }
    let configured = config
        .check
        .baseline
        .as_ref()
        .map(|path| config.source.join(path));
    let path = match (&flags.baseline, configured) {
        (Some(path), _) => path.clone(),
        // A baseline that was not written yet is empty.
        (None, Some(path)) if path.exists() => path,
        _ => return Ok(Ok(None)),
    };
    let bytes = read(&path).with_context(|| format!("cannot read the baseline `{}`", path.display()))?;
    let text = String::from_utf8_lossy(&bytes);
    let parsed = Baseline::parse(&text).map(Some);
    Ok(parsed.map_err(|reason| format!("`{}` is not a baseline: {reason}", path.display())))
}

/// The findings of the site as it was at `reference`, so that only those remain that came since.
fn since(site: &SiteFlags, flags: &Flags, config: &Arc<Config>, reference: &str) -> Result<Baseline, String> {
    let checkout = git::Checkout::of(&config.source, reference)?;
    let mut then = site.clone();
    then.source = Some(checkout.source.clone());
    then.destination = Some(checkout.folder.path().join("recto-check-destination"));
    then.quiet = true;
    let moved = |path: &PathBuf| match path.strip_prefix(&checkout.root) {
        Ok(below) => checkout.folder.path().join(below),
        Err(_) => path.clone(),
    };
    then.config = site.config.iter().map(moved).collect();
    let loaded = Loaded::of(&then, &flags.render).map_err(|error| error.to_string())?;
    let loaded = loaded.ok_or_else(|| format!("the configuration at `{reference}` has errors"))?;
    let (session, built, _) = build(&loaded.config, &loaded.sources);
    let checked = Checked {
        session: &session,
        built: &built,
        rules: &config.check,
    };
    let report = check_site(&checked, Vec::new(), None, None);
    Ok(Baseline::of(&report, &loaded.sources).lenient())
}

/// The bytes of a file; none where it cannot be read.
#[expect(clippy::disallowed_methods, reason = "a copied page is read where it is")]
fn read(path: &Path) -> Option<Vec<u8>> {
    std::fs::read(path).ok()
}
