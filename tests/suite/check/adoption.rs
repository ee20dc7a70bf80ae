//! What teams need to start: levels, ignores, baselines, and news since a revision.

use super::{run, site};
use crate::support::fixture::SiteFolder;
use std::process::Command;

const BROKEN: (&str, &str) = ("index.md", "---\n---\n[a](/v1/x.html) [b](nope.html)\n");

fn rules(lines: &[String]) -> Vec<&str> {
    let rule = |line: &&String| line.split(['[', ']']).nth(1).map(|_| ());
    assert!(lines.iter().all(|line| rule(&line).is_some()));
    lines
        .iter()
        .map(|line| line.split(['[', ']']).nth(1).unwrap())
        .collect()
}

#[test]
fn a_rule_has_the_level_of_the_configuration() {
    let config = "check:\n  rules: { broken-link: warn }\n";
    let folder = site(&[("_config.yml", config), BROKEN]);
    let (lines, code) = run(&folder, &[]);
    assert!(
        lines.iter().all(|line| line.contains(": warning[broken-link]: ")),
        "{lines:?}"
    );
    assert_eq!(code, 0);
    assert_eq!(run(&folder, &["--strict"]).1, 2);
    folder.write("_config.yml", b"check:\n  rules: { broken-link: off }\n");
    assert_eq!(run(&folder, &[]), (Vec::new(), 0));
}

#[test]
fn ignore_entries_leave_findings_out_and_those_without_effect_are_reported() {
    let config = "check:\n  ignore:\n    - { link: '^/v1/', reason: published elsewhere }\n    - { link: '^/v9/' }\n    - { page: 'index.md', rule: broken-fragment, until: 2020-01-01 }\n";
    let (lines, code) = run(&site(&[("_config.yml", config), BROKEN]), &[]);
    assert_eq!(rules(&lines), ["broken-link", "unused-ignore", "expired-ignore"]);
    assert!(
        lines[0].contains("nope.html") && lines[1].starts_with("_config.yml:4:"),
        "{lines:?}"
    );
    assert_eq!(code, 2);
}

#[test]
fn a_comment_ignores_the_next_line() {
    let text = "---\n---\n<!-- recto-check-ignore-next-line -->\n[a](nope.html)\n\n<!-- recto-check-ignore-next-line broken-fragment -->\n[b](nope2.html)\n";
    let (lines, _) = run(&site(&[("index.md", text)]), &[]);
    assert_eq!(rules(&lines), ["broken-link", "unused-ignore"]);
    assert!(lines[0].starts_with("index.md:7:5"), "{lines:?}");
}

#[test]
fn mistakes_in_the_configuration_have_a_place_and_exit_code_3() {
    let config = "check:\n  ignore:\n    - { link: '(' }\n";
    let output = site(&[("_config.yml", config), BROKEN]).recto(&["check"]);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(errors.contains("_config.yml:3:"), "{errors}");
    assert_eq!(output.status.code(), Some(3));
}

#[test]
fn a_baseline_leaves_out_what_is_known_even_when_lines_move() {
    let folder = site(&[BROKEN]);
    assert_eq!(run(&folder, &["--write-baseline=known.json"]), (Vec::new(), 0));
    assert_eq!(run(&folder, &["--baseline", "known.json"]), (Vec::new(), 0));
    folder.write(
        "index.md",
        b"---\n---\nnew\n\n[a](/v1/x.html) [b](nope.html) [c](new.html)\n",
    );
    let (lines, code) = run(&folder, &["--baseline", "known.json"]);
    assert_eq!((lines.len(), code), (1, 2), "{lines:?}");
    folder.write("index.md", b"---\n---\nnew\n");
    let (lines, _) = run(&folder, &["--baseline", "known.json"]);
    assert_eq!(rules(&lines), ["unused-ignore"]);
}

fn git(folder: &SiteFolder, arguments: &[&str]) {
    let status = Command::new("git")
        .current_dir(folder.path())
        .args(["-c", "user.name=a", "-c", "user.email=a@example.org"])
        .args(arguments)
        .output()
        .unwrap();
    assert!(status.status.success(), "{status:?}");
}

#[test]
fn since_a_revision_only_what_is_new_is_reported_also_for_removed_targets() {
    let folder = site(&[
        BROKEN,
        ("a.md", "---\n---\n[b](b.md)\n[b](b.html#t)\n"),
        ("b.md", "---\n---\n# T\n"),
    ]);
    git(&folder, &["init", "-q"]);
    git(&folder, &["add", "-A"]);
    git(&folder, &["commit", "-qm", "x"]);
    folder.write("a.md", b"---\n---\n[b](b.html#t)\n");
    assert_eq!(run(&folder, &["--since", "HEAD"]), (Vec::new(), 0));
    folder.write("b.md", b"---\n---\n# U\n");
    let (lines, code) = run(&folder, &["--since", "HEAD"]);
    assert_eq!((rules(&lines), code), (vec!["broken-fragment"], 2));
    std::fs::remove_file(folder.path().join("b.md")).unwrap();
    assert_eq!(rules(&run(&folder, &["--since", "HEAD"]).0), ["broken-link"]);
    assert_eq!(run(&folder, &["--since", "nope"]).1, 3);
}

#[test]
fn what_is_certain_can_be_fixed() {
    let folder = site(&[
        ("Guide.html", "x"),
        ("index.md", "---\n---\n[a](guide.html#top) [b](nope.html)\n"),
    ]);
    let output = folder.recto(&["check", "--fix"]);
    let diff = String::from_utf8(output.stdout).unwrap();
    assert!(
        diff.contains("-[a](guide.html#top) [b](nope.html)\n+[a](Guide.html#top) [b](nope.html)\n"),
        "{diff}"
    );
    assert_eq!(run(&folder, &[]).0.len(), 2);
    assert_eq!(folder.recto(&["check", "--fix=write"]).status.code(), Some(2));
    let text = std::fs::read_to_string(folder.path().join("index.md")).unwrap();
    assert_eq!(text, "---\n---\n[a](Guide.html#top) [b](nope.html)\n");
}

#[test]
fn a_link_to_a_page_that_was_renamed_in_git_can_be_fixed() {
    let folder = site(&[
        ("_config.yml", "permalink: pretty\n"),
        (
            "guide/old.md",
            "---\n---\nA page that keeps its text when it is renamed.\n",
        ),
        ("index.md", "---\n---\n[a](/guide/old/) [b](guide/old.md)\n"),
    ]);
    for arguments in [
        &["init", "-q"][..],
        &["add", "-A"],
        &["commit", "-qm", "one"],
        &["mv", "guide/old.md", "guide/middle.md"],
        &["commit", "-qm", "two"],
        &["mv", "guide/middle.md", "guide/new.md"],
        &["commit", "-qm", "three"],
    ] {
        git(&folder, arguments);
    }
    folder.recto(&["check", "--fix=write"]);
    let text = std::fs::read_to_string(folder.path().join("index.md")).unwrap();
    assert_eq!(text, "---\n---\n[a](/guide/new/) [b](guide/new/)\n");
}

#[test]
fn a_link_to_a_redirect_is_fixed_and_reported_only_where_that_is_asked_for() {
    let config = "plugins: [jekyll-redirect-from]\n";
    let folder = site(&[
        ("_config.yml", config),
        ("new.md", "---\nredirect_from: [/old/, /older/]\n---\nx\n"),
        ("index.md", "---\n---\n[a](/old/) [b](older/) [c](/new.html)\n"),
    ]);
    assert_eq!(run(&folder, &[]), (Vec::new(), 0));
    folder.write(
        "_config.yml",
        format!("{config}check: {{rules: {{redirected-link: warn}}}}\n").as_bytes(),
    );
    let (lines, code) = run(&folder, &[]);
    assert_eq!((lines.len(), code), (2, 0), "{lines:?}");
    assert!(
        lines[0].starts_with("index.md:3:5: warning[redirected-link]"),
        "{lines:?}"
    );
    folder.write("_config.yml", config.as_bytes());
    folder.recto(&["check", "--fix=write"]);
    let text = std::fs::read_to_string(folder.path().join("index.md")).unwrap();
    assert_eq!(text, "---\n---\n[a](/new.html) [b](new.html) [c](/new.html)\n");
}

#[test]
fn a_link_to_a_former_address_without_a_redirect_is_fixed() {
    let folder = site(&[
        ("new.md", "---\nredirect_from: /old/\n---\nx\n"),
        ("index.md", "---\n---\n[a](/old/)\n"),
    ]);
    folder.recto(&["check", "--fix=write"]);
    let text = std::fs::read_to_string(folder.path().join("index.md")).unwrap();
    assert_eq!(text, "---\n---\n[a](/new.html)\n");
}

#[test]
fn a_folder_of_another_program_is_checked_whole() {
    let folder = site(&[
        ("out/_static/a.css", "a{}"),
        (
            "out/index.html",
            "<link rel=stylesheet href=_static/a.css><a href=\"/p/nope/\"></a>",
        ),
    ]);
    let (lines, code) = run(&folder, &["out", "--baseurl", "/p"]);
    assert_eq!((lines.len(), code), (1, 2), "{lines:?}");
    assert!(lines[0].starts_with("out/index.html:1:50: "), "{lines:?}");
    assert_eq!(run(&folder, &["nowhere"]).1, 3);
}
