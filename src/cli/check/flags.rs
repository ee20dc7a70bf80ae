//! The flags of `recto check`.

use super::super::flags::{RenderFlags, SiteFlags};
use clap::{Args, ValueEnum};
use recto::check::Format;
use recto::config::Config;
use std::path::PathBuf;

/// Flags of `recto check`.
#[derive(Clone, Debug, Default, Args)]
#[command(
    after_help = "Exit codes: 0 no findings, 1 recto could not work or pages failed to build, 2 findings of level \
                        `error` (with --strict also `warn`), 3 wrong usage or configuration."
)]
pub(in super::super) struct Flags {
    /// Check this folder, built by any program, instead of building the site
    #[arg(value_name = "DIR")]
    pub(super) folder: Option<PathBuf>,
    /// How to write the report; with `=FILE` into a file. May be given several times
    #[arg(short, long, value_name = "FORMAT[=FILE]", default_value = "text")]
    pub(super) format: Vec<String>,
    /// Warnings count as findings for the exit code
    #[arg(long)]
    pub(super) strict: bool,
    /// Show at most N findings or groups in `text`; 0 for all [default: 50 on a terminal, else all]
    #[arg(long, value_name = "N")]
    pub(super) limit: Option<usize>,
    /// Leave out the findings of this file [default: `check.baseline` of the configuration]
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Write the findings to the baseline and report none
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true, default_missing_value = "-")]
    pub(super) write_baseline: Option<PathBuf>,
    /// Report only what is new since this git revision
    #[arg(long, value_name = "REF", conflicts_with_all = ["baseline", "write_baseline", "folder"])]
    pub(super) since: Option<String>,
    /// Print a diff that repairs what is certain; `--fix=write` changes the files
    #[arg(long, value_name = "MODE", value_enum, num_args = 0..=1, require_equals = true, default_missing_value = "diff", conflicts_with = "folder")]
    pub(super) fix: Option<FixMode>,
    /// Also ask other sites for the links to them; `--external=only` checks nothing else
    #[arg(long, value_name = "MODE", value_enum, num_args = 0..=1, require_equals = true, default_missing_value = "also")]
    pub(super) external: Option<ExternalMode>,
    /// Answer for other sites from the cache alone, without the network
    #[arg(long)]
    pub(super) cache_only: bool,
    /// Stop asking other sites after this many seconds
    #[arg(long, value_name = "SECONDS")]
    pub(super) deadline: Option<u64>,
    /// The address at which DIR is served, such as `https://docs.example.org`
    #[arg(long, value_name = "URL", requires = "folder")]
    pub(super) url: Option<String>,
    #[command(flatten)]
    pub(in super::super) site: SiteFlags,
    #[command(flatten)]
    pub(super) render: RenderFlags,
}

/// What `--fix` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FixMode {
    /// Print a diff
    Diff,
    /// Change the files
    Write,
}

/// What `--external` checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ExternalMode {
    /// Links within the site and to other sites
    Also,
    /// Links to other sites
    Only,
}

/// The formats by the names that users give.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum FormatName {
    Text,
    Short,
    Json,
    Sarif,
    Junit,
    Checkstyle,
    Github,
    Gitlab,
    Markdown,
}

impl FormatName {
    pub(super) fn format(self) -> Format {
        match self {
            Self::Text => Format::Text,
            Self::Short => Format::Short,
            Self::Json => Format::Json,
            Self::Sarif => Format::Sarif,
            Self::Junit => Format::Junit,
            Self::Checkstyle => Format::Checkstyle,
            Self::Github => Format::Github,
            Self::Gitlab => Format::Gitlab,
            Self::Markdown => Format::Markdown,
        }
    }
}

impl Flags {
    /// Where `--write-baseline` writes: its own file, `--baseline`, the configured one, or the default.
    pub(super) fn write_baseline(&self, config: &Config) -> Option<PathBuf> {
        let given = self.write_baseline.as_ref()?;
        if given.as_os_str() != "-" {
            return Some(given.clone());
        }
        let configured = config
            .check
            .baseline
            .as_deref()
            .unwrap_or(".recto/check-baseline.json");
        Some(
            self.baseline
                .clone()
                .unwrap_or_else(|| config.source.join(configured)),
        )
    }
}
