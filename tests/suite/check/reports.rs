//! The formats of reports.

use super::{run, site};
use serde_json::Value;

const BROKEN: (&str, &str) = ("index.md", "---\n---\n日本 [x](nope.html) *a*\n");

fn json(text: &[u8]) -> Value {
    serde_json::from_slice(text).unwrap()
}

#[test]
fn paths_are_relative_to_the_working_directory() {
    let folder = site(&[("docs/index.md", BROKEN.1)]);
    let (lines, _) = run(&folder, &["-s", "docs"]);
    assert!(
        lines[0].starts_with("docs/index.md:3:8: error[broken-link]: "),
        "{lines:?}"
    );
}

#[test]
fn the_text_underlines_the_address_and_nothing_else() {
    let output = site(&[BROKEN]).recto(&["check", "-q"]);
    let text = String::from_utf8(output.stdout).unwrap();
    let carets = text.lines().find(|line| line.contains('^')).unwrap();
    assert_eq!(carets.matches('^').count(), "nope.html".len(), "{text}");
}

#[test]
fn sarif_has_regions_fingerprints_and_encoded_paths() {
    let output = site(&[("größe x%.md", BROKEN.1)]).recto(&["check", "-f", "sarif"]);
    let run = &json(&output.stdout)["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let result = &run["results"][0];
    let location = &result["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "gr%C3%B6%C3%9Fe%20x%25.md");
    assert_eq!(location["region"]["startColumn"], 8);
    assert_eq!(location["region"]["endColumn"], 17);
    assert!(result["partialFingerprints"]["rectoFinding/v1"].is_string());
    assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "broken-link");
}

#[test]
fn json_has_a_version_and_all_that_a_program_needs() {
    let report = json(&site(&[BROKEN]).recto(&["check", "-f", "json"]).stdout);
    assert_eq!(report["version"], 1);
    let finding = &report["findings"][0];
    for (key, value) in [
        ("rule", "broken-link"),
        ("severity", "error"),
        ("element", "a"),
        ("attribute", "href"),
        ("link", "nope.html"),
        ("target", "/nope.html"),
        ("file", "index.md"),
    ] {
        assert_eq!(finding[key], value, "{key}");
    }
    assert_eq!(finding["pages"][0], "index.html");
}

#[test]
fn several_formats_are_written_in_one_run() {
    let folder = site(&[BROKEN]);
    let formats = [
        "-f",
        "json=out/r.json",
        "-f",
        "junit=r.xml",
        "-f",
        "gitlab=g.json",
        "-f",
        "markdown=s.md",
    ];
    let output = folder.recto(&[&["check"], &formats[..]].concat());
    assert_eq!(output.status.code(), Some(2));
    let read = |path: &str| std::fs::read_to_string(folder.path().join(path)).unwrap();
    assert_eq!(json(read("out/r.json").as_bytes())["summary"]["errors"], 1);
    assert_eq!(
        json(read("g.json").as_bytes())[0]["location"]["lines"]["begin"],
        3
    );
    assert!(read("r.xml").contains("failures=\"1\"") && read("s.md").contains("| error | `index.md:3:8` |"));
    let output = folder.recto(&["check", "-f", "json", "-f", "text"]);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(folder.recto(&["check", "-f", "nope"]).status.code(), Some(3));
    assert_eq!(folder.recto(&["check", "--nope"]).status.code(), Some(3));
}

#[test]
fn github_gets_annotations_and_a_summary() {
    let folder = site(&[BROKEN]);
    let mut command = folder.command(&["check", "-q", "-f", "github"]);
    let output = command
        .env("GITHUB_STEP_SUMMARY", folder.path().join("summary.md"))
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.starts_with("::error file=index.md,line=3,col=8,endColumn=17,title=broken-link::link to"),
        "{text}"
    );
    let summary = std::fs::read_to_string(folder.path().join("summary.md")).unwrap();
    assert!(summary.starts_with("### recto check\n"), "{summary}");
}

#[test]
fn a_report_is_written_although_a_page_does_not_build() {
    let folder = site(&[BROKEN, ("b.md", "---\n---\n{% if %}\n")]);
    let output = folder.recto(&["check", "-q", "-f", "json"]);
    let report = json(&output.stdout);
    assert_eq!(report["findings"][0]["link"], "nope.html");
    assert_eq!(report["build"][0]["file"], "b.md");
    assert_eq!(output.status.code(), Some(1));
    folder.write("_config.yml", b"a: [");
    let output = folder.recto(&["check", "-q", "-f", "json"]);
    assert_eq!(json(&output.stdout)["version"], 1);
    assert_eq!(output.status.code(), Some(3));
}

#[test]
fn many_links_to_one_target_are_one_group_of_the_text() {
    let link = "[x](/gone/)\n\n";
    let folder = site(&[("index.md", &format!("---\n---\n{}", link.repeat(5)))]);
    let output = folder.recto(&["check", "-q"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("5 places link to `/gone/`: no such page or file"),
        "{text}"
    );
    assert_eq!(text.matches("error[").count(), 1, "{text}");
    let output = folder.recto(&["check", "-q", "--limit", "1"]);
    assert!(!String::from_utf8(output.stdout).unwrap().contains("more;"));
}
