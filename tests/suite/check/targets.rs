//! Which references are good and which are broken.

use super::{addresses, run, site};

const CONFIG: (&str, &str) = ("_config.yml", "url: https://docs.example.org\nbaseurl: /base\n");

#[test]
fn the_own_site_is_known_in_every_spelling_of_its_address() {
    let links = "---\n---\n<a href=\"//docs.example.org/base/no1\"></a><a href=\"HTTPS://DOCS.EXAMPLE.ORG:443/base/no2\"></a><a href=\"https://docs.example.org/other/\"></a><a href=\"https://docs.example.org/base/\"></a>";
    let files = [CONFIG, ("index.html", links)];
    assert_eq!(
        addresses(&files),
        [
            "//docs.example.org/base/no1",
            "HTTPS://DOCS.EXAMPLE.ORG:443/base/no2"
        ]
    );
}

#[test]
fn a_link_above_baseurl_leaves_the_site() {
    let files = [
        CONFIG,
        (
            "index.html",
            "---\n---\n<a href=\"../\"></a><a href=\"/\"></a><a href=\"./\"></a>",
        ),
    ];
    let (lines, code) = run(&site(&files), &[]);
    assert_eq!(
        lines
            .iter()
            .filter(|line| line.contains("outside-baseurl"))
            .count(),
        2
    );
    assert_eq!(code, 2);
}

#[test]
fn an_anchor_of_an_svg_file_must_exist() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><symbol id=\"ok\"/></svg>";
    let page = "<svg><use href=\"i.svg#ok\"/><use href=\"i.svg#miss\"/></svg>";
    assert_eq!(addresses(&[("i.svg", svg), ("index.html", page)]), ["i.svg#miss"]);
}

#[test]
fn folders_of_keep_files_count_as_present() {
    let files = [
        ("_config.yml", "keep_files: [v1.4]\n"),
        (
            "index.html",
            "---\n---\n<a href=\"/v1.4/guide/\"></a><a href=\"/v1.5/\"></a>",
        ),
    ];
    assert_eq!(addresses(&files), ["/v1.5/"]);
}

#[test]
fn a_page_with_check_false_is_a_target_and_is_not_checked() {
    let files = [
        ("a.html", "---\ncheck: false\n---\n<p id=x><a href=\"nope\"></a>"),
        ("index.html", "---\n---\n<a href=\"a.html#x\"></a>"),
    ];
    assert!(addresses(&files).is_empty());
}

#[test]
fn a_wrong_case_is_suggested_and_a_neighbour_too() {
    let files = [
        ("Guide/Setup.html", "x"),
        (
            "index.html",
            "<a href=\"guide/setup.html\"></a><a href=\"Guide/Setpu.html\"></a>",
        ),
    ];
    let (lines, _) = run(&site(&files), &[]);
    assert!(
        lines
            .iter()
            .all(|line| line.ends_with("did you mean `Guide/Setup.html`?")),
        "{lines:?}"
    );
}

#[test]
fn the_source_file_of_a_page_is_no_page_and_the_page_is_suggested() {
    let files = [
        ("swarm/index.md", "---\n---\nx"),
        ("index.html", "<a href=\"/swarm/index.md\"></a>"),
    ];
    let (lines, _) = run(&site(&files), &[]);
    assert!(lines[0].ends_with("did you mean `/swarm/`?"), "{lines:?}");
}

#[test]
fn a_page_in_utf_16_is_read() {
    let folder = super::site(&[("a.html", "x")]);
    let text = "<a href=\"nope.html\"></a>";
    let mut bytes = vec![0xff, 0xfe];
    bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    folder.write("index.html", &bytes);
    let (lines, code) = run(&folder, &[]);
    assert_eq!((lines.len(), code), (1, 2), "{lines:?}");
}

#[test]
fn a_markdown_reference_without_a_definition_is_a_finding() {
    let files = [("index.md", "---\n---\nA [link][nope].\n")];
    let (lines, code) = run(&site(&files), &[]);
    assert!(
        lines[0].starts_with("index.md:3:3: warning[undefined-reference]: "),
        "{lines:?}"
    );
    assert_eq!((lines.len(), code), (1, 0));
}
