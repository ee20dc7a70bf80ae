//! What is made of all pages: the index of the search, and the copies for programs.

use super::build;
use serde_json::Value;

const PAGES: &[(&str, &str)] = &[
    ("content/index.md", "---\ntitle: Start\n---\nWelcome.\n"),
    (
        "content/guide/tabs.md",
        "# Tabs\n\nPanes of text.\n\n## Groups\n\nSynchronised choices.\n",
    ),
    (
        "content/secret.md",
        "---\ntitle: Secret\nhidden: true\n---\nPassword\n",
    ),
    ("content/zh.md", "# 安装\n\n全文搜索\n"),
];

fn with(config: &'static str) -> Vec<(&'static str, &'static str)> {
    let mut files = PAGES.to_vec();
    files.push(("recto.yml", config));
    files
}

#[test]
fn the_index_has_the_sections_of_the_pages_and_their_terms() {
    let site = build(&with("title: T\nbaseurl: /base\n"));
    let about: Value = serde_json::from_str(site.file("assets/search/index.json")).unwrap();
    assert_eq!(about["sections"], 4);
    let documents = site.file("assets/search/d0.json");
    assert!(documents.contains("\"url\":\"/base/guide/tabs/\""), "{documents}");
    assert!(
        documents.contains("[\"groups\",\"Groups\",\"Synchronised choices.\"]"),
        "{documents}"
    );
    let terms: Value = serde_json::from_str(site.file("assets/search/t0.json")).unwrap();
    for term in ["tabs", "synchronised", "welcome", "全文", "搜索", "安装"] {
        assert!(terms.get(term).is_some(), "{term} in {terms}");
    }
    assert!(terms.get("password").is_none());
}

#[test]
fn a_site_without_search_has_no_index() {
    let site = build(&with("title: T\nsearch: false\n"));
    assert!(!site.files.keys().any(|path| path.starts_with("assets/search/")));
    assert!(!site.file("index.html").contains("rc-search-button"));
}

#[test]
fn copies_for_programs_are_written_when_asked_for() {
    let site = build(&with(
        "title: T\ndescription: All about it\nllms: true\nurl: https://e.org\n",
    ));
    assert_eq!(
        site.file("guide/tabs.md"),
        "# Tabs\n\nPanes of text.\n\n## Groups\n\nSynchronised choices.\n"
    );
    let list = site.file("llms.txt");
    assert!(list.starts_with("# T\n\n> All about it\n"), "{list}");
    assert!(list.contains("- [Tabs](https://e.org/guide/tabs.md)\n"), "{list}");
    assert!(
        site.file("llms-full.txt").contains("Welcome.") && !site.file("llms-full.txt").contains("Password")
    );
    assert!(
        site.file("guide/tabs/index.html")
            .contains("href=\"/guide/tabs.md\"")
    );
    assert!(!build(PAGES).files.contains_key("llms.txt"));
}
