//! Reads the configuration: merges the files and the command line to one resolved and checked [`Config`].
//!
//! # Steps
//!
//! 1. `discover` reads the files and [`RawConfig::parse`] keeps them as written;
//! 2. [`Config::resolve`] merges defaults, files from left to right and the command line, maps the
//!    spellings of older Jekyll versions, and checks every known key.

mod check;
mod defaults;
mod encoding;
mod kramdown;
mod kramdown_limits;
mod legacy;
mod limits;
mod merge;
mod overrides;
pub mod plugins;
mod profile;
mod raw;
mod resolve;
mod section;
mod serve;
mod settings;
mod themes;

pub use check::{CheckConfig, ExternalConfig, IgnoreEntry, RULES, RuleLevel, rule};
pub use encoding::Encoding;
pub use kramdown::KramdownConfig;
pub use limits::{Limit, Limits};
pub use merge::Written;
pub use overrides::{Environment, Overrides};
pub use plugins::PluginConfig;
pub use profile::{
    Bundle, Compat, GITHUB_PAGES_PLUGINS, InvalidCompat, Jekyll, Named, Profile, Reason, Releases,
};
pub use raw::RawConfig;
pub use serve::ServeConfig;
pub use settings::{Accent, Fonts, HeaderLink, MenuLink, NavEntry, NavItem, On, Settings, Text, schema};
pub use themes::{GEM_SERVER, ThemeAccess, ThemeLimits, ThemeOrigin, ThemePlace, ThemeSources};

use crate::markdown::commonmarker;
use crate::value::{Hash, Str, Time, Value, Zone};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Which of the two layouts of a source folder this is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SiteKind {
    /// Jekyll's: `_config.yml`, `_layouts`, pages anywhere.
    #[default]
    Jekyll,
    /// recto's own: `recto.yml`, `content/`, `templates/`, `assets/`, `data/`.
    Recto,
}

/// Which Markdown a site is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// `markdown: kramdown`, Jekyll's default.
    #[default]
    Kramdown,
    /// `markdown: commonmark`, `GFM` or `CommonMarkGhPages`.
    CommonMark,
    /// `markdown: CommonMark`, which is the gem jekyll-commonmark's.
    Commonmarker,
}

/// How Liquid meets what it cannot parse (`liquid.error_mode`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ErrorMode {
    /// Ignores errors.
    Lax,
    /// Takes what it can, with a warning.
    #[default]
    Warn,
    /// An error.
    Strict,
}

/// The `liquid:` section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LiquidConfig {
    /// `error_mode`.
    pub error_mode: ErrorMode,
    /// `strict_filters`: an unknown filter is an error.
    pub strict_filters: bool,
    /// `strict_variables`: an unknown variable is an error.
    pub strict_variables: bool,
}

/// The `sass:` section. `style: nested` and `compact`, which only older implementations know, count as `expanded`.
#[derive(Clone, Debug, Default)]
pub struct SassConfig {
    /// `style: compressed`.
    pub compressed: bool,
    /// `load_paths`, then `sass_dir`: folders below the source in which imports are looked up.
    pub load_paths: Vec<Str>,
    /// `quiet_deps`: no warnings from imported files.
    pub quiet_deps: bool,
    /// `add_charset`.
    pub add_charset: bool,
    /// Whether style sheets have source maps (`sourcemap`: `always`, `never` or `development`).
    pub source_maps: bool,
}

/// The `csv_reader:` or `tsv_reader:` section.
#[derive(Clone, Debug, Default)]
pub struct CsvConfig {
    /// `csv_converters`, by their names.
    pub converters: Vec<Str>,
    /// `headers: false`: rows are lists.
    pub without_headers: bool,
}

/// One collection as configured; `posts` always comes first.
#[derive(Clone, Debug)]
pub struct CollectionConfig {
    /// Its name, with the characters that Jekyll allows.
    pub label: Str,
    /// Whether its documents are written.
    pub output: bool,
    /// Its own URL template.
    #[allow(dead_code, reason = "the metadata of the collection is what permalinks read")]
    pub permalink: Option<Str>,
    /// The key its documents are sorted by.
    pub sort_by: Option<Str>,
    /// The files that come first, by path below its folder.
    pub order: Option<Vec<Str>>,
    /// All keys as written, for templates.
    pub metadata: Arc<Hash>,
}

/// The configuration, resolved and checked. Folders are relative to the source unless noted otherwise.
#[derive(Clone, Debug)]
pub struct Config {
    /// Which layout the source folder has.
    pub arrangement: SiteKind,
    /// The versions of Jekyll, kramdown and Rouge that are reproduced.
    pub profile: Profile,
    /// The Gemfile and lock file above the source that decide the profile, absolute, whether they exist or not.
    pub bundle_files: Vec<PathBuf>,
    /// The source folder, absolute.
    pub source: PathBuf,
    /// The destination folder, absolute.
    pub destination: PathBuf,
    /// The keys of recto's own layout; the defaults in Jekyll's.
    pub settings: Arc<Settings>,
    /// The configuration files with their texts, for the places of diagnostics.
    pub texts: Vec<RawConfig>,
    /// All keys, defaults included: what templates see as `site.<key>`.
    pub values: Arc<Hash>,
    /// The configuration files, absolute, in the order in which they were merged.
    pub files: Vec<PathBuf>,
    /// `encoding`: in what texts are read and written.
    pub encoding: Encoding,
    /// The time of the build: `time:`, else `SOURCE_DATE_EPOCH`, else the clock; in the site's zone.
    pub time: Arc<Time>,
    /// What `now` means in templates: `SOURCE_DATE_EPOCH`, else the clock, whatever `time:` is; in the site's zone.
    pub now: Arc<Time>,
    /// The zone in which times are shown and read: `timezone`, else `TZ`, else the machine's.
    pub zone: Zone,
    /// `JEKYLL_ENV`, else `development`.
    pub environment: Str,
    /// Whether `JEKYLL_ENV` is set.
    pub has_environment: bool,
    /// `url` as written; empty where there is none.
    pub url: Str,
    /// `baseurl` as written; empty where there is none.
    pub baseurl: Str,
    /// `collections_dir`, without slashes around it; empty for the source itself.
    pub collections_dir: Str,
    /// `plugins_dir`.
    pub plugins_dir: Vec<Str>,
    /// `layouts_dir`.
    pub layouts_dir: Str,
    /// `data_dir`.
    pub data_dir: Str,
    /// `includes_dir`.
    pub includes_dir: Str,
    /// `cache_dir`.
    pub cache_dir: Str,
    /// The folder pages live in: empty for Jekyll's layout, `content` for recto's.
    pub content_dir: Str,
    /// The collections, `posts` first, then as configured.
    pub collections: Vec<CollectionConfig>,
    /// `safe`.
    pub safe: bool,
    /// Whether Ruby may run, which only the command line allows, and how long it may take for one answer.
    pub ruby: Option<Duration>,
    /// `include`.
    pub include: Vec<Str>,
    /// `exclude`, with the names that are always excluded.
    pub exclude: Vec<Str>,
    /// `keep_files`.
    pub keep_files: Vec<Str>,
    /// `markdown_ext`, lower case, without dots.
    pub markdown_ext: Vec<Str>,
    /// `strict_front_matter`.
    pub strict_front_matter: bool,
    /// `show_drafts`.
    pub show_drafts: bool,
    /// `limit_posts`; 0 for all.
    pub limit_posts: usize,
    /// `future`.
    pub future: bool,
    /// `unpublished`.
    pub unpublished: bool,
    /// `plugins`: gem names.
    pub plugins: Vec<Str>,
    /// Plugins whose tags, filters and hooks are on, but which add nothing to the site: a remote theme requires them.
    pub late_plugins: Vec<Str>,
    /// The sections that plugins read.
    pub plugin_config: PluginConfig,
    /// `markdown`.
    pub markdown: Dialect,
    /// `kramdown`.
    pub kramdown: KramdownConfig,
    /// `commonmark`, for [`Dialect::Commonmarker`].
    pub commonmarker: commonmarker::Options,
    /// What `recto serve` reads.
    pub serve: ServeConfig,
    /// `serving`: whether `recto serve` builds the site.
    pub serving: bool,
    /// Whether `{% highlight %}` colours (`highlighter: rouge`, and `pygments` for Rouge).
    pub highlight: bool,
    /// `excerpt_separator`; empty for no excerpts.
    pub excerpt_separator: Str,
    /// `page_excerpts`.
    pub page_excerpts: bool,
    /// `permalink`: a style's name or a template.
    pub permalink: Str,
    /// `liquid`.
    pub liquid: LiquidConfig,
    /// `sass`.
    pub sass: SassConfig,
    /// `csv_reader`.
    pub csv_reader: CsvConfig,
    /// `tsv_reader`.
    pub tsv_reader: CsvConfig,
    /// `defaults`, as written: `site::defaults` reads the sets.
    pub defaults: Value,
    /// `data`, where it replaces the data files.
    pub data: Option<Value>,
    /// Whether `timezone` is set.
    pub has_time_zone: bool,
    /// `--strict`: an error in a style sheet forbids to write the site, as any other error does.
    pub strict: bool,
    /// `skip_unknown_tags`: unknown tags print nothing.
    pub skip_unknown_tags: bool,
    /// `check`.
    pub check: CheckConfig,
    /// The folder of the theme (`theme_dir`, or what `theme` or `remote_theme` names), absolute.
    pub theme_dir: Option<PathBuf>,
    /// Which theme that is, and where it was found.
    pub theme_origin: Option<ThemeOrigin>,
    /// What templates see of the theme: `authors`, `version`, `description`, `metadata`, `dependencies`.
    pub theme_about: Arc<Hash>,
    /// Whether symbolic links may leave the source.
    pub follow_symlinks: bool,
    /// What templates and style sheets may take: `--budget`.
    pub limits: Limits,
    /// The program that compiles a style sheet in a process of its own; `None` compiles on a thread.
    pub sass_program: Option<PathBuf>,
    /// Whether `.md` files need no front matter to be pages (recto's layout).
    pub bare_pages: bool,
}

impl Config {
    /// The value of a key, `Nil` where there is none.
    pub fn get(&self, key: &str) -> Value {
        self.values.get(key).cloned().unwrap_or_default()
    }

    /// The plugins whose tags, filters and hooks are on.
    pub fn all_plugins(&self) -> Vec<Str> {
        let late = self.late_plugins.iter().filter(|gem| !self.plugins.contains(gem));
        self.plugins.iter().chain(late).cloned().collect()
    }

    /// The same for the releases of gems that Ruby has loaded, where the user has not chosen others.
    #[must_use]
    pub fn with_installed(&self, releases: Releases) -> Self {
        let mut config = self.clone();
        config.profile = self.profile.installed(releases);
        config.kramdown.options.version = config.profile.kramdown;
        config
    }

    /// `title`, as written.
    pub fn title(&self) -> Value {
        self.get("title")
    }
}
