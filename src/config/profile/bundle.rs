//! Reads what a Gemfile and its lock file state of Jekyll, without running Ruby.

use super::release::{newest_jekyll, with_jekyll};
use super::{Named, Reason, Releases};
use crate::value::Str;
use regex::Regex;
use std::sync::LazyLock;

/// A gem with its release in a lock file: four spaces, the name, the release in parentheses.
static LOCKED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^ {4}([\w.-]+) \(([^)\s]+)\)\s*$").expect("a well-formed pattern"));

/// A line of a Gemfile that requires a gem, with what follows the name.
static REQUIRED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?m)^\s*gem[\s(]+["']([\w.-]+)["']([^\n#]*)"#).expect("a well-formed pattern")
});

/// A requirement of a release, in quotes.
static REQUIREMENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"["']\s*((?:[~<>=!]=?>?\s*)?\d[\w.]*)\s*["']"#).expect("a well-formed pattern")
});

/// A Gemfile that takes its gems from the specification next to it.
static SPECIFICATION: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^\s*gemspec\b").expect("a well-formed pattern"));

/// What the Bundler files of a site state of Jekyll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// The file's name as messages show it.
    name: Str,
    requires: Requires,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Requires {
    /// A lock file has these releases; whether it has the gem `github-pages`.
    Locked(Releases, bool),
    /// A Gemfile requires `github-pages`.
    GithubPages,
    /// A Gemfile requires Jekyll, directly or by a plugin or theme, with these requirements of its release.
    Jekyll(Vec<String>),
}

impl Bundle {
    /// What a Gemfile and its lock file, each a name and a text, state of Jekyll; `None` if neither requires it.
    pub fn of(gemfile: Option<(&str, &str)>, lock: Option<(&str, &str)>) -> Option<Self> {
        let read = |file: Option<(&str, &str)>, read: fn(&str) -> Option<Requires>| {
            let (name, text) = file?;
            Some(Self {
                name: name.into(),
                requires: read(text)?,
            })
        };
        read(lock, locked).or_else(|| read(gemfile, required))
    }

    /// The releases, whether they are those of GitHub Pages, and the reason.
    pub(super) fn releases(&self) -> (Releases, bool, Reason) {
        let name = Str::clone(&self.name);
        match &self.requires {
            Requires::Locked(releases, github_pages) => (releases.clone(), *github_pages, Reason::Lock(name)),
            Requires::GithubPages => (Named::GithubPages.releases(), true, Reason::GithubPagesGem(name)),
            Requires::Jekyll(requirements) => {
                let jekyll = newest_jekyll(requirements);
                let (kramdown, rouge) = with_jekyll(jekyll);
                let releases = Releases {
                    jekyll: jekyll.into(),
                    kramdown: kramdown.into(),
                    rouge: rouge.into(),
                };
                (releases, false, Reason::Gemfile(name))
            }
        }
    }
}

/// The releases of a lock file; `None` if it does not have Jekyll. kramdown and Rouge are missing from those of very
/// old versions only.
fn locked(text: &str) -> Option<Requires> {
    let release = |gem: &str| {
        let mut found = LOCKED.captures_iter(text).filter(|found| &found[1] == gem);
        found.next().map(|found| Str::from(&found[2]))
    };
    let jekyll = release("jekyll")?;
    let (kramdown, rouge) = with_jekyll(&jekyll);
    let releases = Releases {
        kramdown: release("kramdown").unwrap_or_else(|| kramdown.into()),
        rouge: release("rouge").unwrap_or_else(|| rouge.into()),
        jekyll,
    };
    Some(Requires::Locked(releases, release("github-pages").is_some()))
}

fn required(text: &str) -> Option<Requires> {
    let gem = |name: &str| REQUIRED.captures_iter(text).find(|found| &found[1] == name);
    if gem("github-pages").is_some() {
        return Some(Requires::GithubPages);
    }
    if let Some(found) = gem("jekyll") {
        let requirements = REQUIREMENT.captures_iter(&found[2]);
        let requirements = requirements.map(|requirement| requirement[1].to_owned());
        return Some(Requires::Jekyll(requirements.collect()));
    }
    let mut gems = REQUIRED.captures_iter(text);
    let is_of_jekyll =
        |name: &str| name.starts_with("jekyll-") || matches!(name, "minima" | "just-the-docs" | "jemoji");
    let requires = gems.any(|found| is_of_jekyll(&found[1]))
        || text.contains(":jekyll_plugins")
        || SPECIFICATION.is_match(text);
    requires.then(|| Requires::Jekyll(Vec::new()))
}
