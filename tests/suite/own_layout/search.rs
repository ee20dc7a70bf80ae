//! The files of the search index, in recto's own layout and in Jekyll sites.

use super::run;
use crate::support::fixture::{self, files};

#[test]
fn a_jekyll_site_has_a_search_where_it_asks_for_one() {
    let pages = [
        ("src/index.md", "---\ntitle: Home\n---\n# Home\n\nA zebra.\n"),
        ("src/_layouts/default.html", "{{ content }}"),
    ];
    let built = |configuration: &str| {
        let folder = fixture::new();
        for (path, text) in pages {
            folder.write(path, text.as_bytes());
        }
        folder.write("src/_config.yml", configuration.as_bytes());
        let output = folder.recto(&["build", "-q", "-s", "src", "-d", "out"]);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        files(&folder.path().join("out"))
    };
    let with = built("title: T\nrecto:\n  search: true\n  llms: true\n");
    for path in ["index.json", "t0.json", "d0.json", "search.js", "search.css"] {
        assert!(
            with.contains_key(&format!("assets/search/{path}")),
            "{:?}",
            with.keys()
        );
    }
    assert!(String::from_utf8_lossy(&with["assets/search/t0.json"]).contains("\"zebra\""));
    assert!(with.contains_key("llms.txt") && with.contains_key("index.md"));
    // Themes of Jekyll have a use of their own for this key.
    let without = built("title: T\nsearch: true\n");
    assert_eq!(
        without.keys().map(String::as_str).collect::<Vec<_>>(),
        ["index.html"]
    );
}

#[test]
fn a_misspelt_key_in_the_section_recto_is_noted() {
    let folder = fixture::new();
    folder.write("src/_config.yml", b"recto:\n  serach: true\n");
    let output = folder.recto(&["build", "-V", "-s", "src", "-d", "out"]);
    let printed = String::from_utf8_lossy(&output.stderr);
    assert!(printed.contains("did you mean `search`?"), "{printed}");
    // In recto's own layout the keys are at the top.
    let site = run(
        &[
            ("recto.yml", "title: T\nrecto: { search: true }\n"),
            ("content/a.md", "# A\n"),
        ],
        &["build", "-s", "src", "-d", "out"],
    );
    assert!(site.printed.contains("unknown key `recto`"), "{}", site.printed);
}

#[test]
fn hidden_pages_and_the_page_not_found_are_not_searched() {
    let site = super::build(&[
        ("content/index.md", "# Home\n\nzebra\n"),
        ("content/404.md", "# Lost\n\nzebra\n"),
        ("content/a.md", "---\nhidden: true\n---\nzebra\n"),
        ("content/b.md", "---\nsearch: false\n---\nzebra\n"),
    ]);
    let about: serde_json::Value = serde_json::from_str(site.file("assets/search/index.json")).unwrap();
    assert_eq!(about["sections"], 1);
}
