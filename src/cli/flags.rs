//! The flags that all commands on a site share, as Jekyll spells them, and what they override.

use super::say::Level;
use anyhow::{Context, Result};
use clap::{Args, ValueHint};
use recto::config::{Compat, Environment, Limit, Limits, Overrides, ThemeAccess};
use recto::value::Hash;
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

/// Flags of the commands that read a site. They may come before the command as well.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Site")]
pub(super) struct SiteFlags {
    /// Source folder [default: .]
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) source: Option<PathBuf>,
    /// Destination folder [default: _site in the working directory]
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) destination: Option<PathBuf>,
    /// Configuration files, merged from left to right
    #[arg(long, value_name = "FILE,…", value_delimiter = ',', value_hint = ValueHint::FilePath)]
    pub(super) config: Vec<PathBuf>,
    /// Read nothing outside the source, and start no other program: for sites of strangers
    #[arg(long)]
    pub(super) safe: bool,
    /// Folders of Ruby plugins: run only with --ruby, else searched for the tags they define
    #[arg(short, long, value_name = "DIR,…", value_delimiter = ',', value_hint = ValueHint::DirPath)]
    pub(super) plugins: Vec<String>,
    /// Layouts folder
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) layouts: Option<String>,
    /// Print errors only
    #[arg(short, long, help_heading = "Output")]
    pub(super) quiet: bool,
    /// Print everything, notes included
    #[arg(short = 'V', long, help_heading = "Output")]
    pub(super) verbose: bool,
    /// Print the complete trace of each diagnostic
    #[arg(short, long, help_heading = "Output")]
    pub(super) trace: bool,
    /// Print where the time of a build went; `--profile=FILE.json` also writes a Chrome trace
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true, default_missing_value = "-", help_heading = "Output", value_hint = ValueHint::FilePath)]
    pub(super) profile: Option<PathBuf>,
}

/// Flags of the commands that render.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Rendering")]
pub(super) struct RenderFlags {
    /// The path below which the site is served
    #[arg(short, long, value_name = "URL")]
    pub(super) baseurl: Option<String>,
    /// Render drafts
    #[arg(short = 'D', long)]
    pub(super) drafts: bool,
    /// Render documents dated in the future
    #[arg(long)]
    pub(super) future: bool,
    /// Render documents marked `published: false`
    #[arg(long)]
    pub(super) unpublished: bool,
    /// Render only the newest N posts
    #[arg(
        long = "limit_posts",
        alias = "limit-posts",
        value_name = "N",
        allow_negative_numbers = true
    )]
    pub(super) limit_posts: Option<usize>,
    /// Bad front matter is an error
    #[arg(long = "strict_front_matter", alias = "strict-front-matter")]
    pub(super) strict_front_matter: bool,
    /// Allow symbolic links that leave the source
    #[arg(long, alias = "follow_symlinks")]
    pub(super) follow_symlinks: bool,
    /// Print nothing for unknown tags instead of failing
    #[arg(long, alias = "skip_unknown_tags")]
    pub(super) skip_unknown_tags: bool,
    /// Download no theme: it must be in the site, installed or in the cache
    #[arg(long)]
    pub(super) offline: bool,
    /// Build as GitHub Pages does: with its versions, its plugins always on, and posts dated in the future
    #[arg(long, alias = "github_pages")]
    pub(super) github_pages: bool,
    /// The versions to reproduce: `github-pages`, `jekyll-4.4` or `jekyll-4.3`, and single ones such as `rouge=4.7`
    /// [default: those of Gemfile.lock]
    #[arg(long, value_name = "PROFILE,…", value_parser = Compat::parse)]
    pub(super) compat: Option<Compat>,
    /// Run the site's own Ruby plugins in the Ruby that is installed (also RECTO_RUBY=1): they can do whatever you can
    #[arg(long)]
    pub(super) ruby: bool,
    /// How long Ruby may take for one answer
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) ruby_timeout: u64,
    /// Change a limit of templates and style sheets: page-steps, build-steps, page-memory, build-memory, depth,
    /// sass-seconds
    #[arg(long, value_name = "NAME=N")]
    pub(super) budget: Vec<Limit>,
    #[command(flatten)]
    pub(super) ignored: IgnoredFlags,
}

/// Flags that Jekyll's commands share. Some change nothing in some commands, or in none.
#[derive(Clone, Debug, Default, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of Jekyll")]
#[command(next_help_heading = "Accepted for scripts written for Jekyll")]
pub(super) struct IgnoredFlags {
    /// Without effect: a single build renders all pages; `serve` and `build --watch` are always incremental
    #[arg(short = 'I', long)]
    pub(super) incremental: bool,
    /// Without effect: related posts are always the newest
    #[arg(long)]
    pub(super) lsi: bool,
    /// Has no effect: recto does not have a disk cache
    #[arg(long = "disable-disk-cache", alias = "disable_disk_cache")]
    pub(super) disable_disk_cache: bool,
    /// Compare all files with their last state instead of waiting for file events
    #[arg(long = "force_polling", alias = "force-polling", help_heading = "Watching")]
    pub(super) force_polling: bool,
    /// Do not watch the sources
    #[arg(long = "no-watch", alias = "no_watch", help_heading = "Watching")]
    pub(super) no_watch: bool,
}

impl IgnoredFlags {
    /// The flags given that a user might expect an effect of, with the reason why there is none.
    pub(super) fn notices(&self) -> Vec<&'static str> {
        let lines = [
            (
                self.lsi,
                "`--lsi` has no effect: related posts are the newest ones",
            ),
            (
                self.force_polling,
                "`--force_polling` has no effect on a single build",
            ),
        ];
        lines
            .into_iter()
            .filter_map(|(given, line)| given.then_some(line))
            .collect()
    }
}

impl SiteFlags {
    /// These flags, given after the command, and where they are silent those given before it.
    pub(super) fn or(&self, before: &Self) -> Self {
        let list = |own: &[PathBuf], other: &[PathBuf]| if own.is_empty() { other } else { own }.to_vec();
        Self {
            source: self.source.clone().or_else(|| before.source.clone()),
            destination: self.destination.clone().or_else(|| before.destination.clone()),
            config: list(&self.config, &before.config),
            safe: self.safe || before.safe,
            plugins: match self.plugins.is_empty() {
                true => before.plugins.clone(),
                false => self.plugins.clone(),
            },
            layouts: self.layouts.clone().or_else(|| before.layouts.clone()),
            quiet: self.quiet || before.quiet,
            verbose: self.verbose || before.verbose,
            trace: self.trace || before.trace,
            profile: self.profile.clone().or_else(|| before.profile.clone()),
        }
    }

    /// The first of these flags that was given.
    pub(super) fn first_given(&self) -> Option<&'static str> {
        let given = [
            ("--source", self.source.is_some()),
            ("--destination", self.destination.is_some()),
            ("--config", !self.config.is_empty()),
            ("--safe", self.safe),
            ("--plugins", !self.plugins.is_empty()),
            ("--layouts", self.layouts.is_some()),
            ("--quiet", self.quiet),
            ("--verbose", self.verbose),
            ("--trace", self.trace),
            ("--profile", self.profile.is_some()),
        ];
        given.into_iter().find_map(|(flag, given)| given.then_some(flag))
    }

    /// What these flags and those of a rendering command override in the configuration.
    pub(super) fn overrides(&self, render: &RenderFlags) -> Overrides {
        let given = |flag: bool| flag.then_some(true);
        let mut values = Hash::new();
        if render.skip_unknown_tags {
            values.insert("skip_unknown_tags", true);
        }
        let allowed = std::env::var_os("RECTO_RUBY").is_some_and(|value| value == "1");
        let gems: &[&str] = if render.github_pages {
            recto::config::GITHUB_PAGES_PLUGINS
        } else {
            &[]
        };
        Overrides {
            source: self.source.clone(),
            destination: self.destination.clone(),
            config: self.config.clone(),
            baseurl: render.baseurl.clone(),
            show_drafts: given(render.drafts),
            future: given(render.future || render.github_pages),
            unpublished: given(render.unpublished),
            limit_posts: render.limit_posts,
            strict_front_matter: given(render.strict_front_matter),
            safe: given(self.safe),
            ruby: (render.ruby || allowed).then(|| Duration::from_secs(render.ruby_timeout.max(1))),
            plugins_dir: self.plugins.clone(),
            layouts_dir: self.layouts.clone(),
            follow_symlinks: given(render.follow_symlinks),
            themes: super::themes::sources(
                match render.offline {
                    true => ThemeAccess::Offline,
                    false => ThemeAccess::Download,
                },
                Level::of(self),
            ),
            limits: Limits::with(&render.budget),
            sass_program: std::env::current_exe().ok(),
            more_plugins: gems.iter().map(|gem| (*gem).to_owned()).collect(),
            compat: match render.github_pages {
                true => Some(render.compat.clone().unwrap_or_default().or_github_pages()),
                false => render.compat.clone(),
            },
            strict: false,
            values,
        }
    }
}

/// Place, clock and environment of this run.
///
/// # Errors
///
/// A working directory that is gone.
#[expect(
    clippy::disallowed_methods,
    reason = "the command line is where clock and place come from"
)]
pub(super) fn surroundings() -> Result<Environment> {
    let now = std::time::SystemTime::now();
    let now = now.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    Ok(Environment {
        directory: std::env::current_dir().context("the working directory is gone")?,
        home: home(),
        now: (
            i64::try_from(now.as_secs()).unwrap_or(i64::MAX),
            now.subsec_nanos(),
        ),
        source_date_epoch: variable("SOURCE_DATE_EPOCH").and_then(|seconds| seconds.parse().ok()),
        environment: variable("JEKYLL_ENV").map(Into::into),
        zone: variable("TZ"),
    })
}

/// The home folder.
pub(super) fn home() -> Option<PathBuf> {
    std::env::home_dir().filter(|home| home.is_absolute())
}

/// The folder in which programs keep state between runs.
pub(super) fn state_folder() -> Option<PathBuf> {
    folder_of("XDG_STATE_HOME", ".local/state")
}

/// The folder in which programs keep what they can make again.
pub(super) fn cache_folder() -> Option<PathBuf> {
    folder_of("XDG_CACHE_HOME", ".cache")
}

/// The folder that a variable names, else the default one.
fn folder_of(variable: &str, below_home: &str) -> Option<PathBuf> {
    let named = |name: &str| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    named(variable)
        .or_else(|| named("LOCALAPPDATA"))
        .or_else(|| home().map(|home| home.join(below_home)))
}

/// The arguments with `--profile FILE.json` joined to one word, which allows a bare `--profile` anywhere.
pub(super) fn normal(arguments: Vec<OsString>) -> Vec<OsString> {
    let mut normal: Vec<OsString> = Vec::with_capacity(arguments.len());
    for argument in arguments {
        let file = argument.to_str().is_some_and(|text| text.ends_with(".json"));
        match normal.last_mut() {
            Some(last) if file && last == "--profile" => {
                last.push("=");
                last.push(argument);
            }
            _ => normal.push(argument),
        }
    }
    normal
}
