//! Checks that the page of the manual about errors documents every code.

use crate::support::conformance;
use recto::diag::Code;
use regex::Regex;
use std::collections::BTreeSet;

/// The sections of the page: code and text.
fn sections() -> Vec<(String, String)> {
    let page = std::fs::read_to_string(conformance::root().join("content/errors.md")).unwrap();
    let sections = page.split("\n### ").skip(1).map(|section| {
        let (heading, text) = section.split_once('\n').unwrap();
        let text = text.split("\n## ").next().unwrap();
        (heading.trim().to_owned(), text.trim().to_owned())
    });
    sections.collect()
}

#[test]
fn every_code_is_documented_and_every_documented_code_exists() {
    let documented = sections().into_iter().map(|(code, _)| code).collect::<Vec<_>>();
    let codes = Code::ALL.iter().map(|code| code.name()).collect::<Vec<_>>();
    let missing = codes
        .iter()
        .filter(|code| !documented.iter().any(|known| known == *code));
    assert_eq!(
        missing.collect::<Vec<_>>(),
        Vec::<&&str>::new(),
        "codes without a section in content/errors.md"
    );
    let stale = documented.iter().filter(|code| !codes.contains(&code.as_str()));
    assert_eq!(
        stale.collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "sections of content/errors.md without a code"
    );
}

#[test]
fn every_section_says_what_happened_and_how_to_fix_it() {
    for (code, text) in sections() {
        let sentences = text.matches(". ").count() + usize::from(text.ends_with('.'));
        assert!(sentences >= 2 || text.contains("report it"), "`{code}`: {text}");
    }
}

/// The modules that a build of a Jekyll site does not reach.
const NOT_JEKYLLS: [&str; 6] = ["check", "cli", "compare", "layout", "serve", "import"];

/// The codes of which some module makes an error while it builds a Jekyll site.
fn errors_of_a_build() -> BTreeSet<&'static str> {
    let error = Regex::new(r"(?s)(?:Diagnostic::error|\.error)\(\s*Code::(\w+)").unwrap();
    let mut found = BTreeSet::new();
    let root = conformance::root().join("src");
    for entry in walkdir::WalkDir::new(&root).into_iter().flatten() {
        let below = entry.path().strip_prefix(&root).unwrap();
        let module = below.iter().next().and_then(|name| name.to_str()).unwrap_or("");
        let is_rust = below.extension().is_some_and(|extension| extension == "rs");
        if is_rust && !NOT_JEKYLLS.contains(&module) {
            let text = std::fs::read_to_string(entry.path()).unwrap();
            for name in error.captures_iter(&text) {
                let code = Code::ALL.iter().find(|code| format!("{code:?}") == name[1]);
                found.insert(code.unwrap().name());
            }
        }
    }
    found
}

#[test]
fn the_manual_states_what_every_error_of_a_jekyll_site_costs() {
    let page = std::fs::read_to_string(conformance::root().join("content/errors.md")).unwrap();
    let table = page.split("## What an error costs").nth(1).unwrap();
    let table = table.split("\n## ").next().unwrap();
    let found = errors_of_a_build();
    assert!(found.len() > 25, "only {found:?} were found");
    let missing: Vec<_> = found
        .iter()
        .filter(|name| !table.contains(&format!("`{name}`")))
        .collect();
    // Errors of recto's own layout.
    let own = ["unknown-key", "unknown-code", "unknown-nav-target"];
    let missing: Vec<_> = missing.into_iter().filter(|name| !own.contains(*name)).collect();
    assert!(missing.is_empty(), "not in the table: {missing:?}");
}
