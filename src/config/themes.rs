//! Where themes may come from, and where the theme of a site came from.

use crate::diag::Diagnostic;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How far the search for a theme may go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeAccess {
    /// Themes are not looked for at all, for commands that need none.
    Ignore,
    /// Installed gems and the cache (`--offline`).
    #[default]
    Offline,
    /// What is not on this machine is downloaded.
    Download,
    /// The newest version is downloaded, even if another is in the cache.
    Update,
}

/// What an archive may contain at most, in bytes and in entries. Archives come from strangers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThemeLimits {
    /// The length of an archive.
    pub download: u64,
    /// The length of all its files, those that are not kept included.
    pub unpacked: u64,
    /// The number of its entries.
    pub entries: usize,
}

impl Default for ThemeLimits {
    fn default() -> Self {
        Self {
            download: 256 << 20,
            unpacked: 1 << 30,
            entries: 100_000,
        }
    }
}

/// Where themes are looked for. The default is nowhere but in the site.
#[derive(Clone, Debug)]
pub struct ThemeSources {
    /// How far the search may go.
    pub access: ThemeAccess,
    /// The folders of installed gems: each contains `gems/NAME-VERSION`, or folders that do.
    pub gem_folders: Vec<PathBuf>,
    /// The folder of downloaded themes; `None` if the machine has no place for it.
    pub cache: Option<PathBuf>,
    /// The address of the gem registry, without a slash at its end.
    pub gem_server: String,
    /// The address that replaces GitHub's servers, without a slash at its end.
    pub github_server: Option<String>,
    /// Hosts that serve repositories as GitHub does, other than `github.com`.
    pub github_hosts: Vec<String>,
    /// How long one request may take.
    pub timeout: Duration,
    /// What an archive may contain.
    pub limits: ThemeLimits,
    /// Prints a line before a download.
    pub announce: Option<fn(&str)>,
    /// Downloads that have failed: a process tries each once.
    pub failures: Arc<Mutex<BTreeMap<String, Box<Diagnostic>>>>,
}

/// The registry of Ruby's gems.
pub const GEM_SERVER: &str = "https://rubygems.org";

impl Default for ThemeSources {
    fn default() -> Self {
        Self {
            access: ThemeAccess::default(),
            gem_folders: Vec::new(),
            cache: None,
            gem_server: GEM_SERVER.to_owned(),
            github_server: None,
            github_hosts: Vec::new(),
            timeout: Duration::from_secs(120),
            limits: ThemeLimits::default(),
            announce: None,
            failures: Arc::default(),
        }
    }
}

/// Where a theme was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThemePlace {
    /// In a folder that the configuration names.
    Folder,
    /// Among the installed gems.
    Installed,
    /// In the cache of themes.
    Cached,
    /// On a server, just now.
    Downloaded,
}

/// The theme of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeOrigin {
    /// Its name as the configuration has it, without a version.
    pub name: String,
    /// The version of a gem, or the ref of a repository; empty if it is not known.
    pub version: String,
    /// Where it was found.
    pub place: ThemePlace,
}
