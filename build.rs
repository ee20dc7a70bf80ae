//! Passes the version of the program on to the compiler: `0.2.0`, and for a release build the commit and its date.
//!
//! The commit comes from Git, or from the file that Cargo adds to a published crate; the date is that of the commit,
//! or `SOURCE_DATE_EPOCH`. Without them the version is the bare number, so a build needs neither Git nor a clock, and
//! two builds of one commit are the same. A debug build has the bare number too: it would otherwise be compiled again
//! after every commit.

use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=SOURCE_DATE_EPOCH");
    let number = variable("CARGO_PKG_VERSION").unwrap_or_default();
    let is_release = variable("PROFILE").is_some_and(|profile| profile == "release");
    let details: Vec<String> = match is_release {
        true => commit().into_iter().chain(date()).collect(),
        false => Vec::new(),
    };
    let version = match details.is_empty() {
        true => number,
        false => format!("{number} ({})", details.join(" ")),
    };
    println!("cargo::rustc-env=RECTO_VERSION={version}");
}

/// The first nine digits of the commit.
#[expect(clippy::disallowed_methods, reason = "a build script reads its own crate")]
fn commit() -> Option<String> {
    // `cargo package` writes `{"git": {"sha1": "…"}}`.
    let recorded = std::fs::read_to_string(".cargo_vcs_info.json").unwrap_or_default();
    let recorded = recorded.split("\"sha1\": \"").nth(1);
    let commit = match recorded {
        Some(rest) => rest.to_owned(),
        None => git(&["rev-parse", "HEAD"])?,
    };
    commit.get(..9).map(str::to_owned)
}

/// The day of the commit in UTC, as `2026-11-28`.
fn date() -> Option<String> {
    let epoch = variable("SOURCE_DATE_EPOCH").and_then(|seconds| seconds.trim().parse::<u64>().ok());
    let seconds = match epoch {
        Some(seconds) => seconds,
        None => git(&["log", "-1", "--format=%ct"])?.parse().ok()?,
    };
    let mut days = seconds / 86_400;
    let mut year = 1970;
    while days >= days_in(year) {
        days -= days_in(year);
        year += 1;
    }
    let february = if days_in(year) == 366 { 29 } else { 28 };
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    Some(format!("{year}-{month:02}-{:02}", days + 1))
}

/// The days of a year.
fn days_in(year: u64) -> u64 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    if is_leap { 366 } else { 365 }
}

/// What Git prints for these arguments, if this folder is the top of a working tree: a copy of the sources inside
/// another repository does not have that repository's commit. The build script runs again when the commit changes.
fn git(arguments: &[&str]) -> Option<String> {
    if !Path::new(".git").exists() {
        return None;
    }
    let run = |arguments: &[&str]| {
        let output = Command::new("git").args(arguments).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        output.status.success().then(|| text.trim().to_owned())
    };
    // Each commit and each checkout adds a line to this log.
    let log = run(&["rev-parse", "--git-path", "logs/HEAD"])?;
    println!("cargo::rerun-if-changed={log}");
    run(arguments)
}

/// A variable that Cargo or the user has set.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
