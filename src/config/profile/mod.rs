//! The profile of a site: the versions of Jekyll, kramdown and Rouge whose output is reproduced, and why these.
//!
//! # Steps
//!
//! 1. `discover` finds the site's Gemfile and lock file, and [`Bundle::of`] reads them;
//! 2. [`Compat::parse`] reads `compat` of the configuration and `--compat`;
//! 3. [`Profile::resolve`] chooses: the command line over the configuration over the lock file over the Gemfile. A site
//!    without any of them gets [`Named::Jekyll43`]: the kramdown and Rouge of GitHub Pages, which would build it, with
//!    the rules of Jekyll 4, which its author runs where a distribution packages Jekyll.

mod bundle;
mod compat;
mod release;

pub use bundle::Bundle;
pub use compat::{Compat, InvalidCompat};

use super::SiteKind;
use crate::highlight;
use crate::markdown::kramdown;
use crate::value::Str;
use std::fmt;

/// The version of Liquid that all profiles have; no Jekyll takes a newer one.
const LIQUID: &str = "4.0.4";

/// The gems that GitHub Pages always runs.
pub const GITHUB_PAGES_PLUGINS: &[&str] = &[
    "jekyll-coffeescript",
    "jekyll-commonmark-ghpages",
    "jekyll-gist",
    "jekyll-github-metadata",
    "jekyll-paginate",
    "jekyll-relative-links",
    "jekyll-optional-front-matter",
    "jekyll-readme-index",
    "jekyll-default-layout",
    "jekyll-titles-from-headings",
];

/// A version of Jekyll whose rules can be requested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Jekyll {
    /// Jekyll 3.10, and older ones.
    V3_10,
    /// Jekyll 4.3, and 4.0 to 4.2.
    V4_3,
    /// Jekyll 4.4, and later ones.
    V4_4,
}

impl Jekyll {
    /// The version that stands for `release`, a version number as lock files have it.
    fn closest_to(release: &str) -> Self {
        let parts = release::numbers(release);
        match (parts.first(), parts.get(1)) {
            (Some(..=3), _) => Self::V3_10,
            (Some(4), Some(..=3)) => Self::V4_3,
            _ => Self::V4_4,
        }
    }

    /// Its number without the patch level.
    fn series(self) -> &'static str {
        match self {
            Self::V3_10 => "3.10",
            Self::V4_3 => "4.3",
            Self::V4_4 => "4.4",
        }
    }
}

/// A profile that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// What GitHub Pages runs.
    GithubPages,
    /// The newest Jekyll with the newest gems that it allows.
    Jekyll44,
    /// Jekyll 4.3.1 with kramdown 2.4 and Rouge 3.30, as Debian 12 packages them.
    Jekyll43,
}

impl Named {
    const ALL: [Self; 3] = [Self::GithubPages, Self::Jekyll44, Self::Jekyll43];

    /// As `compat` names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::GithubPages => "github-pages",
            Self::Jekyll44 => "jekyll-4.4",
            Self::Jekyll43 => "jekyll-4.3",
        }
    }

    fn releases(self) -> Releases {
        let (jekyll, kramdown, rouge) = match self {
            Self::GithubPages => ("3.10.0", "2.4.0", "3.30.0"),
            Self::Jekyll44 => ("4.4.1", "2.5.2", "4.7.0"),
            Self::Jekyll43 => ("4.3.1", "2.4.0", "3.30.0"),
        };
        Releases {
            jekyll: jekyll.into(),
            kramdown: kramdown.into(),
            rouge: rouge.into(),
        }
    }
}

/// The releases of the gems that decide the output, as a lock file names them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Releases {
    /// Jekyll's. Templates print it as `jekyll.version`.
    pub jekyll: Str,
    /// kramdown's.
    pub kramdown: Str,
    /// Rouge's.
    pub rouge: Str,
}

/// Why a site has its profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// `--compat` names it, or `--github-pages` implies it.
    CommandLine,
    /// `compat` of the configuration names it.
    Configuration,
    /// The lock file of this name has the releases.
    Lock(Str),
    /// The Gemfile of this name requires Jekyll or a theme of it, and there is no lock file.
    Gemfile(Str),
    /// The Gemfile of this name requires `github-pages`, and there is no lock file.
    GithubPagesGem(Str),
    /// There is no Gemfile, or none that requires Jekyll.
    NoGemfile,
    /// Ruby runs the site's plugins, with the gems that are installed.
    Installed,
    /// The site is in recto's own layout.
    OwnLayout,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CommandLine => f.write_str("from the command line"),
            Self::Configuration => f.write_str("from `compat` in the configuration"),
            Self::Lock(name) => write!(f, "from `{name}`"),
            Self::Gemfile(name) => write!(f, "the newest that `{name}` allows; there is no lock file"),
            Self::GithubPagesGem(name) => {
                write!(f, "those of GitHub Pages, since `{name}` requires `github-pages`")
            }
            Self::NoGemfile => f.write_str(
                "the rules of Jekyll 4 with the gems of GitHub Pages, since no Gemfile requires Jekyll",
            ),
            Self::Installed => f.write_str("those that are installed, since Ruby runs the plugins"),
            Self::OwnLayout => f.write_str("the newest, since the site has recto's own layout"),
        }
    }
}

/// The versions that are reproduced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Whose rules apply for Jekyll.
    pub jekyll: Jekyll,
    /// Whose rules apply for Markdown by kramdown.
    pub kramdown: kramdown::Version,
    /// Whose rules apply for the highlighting of code.
    pub rouge: highlight::Version,
    /// The releases that were requested.
    pub releases: Releases,
    /// Whether GitHub Pages would build the site with its own gems: a profile of that name, a bundle with the gem
    /// `github-pages`, or no bundle.
    pub github_pages: bool,
    /// Why it is this one.
    pub reason: Reason,
}

impl Profile {
    /// Chooses the profile of a site with this layout and these Bundler files, given `compat` of its configuration and
    /// of the command line.
    pub(super) fn resolve(
        kind: SiteKind,
        bundle: Option<&Bundle>,
        configuration: Option<&Compat>,
        command_line: Option<&Compat>,
    ) -> Self {
        let (mut releases, mut github_pages, mut reason) = match (kind, bundle) {
            (SiteKind::Recto, _) => (Named::Jekyll44.releases(), false, Reason::OwnLayout),
            (SiteKind::Jekyll, Some(bundle)) => bundle.releases(),
            (SiteKind::Jekyll, None) => (Named::Jekyll43.releases(), true, Reason::NoGemfile),
        };
        let chosen = [
            (configuration, Reason::Configuration),
            (command_line, Reason::CommandLine),
        ];
        for (compat, why) in chosen {
            let Some(compat) = compat else { continue };
            if let Some(named) = compat.named {
                releases = named.releases();
                github_pages = named == Named::GithubPages;
            }
            compat.apply(&mut releases);
            reason = why;
        }
        Self {
            jekyll: Jekyll::closest_to(&releases.jekyll),
            kramdown: kramdown::Version::closest_to(&releases.kramdown),
            rouge: highlight::Version::closest_to(&releases.rouge),
            releases,
            github_pages,
            reason,
        }
    }

    /// The same with the releases that Ruby has loaded, unless the user has chosen others.
    #[must_use]
    pub(super) fn installed(&self, releases: Releases) -> Self {
        if matches!(self.reason, Reason::CommandLine | Reason::Configuration) {
            return self.clone();
        }
        Self {
            jekyll: Jekyll::closest_to(&releases.jekyll),
            kramdown: kramdown::Version::closest_to(&releases.kramdown),
            rouge: highlight::Version::closest_to(&releases.rouge),
            releases,
            github_pages: self.github_pages,
            reason: Reason::Installed,
        }
    }

    /// Whether the rules of Jekyll 3 apply.
    pub fn is_jekyll_3(&self) -> bool {
        self.jekyll == Jekyll::V3_10
    }

    /// The parts by name: the release that was requested, and the series whose rules apply.
    pub fn parts(&self) -> [(&'static str, &str, &'static str); 4] {
        let kramdown = match self.kramdown {
            kramdown::Version::V2_4 => "2.4",
            kramdown::Version::V2_5 => "2.5",
        };
        let rouge = match self.rouge {
            highlight::Version::V3_30 => "3.30",
            highlight::Version::V4_7 => "4.7",
        };
        [
            ("Jekyll", &self.releases.jekyll, self.jekyll.series()),
            ("kramdown", &self.releases.kramdown, kramdown),
            ("Rouge", &self.releases.rouge, rouge),
            ("Liquid", LIQUID, "4.0"),
        ]
    }
}

/// One line: the releases, which rules stand for those that recto does not have exactly, and the reason.
impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (name, release, series)) in self.parts().into_iter().enumerate() {
            let comma = if at == 0 { "" } else { ", " };
            write!(f, "{comma}{name} {release}")?;
            if !release::is_of(release, series) {
                write!(f, " (by the rules of {series})")?;
            }
        }
        write!(f, ": {}", self.reason)
    }
}

#[cfg(test)]
mod tests;
