//! What comes from outside the files: the command line, the clock and the environment.

use super::limits::Limits;
use super::{Compat, ThemeSources};
use crate::value::{Hash, Str};
use std::path::PathBuf;
use std::time::Duration;

/// Settings of the command line, which override those of the files. `None` means not set.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// `--source`, relative to the working directory.
    pub source: Option<PathBuf>,
    /// `--destination`, relative to the working directory.
    pub destination: Option<PathBuf>,
    /// `--config`: files relative to the working directory, instead of those found in the source.
    pub config: Vec<PathBuf>,
    /// `--baseurl`.
    pub baseurl: Option<String>,
    /// `--drafts`.
    pub show_drafts: Option<bool>,
    /// `--future`.
    pub future: Option<bool>,
    /// `--unpublished`.
    pub unpublished: Option<bool>,
    /// `--limit_posts`.
    pub limit_posts: Option<usize>,
    /// `--strict_front_matter`.
    pub strict_front_matter: Option<bool>,
    /// `--safe`.
    pub safe: Option<bool>,
    /// `--ruby` with `--ruby-timeout`: Ruby may run, and take so long for one answer.
    pub ruby: Option<Duration>,
    /// `--plugins`.
    pub plugins_dir: Vec<String>,
    /// `--layouts`.
    pub layouts_dir: Option<String>,
    /// `--follow-symlinks`.
    pub follow_symlinks: Option<bool>,
    /// Where themes are looked for.
    pub themes: ThemeSources,
    /// Gems that run in addition to those of `plugins:`, added by `--github-pages`.
    pub more_plugins: Vec<String>,
    /// `--compat`: the versions that are reproduced.
    pub compat: Option<Compat>,
    /// `--budget`.
    pub limits: Limits,
    /// This program itself, which compiles each style sheet in a process of its own: one that does not end, or overflows
    /// the stack, ends only that process.
    pub sass_program: Option<PathBuf>,
    /// `--strict`.
    pub strict: bool,
    /// Further keys, merged last: what `serve` sets (`url`, `serving`), `skip_unknown_tags`.
    pub values: Hash,
}

/// The environment of a run, passed in to make builds repeatable.
#[derive(Clone, Debug)]
pub struct Environment {
    /// The working directory, absolute.
    pub directory: PathBuf,
    /// The home folder, which replaces `~` in `source` and `destination`.
    pub home: Option<PathBuf>,
    /// The clock: seconds since 1970-01-01T00:00:00Z, and nanoseconds.
    pub now: (i64, u32),
    /// `SOURCE_DATE_EPOCH`, in seconds.
    pub source_date_epoch: Option<i64>,
    /// `JEKYLL_ENV`.
    pub environment: Option<Str>,
    /// `TZ`: the zone where the configuration names none; the machine's where this is silent as well.
    pub zone: Option<String>,
}
