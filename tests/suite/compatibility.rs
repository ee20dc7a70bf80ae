//! Checks that each row of the page on compatibility names an existing test.

use crate::support::conformance;
use std::collections::BTreeSet;

/// The names of all tests: functions after `#[test]`, in `proptest!` blocks, and recorded cases (`NAME = "case"`).
fn tests() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for folder in ["src", "tests/suite"] {
        for file in walkdir::WalkDir::new(conformance::root().join(folder))
            .into_iter()
            .flatten()
        {
            if file.path().extension().is_some_and(|ext| ext == "rs") {
                let text = std::fs::read_to_string(file.path()).unwrap();
                names.extend(tests_in(&text).into_iter().map(str::to_owned));
            }
        }
    }
    names
}

/// The names of the tests in a Rust file.
fn tests_in(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut attributed = false;
    for line in text.lines().map(str::trim) {
        if let Some(function) = line.strip_prefix("fn ") {
            let name = function.split('(').next().filter(|_| attributed);
            names.extend(name);
            attributed = false;
        } else if line == "#[test]" {
            attributed = true;
        } else if let Some((name, _)) = line.split_once(" = \"")
            && name
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        {
            names.push(name);
        }
    }
    names
}

/// The rows of the page's tables that have a column of tests: the first cell and the names in the last.
fn rows(page: &str) -> Vec<(&str, Vec<&str>)> {
    let mut rows = Vec::new();
    let mut tested = false;
    for line in page.lines() {
        if !line.starts_with('|') {
            tested = false;
        } else if line.ends_with("| test |") {
            tested = true;
        } else if tested && !line.starts_with("|---") {
            let cells: Vec<&str> = line.trim_matches('|').split(" | ").collect();
            let names = cells.last().unwrap().split('`').skip(1).step_by(2);
            rows.push((cells[0].trim(), names.collect()));
        }
    }
    rows
}

#[test]
fn each_row_of_the_compatibility_page_names_an_existing_test() {
    let tests = tests();
    let page = std::fs::read_to_string(conformance::root().join("content/compatibility.md")).unwrap();
    let rows = rows(&page);
    assert!(rows.len() > 60, "only {} rows were found", rows.len());
    let mut faults = Vec::new();
    for (row, names) in rows {
        if names.is_empty() {
            faults.push(format!("{row}: no test"));
        }
        let unknown = names.iter().filter(|name| !tests.contains(**name));
        faults.extend(unknown.map(|name| format!("{row}: unknown test `{name}`")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn ordinary_functions_do_not_count_as_tests() {
    let text = "#[test]\nfn one() {}\nfn two() {}\ncases! {\n    three = \"3\",\n}";
    assert_eq!(tests_in(text), ["one", "three"]);
}
