//! `recto check`: renders the site and tells every link of it that leads nowhere.

use super::Outcome;
use super::flags::{RenderFlags, SiteFlags};
use super::load::Loaded;
use super::observe;
use super::say::Level;
use anyhow::Result;
use clap::{Args, ValueEnum};
use recto::check::{self, Format};
use recto::pipeline::{self, Cache};
use std::io::IsTerminal;
use std::path::Path;

/// Flags of `recto check`.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Flags {
    /// How to write the report
    #[arg(short, long, value_enum, default_value_t)]
    format: ReportFormat,
    #[command(flatten)]
    render: RenderFlags,
}

/// The formats by the names that users give.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum ReportFormat {
    /// With excerpts, for people
    #[default]
    Text,
    /// One JSON object
    Json,
    /// JUnit XML
    Junit,
    /// SARIF 2.1.0
    Sarif,
    /// GitHub workflow commands
    Github,
}

/// Checks the site; nothing is written.
pub(super) fn run(site: &SiteFlags, flags: &Flags) -> Result<Outcome> {
    let level = Level::of(site);
    let Some(mut loaded) = Loaded::of(site, &flags.render)? else {
        return Ok(Outcome::Faults);
    };
    observe(level, None);
    let (built, diagnostics) = pipeline::render(&loaded.config, &loaded.sources, &mut Cache::disabled());
    loaded.diagnostics.extend(diagnostics);
    level.diagnostics(&loaded.diagnostics, &loaded.sources, site.trace);
    if pipeline::failed(&loaded.diagnostics) {
        level.line("", "the site has errors; its links were not checked.");
        return Ok(Outcome::Faults);
    }
    let report = check::check(&built, read);
    let format = match flags.format {
        ReportFormat::Text => Format::Text,
        ReportFormat::Json => Format::Json,
        ReportFormat::Junit => Format::Junit,
        ReportFormat::Sarif => Format::Sarif,
        ReportFormat::Github => Format::Github,
    };
    let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    Level::plain(&report.print(format, &loaded.sources, colour));
    if matches!(format, Format::Text | Format::Github) {
        level.line("Links:", &format!("{}.", report.summary()));
    }
    match report.findings.is_empty() {
        true => Ok(Outcome::Fine),
        false => Ok(Outcome::Faults),
    }
}

/// The bytes of a file that would be copied into the site.
#[expect(clippy::disallowed_methods, reason = "a copied page is read where it lies")]
fn read(path: &Path) -> Option<Vec<u8>> {
    std::fs::read(path).ok()
}
