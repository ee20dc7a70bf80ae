//! The keys of `recto.yml` as types, read through serde.
//!
//! A site in recto's own layout reads the keys of [`Settings`], and those of Jekyll's keys that mean the same here
//! (`permalink`, `plugins`, `defaults`…). Any other key is an error with a suggestion, since a key without effect is
//! a misspelling. A site's own values for its templates belong under `extra`.

mod nav;
mod read;
mod text;

pub use nav::{NavEntry, NavItem};
pub use read::schema;
pub(super) use read::{check, of_jekyll, settings};
pub use text::Text;

use schemars::JsonSchema;
use serde::Deserialize;

/// What recto's own layout reads of its configuration.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(title = "recto.yml")]
pub struct Settings {
    /// The name of the site.
    pub title: Option<Text>,
    /// One line about the site, for search engines and link previews.
    pub description: Option<Text>,
    /// The scheme and host that the site is published under, such as `https://docs.example.org`.
    pub url: Option<Text>,
    /// The path below the host, such as `/manual`.
    pub baseurl: Option<Text>,
    /// The language of the pages, as a tag such as `en` or `pt-BR`. It also chooses the language of the theme.
    pub lang: Option<Text>,
    /// The navigation. Without it, the navigation follows the folders.
    pub nav: Option<Vec<NavItem>>,
    /// The full-text search of the theme.
    pub search: On,
    /// The URL of the repository's page to edit a file, up to the path of the site's folder in the repository, such as
    /// `https://github.com/owner/name/edit/main`.
    pub edit_url: Option<Text>,
    /// The URL of the source repository, linked in the header.
    pub repository: Option<Text>,
    /// HTML at the end of every page.
    pub footer: Option<Text>,
    /// The path of an image in the header, such as `assets/logo.svg`.
    pub logo: Option<Text>,
    /// The path of the icon of the site, such as `assets/favicon.svg`.
    pub favicon: Option<Text>,
    /// The path or URL of the image of link previews.
    pub image: Option<Text>,
    /// The colour of links and marks.
    pub accent: Option<Accent>,
    /// The fonts of the theme, as CSS font families.
    pub fonts: Fonts,
    /// Links in the header.
    pub links: Vec<HeaderLink>,
    /// A line above the header of every page, as HTML.
    pub announcement: Option<Text>,
    /// Style sheets that are loaded after the theme's.
    pub css: Vec<String>,
    /// Scripts that are loaded after the theme's.
    pub js: Vec<String>,
    /// Whether Liquid runs inside code: in fenced code blocks and code spans.
    pub liquid_in_code: On,
    /// The folder that the paths of `code` tags start at, relative to the site's folder, such as `..`. Without it, they
    /// start at the site's folder.
    pub code_dir: Option<Text>,
    /// Whether pages show the day of their last change and who has changed them, from the commits of the git repository.
    pub git: bool,
    /// Whether `$x$` and `$$x$$` are formulas.
    pub math: bool,
    /// Whether `llms.txt`, `llms-full.txt` and a Markdown copy of each page are written.
    pub llms: bool,
    /// Other versions of this documentation, for a menu in the header.
    pub versions: Vec<MenuLink>,
    /// Translations of this documentation, for a menu in the header.
    pub languages: Vec<MenuLink>,
    /// Values for the site's own templates, as `site.extra`.
    pub extra: serde_json::Map<String, serde_json::Value>,
}

/// A switch that is on unless the configuration turns it off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct On(pub bool);

impl Default for On {
    fn default() -> Self {
        Self(true)
    }
}

/// The colour of links and marks: one colour for both schemes, or one for each.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Accent {
    /// A CSS colour for both schemes.
    Both(String),
    /// A CSS colour for each scheme.
    Each {
        /// The colour on a light page.
        light: String,
        /// The colour on a dark page.
        dark: String,
    },
}

/// The fonts of the theme.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Fonts {
    /// The font of the text.
    pub text: Option<String>,
    /// The font of code.
    pub code: Option<String>,
}

/// A link in the header.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeaderLink {
    /// Its words.
    pub title: String,
    /// The URL, or the path of a page.
    pub url: String,
    /// The name of an icon that is shown instead of the words: `github`, `gitlab`, `chat`, `feed`, `mail`.
    #[serde(default)]
    pub icon: Option<String>,
}

/// An entry of the menu of versions or languages.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MenuLink {
    /// Its words.
    pub title: String,
    /// The URL of its first page.
    pub url: String,
    /// The language tag, for translations.
    #[serde(default)]
    pub lang: Option<String>,
    /// Whether this site is it.
    #[serde(default)]
    pub current: bool,
}
