//! `recto compare`: holds two built sites against each other, as a reader would.

use super::Outcome;
use super::say::{self, Level};
use anyhow::{Context, Result, anyhow};
use clap::Args;
use recto::compare::{self, compare};
use std::path::PathBuf;

/// Flags of `recto compare`.
#[derive(Clone, Debug, Args)]
pub(super) struct Flags {
    /// The site as it should be, such as the folder that Jekyll wrote
    expected: PathBuf,
    /// The site as it is
    actual: PathBuf,
    /// Show the first difference of so many files
    #[arg(long, value_name = "N", default_value_t = 10)]
    show: usize,
    /// Fail where less than so many per cent of the pages are the same
    #[arg(long, value_name = "PERCENT", default_value_t = 100.0)]
    min_same: f64,
    /// Write a page with both sides of every difference
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

/// Compares; faults where too few pages are the same or one is missing.
#[expect(clippy::disallowed_methods, reason = "the report is not part of a site")]
pub(super) fn run(flags: &Flags) -> Result<Outcome> {
    let comparison = match compare(&flags.expected, &flags.actual) {
        Ok(comparison) => comparison,
        Err(fault) => {
            say::failure(&anyhow!(fault));
            return Ok(Outcome::Misuse);
        }
    };
    Level::plain(&compare::text(&comparison, flags.show));
    if let Some(file) = &flags.html {
        std::fs::write(file, compare::html(&comparison))
            .with_context(|| format!("cannot write `{}`", file.display()))?;
        Level::plain(&format!("both sides of every difference: {}\n", file.display()));
    }
    match comparison.same() >= flags.min_same && comparison.is_complete() {
        true => Ok(Outcome::Fine),
        false => Ok(Outcome::Faults),
    }
}
