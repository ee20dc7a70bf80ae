//! `recto check`: what it finds, where, and how it reports it.

mod adoption;
mod external;
mod places;
mod reports;
mod targets;

use crate::support::fixture::{self, SiteFolder};

/// A site in the working directory.
fn site(files: &[(&str, &str)]) -> SiteFolder {
    let folder = fixture::new();
    for (path, text) in files {
        folder.write(path, text.as_bytes());
    }
    folder
}

/// The findings of `recto check ARGUMENTS`, one line each, and the exit code.
fn run(folder: &SiteFolder, arguments: &[&str]) -> (Vec<String>, i32) {
    let arguments = [&["check", "-q", "-f", "short"], arguments].concat();
    let output = folder.recto(&arguments);
    let text = String::from_utf8(output.stdout).unwrap();
    (
        text.lines().map(str::to_owned).collect(),
        output.status.code().unwrap(),
    )
}

/// The places of the findings, without messages.
fn places(files: &[(&str, &str)]) -> Vec<String> {
    let (lines, _) = run(&site(files), &[]);
    let place = |line: &String| line.split(": ").next().unwrap().to_owned();
    lines.iter().map(place).collect()
}

/// The addresses of the findings.
fn addresses(files: &[(&str, &str)]) -> Vec<String> {
    let output = site(files).recto(&["check", "-q", "-f", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap();
    findings
        .iter()
        .map(|finding| finding["link"].as_str().unwrap().to_owned())
        .collect()
}
