//! Which module may import which: reads every `crate::…` path in `src` and compares it with one table.
//!
//! The engines (`diag`, `text`, `value`, `liquid`, `markdown`, `highlight`) are crates of the workspace, so the
//! compiler already enforces their borders; the table lists them only as possible imports.

use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What each module of the library may import. Imports point upstream only: a new import is a change of this
/// table, visible in review. No module may import one that is listed after it.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("diag", &[]),
    ("text", &[]),
    ("value", &[]),
    ("highlight", &[]),
    ("markdown", &[]),
    ("liquid", &[]),
    ("compare", &["highlight", "text"]),
    ("config", &["markdown", "highlight", "text", "diag", "value"]),
    ("themes", &["config", "value", "diag"]),
    ("discover", &["themes", "config", "value", "text", "diag"]),
    ("front_matter", &["discover", "value", "text", "diag"]),
    ("import", &["value", "text", "diag"]),
    ("incremental", &["value"]),
    (
        "site",
        &[
            "incremental",
            "front_matter",
            "discover",
            "config",
            "value",
            "text",
            "diag",
        ],
    ),
    (
        "jekyll",
        &[
            "liquid",
            "markdown",
            "highlight",
            "site",
            "incremental",
            "config",
            "value",
            "text",
            "diag",
        ],
    ),
    ("plain", &[]),
    ("search", &["value"]),
    (
        "layout",
        &[
            "liquid",
            "plain",
            "search",
            "site",
            "incremental",
            "config",
            "value",
            "text",
            "diag",
        ],
    ),
    (
        "plugins",
        &[
            "jekyll", "liquid", "site", "discover", "config", "value", "text", "diag",
        ],
    ),
    (
        "ruby",
        &[
            "jekyll",
            "liquid",
            "site",
            "incremental",
            "discover",
            "config",
            "value",
            "text",
            "diag",
        ],
    ),
    ("write", &["site", "diag"]),
    (
        "pipeline",
        &[
            "write",
            "ruby",
            "plugins",
            "layout",
            "search",
            "jekyll",
            "markdown",
            "highlight",
            "liquid",
            "site",
            "incremental",
            "front_matter",
            "discover",
            "config",
            "value",
            "text",
            "diag",
        ],
    ),
    (
        "check",
        &[
            "pipeline",
            "liquid",
            "site",
            "front_matter",
            "config",
            "value",
            "text",
            "diag",
        ],
    ),
    (
        "doctor",
        &[
            "pipeline", "ruby", "plugins", "liquid", "site", "discover", "config", "value", "text", "diag",
        ],
    ),
    (
        "serve",
        &[
            "check", "pipeline", "liquid", "site", "discover", "config", "text", "diag",
        ],
    ),
];

/// All Rust files below `folder`, without those of other crates.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            // A folder with a manifest is a crate of its own: the compiler checks its imports.
            if !path.join("Cargo.toml").exists() {
                files.extend(sources(&path));
            }
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The text without comments, strings left alone: enough for import paths.
fn code(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| match line.trim_start().starts_with("//") {
            true => "",
            false => line,
        });
    lines.collect::<Vec<_>>().join("\n")
}

/// The top modules that the Rust text names by `crate::…`, grouped imports included.
fn imports(text: &str) -> BTreeSet<String> {
    let single = Regex::new(r"\bcrate::([a-z_]+)").unwrap();
    let group = Regex::new(r"\bcrate::\{([^;]*)\}\s*;").unwrap();
    let word = Regex::new(r"^[a-z_]+").unwrap();
    let mut found = BTreeSet::new();
    for capture in single.captures_iter(text) {
        found.insert(capture[1].to_owned());
    }
    for capture in group.captures_iter(text) {
        let mut depth = 0;
        for part in capture[1].split_inclusive(['{', '}', ',']) {
            if depth == 0
                && let Some(name) = word.find(part.trim())
            {
                found.insert(name.as_str().to_owned());
            }
            depth += part.matches('{').count();
            depth -= part.matches('}').count().min(depth);
        }
    }
    found
}

/// Every import that the table does not allow, in words.
fn faults(src: &Path) -> Vec<String> {
    let table = MAY_IMPORT.iter().copied().collect::<BTreeMap<_, _>>();
    let mut faults = Vec::new();
    for path in sources(src) {
        let inside = path.strip_prefix(src).unwrap().with_extension("");
        let parts = inside
            .iter()
            .map(|part| part.to_str().unwrap())
            .collect::<Vec<_>>();
        let top = parts[0];
        if matches!(top, "lib" | "main" | "cli") {
            continue;
        }
        let Some(allowed) = table.get(top) else {
            faults.push(format!("`{top}` is not in the table MAY_IMPORT"));
            continue;
        };
        let text = code(&fs::read_to_string(&path).unwrap());
        for import in imports(&text) {
            if import != top && !allowed.contains(&import.as_str()) && table.contains_key(import.as_str()) {
                faults.push(format!(
                    "{}: `{top}` must not import `{import}`",
                    inside.display()
                ));
            }
        }
        // How far `super` may climb: a file a/b/c.rs is the module a::b::c, a/mod.rs is a.
        let depth = parts.len() - usize::from(parts.last() == Some(&"mod"));
        if text.contains(&"super::".repeat(depth)) && !inline_tests_only(&text, depth) {
            faults.push(format!("{}: `super::` leaves `{top}`", inside.display()));
        }
    }
    faults
}

/// Whether every such climb is in an inline test module, which is one level deeper.
fn inline_tests_only(text: &str, depth: usize) -> bool {
    let climb = "super::".repeat(depth);
    let tests = text.find("mod tests {").unwrap_or(text.len());
    !text[..tests].contains(&climb) && !text.contains(&"super::".repeat(depth + 1))
}

#[test]
fn imports_point_upstream_only() {
    let faults = faults(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_table_has_no_circle() {
    let mut below = BTreeSet::new();
    for (module, allowed) in MAY_IMPORT {
        for name in *allowed {
            assert!(
                below.contains(name),
                "`{module}` stands on `{name}`, which comes later in the table"
            );
        }
        below.insert(*module);
    }
}

#[test]
fn every_module_of_the_library_is_in_the_table() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let module = Regex::new(r"(?m)^pub mod ([a-z_]+);").unwrap();
    for capture in module.captures_iter(&text) {
        let name = &capture[1];
        assert!(
            MAY_IMPORT.iter().any(|(module, _)| *module == name),
            "`{name}` is not in the table"
        );
    }
}

#[test]
fn grouped_imports_are_seen() {
    let text = "use crate::{site::{Page, view}, liquid, config::Config};\nlet x = crate::diag::print(y);";
    let found = imports(text).into_iter().collect::<Vec<_>>();
    assert_eq!(found, ["config", "diag", "liquid", "site"]);
}

#[test]
fn comments_do_not_import() {
    assert!(imports(&code("    /// see [`crate::pipeline`]\n//! crate::serve")).is_empty());
}
