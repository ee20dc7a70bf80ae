//! Refuses phrases that the project does not use: private words where English and the standard terms have common
//! ones. The guide is in `content/contributing`.

use crate::support::conformance::{notice, root};
use regex::Regex;
use std::collections::BTreeMap;
use std::path::Path;

/// Patterns, and what to write instead.
const REFUSED: &[(&str, &str)] = &[
    (r"\b(told|tells|untold)\b", "reported, printed, shown"),
    (r"\bcures?\b", "hint, fix"),
    (
        r"\blies? (in|under|above|below|behind|beside|between|outside|there|over)\b",
        "is in, is below",
    ),
    (
        r"\bstands? (in|at|behind|beside|before|above|below|there|where)\b",
        "is in, is at",
    ),
    (r"\bbeside\b", "next to, with"),
    (r"\bnone of (ours|its own|their own)\b", "not part of, foreign"),
    (r"\bwhat there (is|was) to (say|tell)\b", "diagnostics"),
    (r"\b(puts?|putting) away\b", "cached, packed, dropped"),
    (r"\bworkshop\b", "staging directory"),
    (r"\bshelf\b", "source reader"),
    (r"\bbouts?\b", "changes, batch"),
    (r"\blets? go of\b", "drops, releases"),
    (r"\b(is|are) no [a-z]+", "is not a valid, unknown"),
    (r" in, [a-z ]+ out[.,:]", "a sentence with a verb"),
];

/// What `is no` may be followed or preceded by.
const FINE: &str = r"(?i)\bthere (is|are) no |\b(is|are) no (longer|more|less|other)\b";

/// Folders and files whose words are still to be rewritten. Remove an entry when its area is done.
const ALLOWED: &[&str] = &[];

/// Every use of a refused phrase in a text, as `line: phrase (instead)`.
fn found(text: &str) -> Vec<String> {
    let patterns: Vec<(Regex, &str)> = REFUSED
        .iter()
        .map(|(pattern, instead)| (Regex::new(&format!("(?i){pattern}")).unwrap(), *instead))
        .collect();
    let fine = Regex::new(FINE).unwrap();
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = fine.replace_all(line, "");
        for (pattern, instead) in &patterns {
            for hit in pattern.find_iter(&line) {
                found.push(format!("{}: `{}` (write: {instead})", number + 1, hit.as_str()));
            }
        }
    }
    found
}

/// The area of a file: a module of `src`, or the first part of its path.
fn area(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        ["src", module, _, ..] => format!("src/{module}"),
        [folder, _, ..] => (*folder).to_owned(),
        _ => path.to_owned(),
    }
}

/// The refused phrases of all files by area.
fn by_area() -> BTreeMap<String, Vec<String>> {
    let mut areas: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for place in [
        "src",
        "content",
        "tests/suite",
        "tests/support",
        "benches",
        "fuzz",
        "README.md",
    ] {
        let entries = walkdir::WalkDir::new(root().join(place)).sort_by_file_name();
        for entry in entries
            .into_iter()
            .filter_entry(|entry| entry.file_name() != "target")
        {
            let entry = entry.unwrap();
            let path = entry
                .path()
                .strip_prefix(root())
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            let is_text = [".rs", ".md"].iter().any(|end| path.ends_with(end));
            if is_text && !path.ends_with("suite/language.rs") {
                let text = std::fs::read_to_string(entry.path()).unwrap();
                let hits = found(&text).into_iter().map(|hit| format!("{path}:{hit}"));
                areas.entry(area(&path)).or_default().extend(hits);
            }
        }
    }
    areas
}

#[test]
fn comments_messages_and_the_manual_use_standard_terms() {
    let mut faults = Vec::new();
    for (area, hits) in by_area() {
        match (ALLOWED.contains(&&*area), hits.is_empty()) {
            (false, false) => faults.extend(hits),
            (true, true) => notice(&format!("language: {area} is clean, remove it from ALLOWED")),
            _ => {}
        }
    }
    let count = faults.len();
    assert!(count == 0, "{count} refused phrases\n{}", faults.join("\n"));
}

#[test]
fn allowed_areas_exist() {
    let unknown: Vec<_> = ALLOWED
        .iter()
        .filter(|area| !Path::new(root()).join(area).exists())
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn ordinary_english_is_not_refused() {
    for fine in [
        "there is no file",
        "it is no longer read",
        "stands for",
        "he tolled",
        "procured",
    ] {
        assert_eq!(found(fine), [""; 0], "{fine}");
    }
    for refused in [
        "is told",
        "`x` is no colour",
        "lies in a folder",
        "stands beside it",
        "A text in, HTML out.",
    ] {
        assert!(!found(refused).is_empty(), "{refused}");
    }
}
