//! Reads facts about the history of a folder from the local git repository; never uses the network.
//!
//! A repository may be anyone's, so nothing it configures is run: no hooks, no pager, no file system monitor.

use std::collections::{BTreeMap, HashMap};
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

/// What the commits say of one file.
#[derive(Debug, Default)]
pub(super) struct History {
    /// The time of the last commit that changed it, in seconds since 1970.
    pub(super) changed: i64,
    /// The names of those who changed it, each with the number of commits. `.mailmap` joins the names of one person.
    pub(super) authors: BTreeMap<String, u32>,
}

/// Files below a folder, by their paths.
type Files<T> = HashMap<String, T, foldhash::fast::RandomState>;

/// The history of each file below `folder`, by its path there. One walk of all commits serves all files; a file that was
/// renamed begins with that. `None` where there is no repository.
pub(super) fn histories(folder: &Path) -> Option<Files<History>> {
    let log = ask(
        folder,
        &[
            "log",
            "--format=%x00%ct%x00%aN",
            "--name-only",
            "--relative",
            "--no-renames",
            "--",
            ".",
        ],
    )?;
    let mut files: Files<History> = HashMap::default();
    let (mut time, mut author) = (0, "");
    for line in log.lines() {
        match line.strip_prefix('\0').and_then(|line| line.split_once('\0')) {
            Some((seconds, name)) => (time, author) = (seconds.trim().parse().unwrap_or(0), name),
            None if line.is_empty() => {}
            None => {
                let history = files.entry(line.to_owned()).or_insert_with(|| History {
                    changed: time,
                    ..History::default()
                });
                *history.authors.entry(author.to_owned()).or_default() += 1;
            }
        }
    }
    Some(files)
}

/// When each file below `folder` was last changed by a commit. Empty where there is no repository.
pub(super) fn last_changes(folder: &Path) -> Files<i64> {
    let files = histories(folder).unwrap_or_default().into_iter();
    files.map(|(path, history)| (path, history.changed)).collect()
}

/// Whether the repository lacks older commits.
pub(super) fn is_shallow(folder: &Path) -> bool {
    let answer = ask(folder, &["rev-parse", "--is-shallow-repository"]);
    answer.is_some_and(|answer| answer.trim() == "true")
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
