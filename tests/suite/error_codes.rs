//! Checks that the page of the manual about errors documents every code.

use crate::support::conformance;
use recto::diag::Code;

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
