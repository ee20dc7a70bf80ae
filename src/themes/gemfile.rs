//! Reads what a `Gemfile` and its lock file state of a gem, as text, without running Ruby.

use super::version::{Requirement, Version};
use regex::Regex;
use std::path::Path;
use std::sync::LazyLock;

/// `gem "name"` with the rest of its line.
static GEM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?m)^\s*gem[\s(]+["']([\w.-]+)["']([^\n#]*)"#).expect("a well-formed pattern")
});

/// A text in quotes after a comma, at the beginning of the rest.
static CONDITION: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"^\s*,\s*\[?\s*["']([^"']+)["']\s*\]?"#).expect("a well-formed pattern"));

/// `    name (1.2.3)` below `specs:` of a lock file.
static LOCKED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^ {4}([\w.-]+) \(([\w.]+)(?:-[\w.-]+)?\)\r?$").expect("a well-formed pattern")
});

/// `  name (1.2.3) sha256=…` in the `CHECKSUMS` of a lock file.
static CHECKSUM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^ {2}([\w.-]+) \(([\w.]+)\) sha256=([0-9a-f]{64})\b").expect("a well-formed pattern")
});

/// The texts of a `Gemfile` and of its lock file; empty where there is none.
#[derive(Clone, Debug, Default)]
pub struct Gemfile {
    text: String,
    lock: String,
}

impl Gemfile {
    /// Reads the files of the first of these folders that has one.
    pub fn read(folders: &[&Path]) -> Self {
        let named = |names: [&str; 2]| {
            let paths = folders
                .iter()
                .flat_map(|folder| names.map(|name| folder.join(name)));
            let mut texts = paths.filter_map(|path| super::disk::text(&path));
            texts.next().unwrap_or_default()
        };
        Self {
            text: named(["Gemfile", "gems.rb"]),
            lock: named(["Gemfile.lock", "gems.locked"]),
        }
    }

    /// Files that require one version of a gem, or one range of versions; `None` if `condition` is not one.
    pub fn requiring(gem: &str, condition: &str) -> Option<Self> {
        let text = format!("gem \"{gem}\", \"{condition}\"\n");
        Requirement::default().add(condition).then(|| Self {
            text,
            lock: String::new(),
        })
    }

    /// Whether the files name a gem.
    pub fn names(&self, gem: &str) -> bool {
        self.locked(gem).is_some() || GEM.captures_iter(&self.text).any(|found| &found[1] == gem)
    }

    /// Whether Bundler loads a gem before Jekyll reads the site: the group `jekyll_plugins` has it.
    pub fn loads(&self, gem: &str) -> bool {
        let is_named = GEM.captures_iter(&self.text).any(|found| &found[1] == gem);
        is_named && self.text.contains("jekyll_plugins")
    }

    /// Which versions of a gem the site can use: that of the lock file, else what the `Gemfile` requires.
    pub fn requirement(&self, gem: &str) -> Requirement {
        if let Some(version) = self.locked(gem) {
            return Requirement::exactly(version);
        }
        let mut requirement = Requirement::default();
        if let Some(found) = GEM.captures_iter(&self.text).find(|found| &found[1] == gem) {
            let mut rest = &found[2];
            while let Some(condition) = CONDITION.captures(rest) {
                requirement.add(&condition[1]);
                rest = &rest[condition[0].len()..];
            }
        }
        requirement
    }

    /// The SHA-256 that the lock file has for a version of a gem.
    pub fn checksum(&self, gem: &str, version: &Version) -> Option<String> {
        let mut lines = CHECKSUM.captures_iter(&self.lock);
        let line = lines.find(|line| &line[1] == gem && &line[2] == version.text())?;
        Some(line[3].to_owned())
    }

    fn locked(&self, gem: &str) -> Option<Version> {
        let mut lines = LOCKED.captures_iter(&self.lock);
        Version::parse(&lines.find(|line| &line[1] == gem)?[2])
    }
}

#[cfg(test)]
mod tests {
    use super::Gemfile;
    use crate::themes::version::Version;

    fn gemfile(text: &str, lock: &str) -> Gemfile {
        Gemfile {
            text: text.to_owned(),
            lock: lock.to_owned(),
        }
    }

    #[test]
    fn the_lock_file_is_above_the_gemfile() {
        let lock = "GEM\n  specs:\n    jekyll (4.4.1)\n      minima (~> 9)\n    minima (2.5.1)\n\nDEPENDENCIES\n  minima (~> 2.5)\n";
        let files = gemfile("gem \"minima\", \"~> 2.5\"\n", lock);
        assert_eq!(files.requirement("minima").to_string(), "2.5.1");
        assert_eq!(
            gemfile("gem 'minima', '~> 2.5', \">= 2.5.1\" # x\n", "")
                .requirement("minima")
                .to_string(),
            "~> 2.5, >= 2.5.1"
        );
    }

    #[test]
    fn options_and_comments_of_a_gemfile_require_nothing() {
        for text in [
            "gem \"minima\"",
            "# gem \"minima\", \"1.0\"",
            "gem \"minima\", git: \"https://example.org/1\"",
            "gem(\"minima\", group: :x)",
        ] {
            assert!(gemfile(text, "").requirement("minima").is_empty(), "{text}");
        }
        assert!(gemfile("gem(\"minima\", group: :x)", "").names("minima"));
        assert!(!gemfile("# gem \"minima\"", "").names("minima"));
    }

    #[test]
    fn checksums_of_a_lock_file_are_those_of_the_version() {
        let sum = "ab".repeat(32);
        let files = gemfile("", &format!("CHECKSUMS\n  minima (2.5.1) sha256={sum}\n"));
        let version = |text| Version::parse(text).unwrap();
        assert_eq!(files.checksum("minima", &version("2.5.1")), Some(sum));
        assert_eq!(files.checksum("minima", &version("2.5.2")), None);
    }
}
