//! Reads facts about the history of a folder from the local git repository; never uses the network.
//!
//! A repository may be anyone's, so nothing it configures is run: no hooks, no pager, no file system monitor.

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

/// What `git ARGUMENTS` prints in `folder`; `None` where git is absent or fails.
pub(super) fn ask(folder: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git")
        .args([
            "--no-optional-locks",
            "--no-pager",
            "-c",
            "core.fsmonitor=",
            "-c",
            "core.hooksPath=/dev/null",
        ])
        .args(["-c", "core.quotePath=false", "-c", "log.showSignature=false"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_TERMINAL_PROMPT", "0")
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    output.status.success().then_some(text)
}

/// When each file below `folder` was last changed by a commit: path below `folder` → seconds since 1970.
/// One walk of the history serves all files. Empty where there is no repository.
pub(super) fn last_changes(folder: &Path) -> HashMap<String, i64, foldhash::fast::RandomState> {
    let mut changes = HashMap::default();
    let log = ask(
        folder,
        &[
            "log",
            "--format=%x00%ct",
            "--name-only",
            "--relative",
            "--no-renames",
            "--",
            ".",
        ],
    );
    let mut time = 0;
    for line in log.unwrap_or_default().lines() {
        match line.strip_prefix('\0') {
            Some(seconds) => time = seconds.trim().parse().unwrap_or(0),
            None if line.is_empty() => {}
            None => _ = changes.entry(line.to_owned()).or_insert(time),
        }
    }
    changes
}

/// `owner/name` of the remote `origin`, if that is on GitHub.
pub(super) fn repository(folder: &Path) -> Option<String> {
    let url = ask(folder, &["config", "--local", "--get", "remote.origin.url"])?;
    from_url(url.trim())
}

fn from_url(url: &str) -> Option<String> {
    let rest = url.split_once("github.com").map(|(_, rest)| rest)?;
    let rest = rest
        .trim_start_matches([':', '/'])
        .trim_end_matches('/')
        .trim_end_matches(".git");
    let mut parts = rest.split('/');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(owner), Some(name), None) if !owner.is_empty() && !name.is_empty() => {
            Some(format!("{owner}/{name}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::from_url;

    #[test]
    fn every_form_of_a_github_remote_names_its_repository() {
        for url in [
            "git@github.com:o/n.git",
            "https://github.com/o/n",
            "ssh://git@github.com/o/n.git/",
        ] {
            assert_eq!(from_url(url).as_deref(), Some("o/n"));
        }
        assert_eq!(from_url("https://example.org/o/n"), None);
    }
}
