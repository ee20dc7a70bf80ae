//! The page on compatibility in, whether each row names a test that there is out.

use std::collections::BTreeSet;
use std::path::Path;

/// The names of all tests and recorded cases: `fn NAME(` and `NAME = "case"`.
fn tests() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut names = BTreeSet::new();
    for folder in ["src", "tests/suite"] {
        for file in walkdir::WalkDir::new(root.join(folder)).into_iter().flatten() {
            if file.path().extension().is_some_and(|ext| ext == "rs") {
                let text = std::fs::read_to_string(file.path()).unwrap();
                let lines = text.lines().map(str::trim);
                names.extend(lines.filter_map(name_in).map(str::to_owned));
            }
        }
    }
    names
}

/// The name of the function or case that a line begins.
fn name_in(line: &str) -> Option<&str> {
    let name = match line.strip_prefix("fn ") {
        Some(function) => function.split('(').next()?,
        None => line.split_once(" = \"").map(|(name, _)| name)?,
    };
    let is_name = name
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    (is_name && !name.is_empty()).then_some(name)
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
fn each_row_of_the_compatibility_page_names_a_test_that_there_is() {
    let tests = tests();
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/compatibility.md");
    let page = std::fs::read_to_string(page).unwrap();
    let rows = rows(&page);
    assert!(rows.len() > 60, "only {} rows were found", rows.len());
    let mut faults = Vec::new();
    for (row, names) in rows {
        if names.is_empty() {
            faults.push(format!("{row}: no test"));
        }
        let unknown = names.iter().filter(|name| !tests.contains(**name));
        faults.extend(unknown.map(|name| format!("{row}: there is no test `{name}`")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
