//! `recto doctor`: renders the site without writing it, and reports problems and risks.

use super::Outcome;
use super::flags::{RenderFlags, SiteFlags};
use super::load::Loaded;
use super::say::{Level, count};
use anyhow::Result;
use clap::Args;
use recto::config::ThemeAccess;
use recto::diag::{Code, Diagnostic, Severity, Sources};
use recto::pipeline::{self, Cache};
use std::sync::Arc;

/// Flags of `recto doctor`.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Flags {
    #[command(flatten)]
    pub(super) site: SiteFlags,
    #[command(flatten)]
    render: RenderFlags,
}

/// Examines the site; faults where there is an error.
pub(super) fn run(site: &SiteFlags, flags: &Flags) -> Result<Outcome> {
    let Some((loaded, missing)) = load(site, flags)? else {
        return Ok(Outcome::Faults);
    };
    let mut diagnostics = loaded.diagnostics;
    diagnostics.extend(missing);
    let mut cache = Cache::disabled();
    let (built, more) = pipeline::render(&loaded.config, &loaded.sources, &mut cache);
    diagnostics.extend(more);
    diagnostics.retain(|diagnostic| !recto::doctor::is_gathered(diagnostic, &loaded.sources));
    diagnostics.extend(recto::doctor::examine(
        &built.site,
        &pipeline::ruby(&loaded.config),
        cache.inventory(),
    ));
    diagnostics.sort_by_key(|diagnostic| std::cmp::Reverse(diagnostic.severity));
    Level::All.diagnostics(&diagnostics, &loaded.sources, site.trace);
    let number = |severity| {
        diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    };
    let (errors, warnings) = (number(Severity::Error), number(Severity::Warning));
    let notes = number(Severity::Note);
    Level::plain(&format!("Versions: {}\n", loaded.config.profile));
    Level::plain(&match diagnostics.is_empty() {
        true => format!(
            "{}: nothing found wrong.\n",
            count(built.site.pages.len(), "page")
        ),
        false => format!(
            "{}: {}, {}, {}.\n",
            count(built.site.pages.len(), "page"),
            count(errors, "error"),
            count(warnings, "warning"),
            count(notes, "note")
        ),
    });
    Ok(if errors > 0 {
        Outcome::Faults
    } else {
        Outcome::Fine
    })
}

/// The configuration. A site whose theme cannot be had is examined without it, and the error is reported with the
/// others.
fn load(site: &SiteFlags, flags: &Flags) -> Result<Option<(Loaded, Option<Diagnostic>)>> {
    let mut overrides = site.overrides(&flags.render);
    let (environment, sources) = (super::flags::surroundings()?, Arc::<Sources>::default());
    let diagnostics = match Loaded::try_read(&overrides, &environment, Arc::clone(&sources)) {
        Ok(loaded) => return Ok(Some((loaded, None))),
        Err(diagnostics) => diagnostics,
    };
    let missing = diagnostics
        .iter()
        .find(|found| found.code == Code::ThemeNotFound)
        .cloned();
    if missing.is_some() {
        overrides.themes.access = ThemeAccess::Ignore;
        if let Ok(loaded) = Loaded::try_read(&overrides, &environment, Arc::clone(&sources)) {
            return Ok(Some((loaded, missing)));
        }
    }
    Level::All.diagnostics(&diagnostics, &sources, site.trace);
    Ok(None)
}
