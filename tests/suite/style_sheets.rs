//! Style sheets that do not compile: each fails alone.

use crate::support::fixture::{self, SiteFolder};

const SITE: &[(&str, &str)] = &[
    ("_config.yml", "title: x\n"),
    ("index.md", "---\n---\none\n"),
    ("css/good.scss", "---\n---\na { b: c; }\n"),
    ("css/main.scss", "---\n---\na { b: c; }\n"),
];

/// Builds the site and returns the exit code and what is printed.
fn build(folder: &SiteFolder, arguments: &[&str]) -> (Option<i32>, String) {
    let output = folder.recto(&[&["build", "-s", "src", "-d", "out"], arguments].concat());
    let printed = [&output.stdout[..], &output.stderr].map(String::from_utf8_lossy);
    (output.status.code(), printed.concat())
}

fn text(folder: &SiteFolder, path: &str) -> Option<String> {
    std::fs::read_to_string(folder.path().join("out").join(path)).ok()
}

#[test]
fn a_style_sheet_that_does_not_compile_fails_alone_and_its_last_version_stays() {
    let folder = fixture::with(SITE);
    assert_eq!(build(&folder, &[]).0, Some(0));
    let (css, map) = (text(&folder, "css/main.css"), text(&folder, "css/main.css.map"));
    assert!(css.is_some() && map.is_some());
    folder.write("src/css/main.scss", b"---\n---\na { b: $nothing; }\n");
    folder.write("src/index.md", b"---\n---\ntwo\n");
    let (code, printed) = build(&folder, &[]);
    assert_eq!(code, Some(1));
    assert!(
        printed.contains("error[invalid-sass]") && printed.contains("css/main.scss:3:"),
        "{printed}"
    );
    assert!(
        printed.contains("style sheets with errors were not written"),
        "{printed}"
    );
    assert_eq!(text(&folder, "index.html").as_deref(), Some("<p>two</p>\n"));
    assert!(text(&folder, "css/good.css").is_some());
    assert_eq!(
        (text(&folder, "css/main.css"), text(&folder, "css/main.css.map")),
        (css, map)
    );
}

#[test]
fn in_an_empty_destination_only_the_style_sheet_is_missing() {
    let folder = fixture::with(SITE);
    folder.write("src/css/main.scss", b"---\n---\n@import \"nothing\";\n");
    assert_eq!(build(&folder, &[]).0, Some(1));
    assert!(text(&folder, "index.html").is_some() && text(&folder, "css/good.css").is_some());
    assert_eq!(text(&folder, "css/main.css"), None);
}

#[test]
fn with_strict_a_style_sheet_that_does_not_compile_stops_the_build() {
    let folder = fixture::with(SITE);
    assert_eq!(build(&folder, &[]).0, Some(0));
    folder.write("src/css/main.scss", b"---\n---\na {\n");
    folder.write("src/index.md", b"---\n---\ntwo\n");
    let (code, printed) = build(&folder, &["--strict"]);
    assert_eq!(code, Some(1));
    assert!(printed.contains("nothing was written"), "{printed}");
    assert_eq!(text(&folder, "index.html").as_deref(), Some("<p>one</p>\n"));
}

#[test]
fn errors_of_templates_stop_the_build_also_next_to_a_broken_style_sheet() {
    for (path, source) in [
        ("index.md", "---\n---\n{% nope %}\n"),
        ("css/other.scss", "---\n---\n{% nope %}\n"),
        ("index.md", "---\n---\n{{ 'a {' | scssify }}\n"),
    ] {
        let folder = fixture::with(SITE);
        folder.write("src/css/main.scss", b"---\n---\na {\n");
        folder.write(&format!("src/{path}"), source.as_bytes());
        let (code, printed) = build(&folder, &[]);
        assert_eq!(code, Some(1), "{source}");
        assert!(printed.contains("nothing was written"), "{printed}");
        assert!(!folder.path().join("out").exists(), "{source}");
    }
}

#[test]
fn a_check_reports_a_style_sheet_that_does_not_compile() {
    let folder = fixture::with(SITE);
    folder.write("src/css/main.scss", b"---\n---\na {\n");
    let output = folder.recto(&["check", "-s", "src"]);
    assert_ne!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stderr).contains("error[invalid-sass]"));
}
