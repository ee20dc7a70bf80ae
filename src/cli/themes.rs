//! Where the program looks for themes: what the environment says about installed gems, servers and the cache.

use super::flags;
use super::say::Level;
use recto::config::{ThemeAccess, ThemeSources};
use std::path::PathBuf;
use std::time::Duration;

/// The places of themes on this machine and on the network.
pub(super) fn sources(access: ThemeAccess, level: Level) -> ThemeSources {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let server = |name: &str| variable(name).map(|value| value.trim().trim_end_matches('/').to_owned());
    let default = ThemeSources::default();
    let seconds = variable("RECTO_THEME_TIMEOUT").and_then(|value| value.trim().parse().ok());
    ThemeSources {
        access,
        gem_folders: gem_folders(),
        cache: flags::cache_folder().map(|folder| folder.join("recto/themes")),
        gem_server: server("RECTO_GEM_SERVER").unwrap_or(default.gem_server),
        github_server: server("RECTO_GITHUB_SERVER"),
        github_hosts: ["PAGES_GITHUB_HOSTNAME", "GITHUB_HOSTNAME"]
            .into_iter()
            .filter_map(variable)
            .collect(),
        timeout: seconds.map_or(default.timeout, Duration::from_secs),
        announce: (level >= Level::Usual).then_some(announce),
        ..default
    }
}

fn announce(line: &str) {
    Level::Usual.line("Theme:", line);
}

/// Where Ruby's gems may be installed: a theme that a site names is looked for there.
fn gem_folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = Vec::new();
    folders.extend(std::env::var_os("GEM_HOME").map(PathBuf::from));
    if let Some(list) = std::env::var_os("GEM_PATH") {
        folders.extend(std::env::split_paths(&list));
    }
    if let Some(home) = std::env::var_os("HOME").map(PathBuf::from) {
        folders.push(home.join(".gem/ruby"));
        folders.push(home.join(".local/share/gem/ruby"));
    }
    let system = ["/var/lib/gems", "/usr/local/lib/ruby/gems", "/usr/lib/ruby/gems"];
    folders.extend(system.map(PathBuf::from));
    folders.push(PathBuf::from("/usr/share/rubygems-integration"));
    folders.push(PathBuf::from("/usr/local/bundle"));
    folders
}
