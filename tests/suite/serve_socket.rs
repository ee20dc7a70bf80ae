//! What tabs learn over their sockets, what may connect, and how pages are prepared for a browser.

use crate::support::server::{PATIENCE, Server};
use serde_json::json;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

const SITE: &[(&str, &str)] = &[
    (
        "_layouts/l.html",
        "<!doctype html><html><head><link rel=stylesheet href=/a.css></head><body>{{ content }}</body></html>",
    ),
    ("one.md", "---\nlayout: l\n---\nFirst page.\n"),
    ("two.md", "---\nlayout: l\n---\nSecond page.\n"),
    ("a.css", "p { color: red }"),
];

#[test]
fn a_tab_hears_of_its_own_page_only() {
    let server = Server::start(SITE, &[]);
    let (mut one, mut two) = (server.tab("/one"), server.tab("/two.html"));
    server.write("two.md", "---\nlayout: l\n---\nSecond page, changed.\n");
    assert_eq!(two.next("changed")["page"], true);
    let event = one.next("changed");
    assert_eq!(
        (&event["page"], &event["paths"]),
        (&json!(false), &json!(["/two.html"]))
    );
}

#[test]
fn a_change_of_a_style_sheet_names_the_sheet() {
    let server = Server::start(SITE, &["--baseurl", "/base"]);
    let mut tab = server.tab("/base/one.html");
    server.write("a.css", "p { color: blue }");
    let event = tab.next("changed");
    assert_eq!(
        (&event["page"], &event["paths"]),
        (&json!(false), &json!(["/base/a.css"]))
    );
}

#[test]
fn a_tab_of_an_earlier_run_is_updated() {
    let mut server = Server::start(SITE, &[]);
    for edit in 0..3 {
        server.write("one.md", &format!("---\nlayout: l\n---\nEdit {edit}.\n"));
        server.wait("/one", &format!("Edit {edit}."));
    }
    let page = server.request("/one", "");
    let build = page
        .split("data-build=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    server.restart();
    assert_eq!(server.tab_of_build("/one", build).next("changed")["page"], true);
}

#[test]
fn a_tab_that_was_away_learns_what_it_missed() {
    let server = Server::start(SITE, &[]);
    let page = server.request("/one", "");
    let build = page
        .split("data-build=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let mut witness = server.tab("/one");
    server.write("a.css", "p { color: blue }");
    witness.next("changed");
    let event = server.tab_of_build("/one", build).next("changed");
    assert_eq!(
        (&event["page"], &event["paths"]),
        (&json!(false), &json!(["/a.css"]))
    );
}

#[test]
fn a_tab_is_silent_while_its_page_stays_as_it_is() {
    let server = Server::start(SITE, &[]);
    let mut tab = server.tab("/one");
    server.write("one.md", "---\nlayout: l\n---\nFirst page.\n");
    assert!(tab.heard(Duration::from_millis(600)).is_empty());
}

#[test]
fn an_ignored_source_updates_no_tab() {
    let server = Server::start(SITE, &["--livereload-ignore", "*.css,t*.md"]);
    let (mut one, mut two) = (server.tab("/one"), server.tab("/two"));
    server.write("a.css", "p { color: blue }");
    server.write("two.md", "---\nlayout: l\n---\nChanged.\n");
    server.wait("/two", "Changed.");
    assert!(two.heard(Duration::from_millis(600)).is_empty());
    assert!(one.heard(Duration::from_millis(100)).is_empty());
    server.write("one.md", "---\nlayout: l\n---\nChanged.\n");
    assert_eq!(one.next("changed")["page"], true);
}

#[test]
fn an_undone_error_restores_the_page() {
    let server = Server::start(SITE, &[]);
    let mut tab = server.tab("/one");
    // The page is fine but another one is not, so the build fails after the page was shown.
    server.write("two.md", "---\nlayout: l\n---\n{% nope %}\n");
    assert_eq!(tab.next("diagnostics")["failed"], true);
    server.write("one.md", "---\nlayout: l\n---\nChanged.\n");
    assert_eq!(tab.next("changed")["page"], true);
    server.write("one.md", SITE[1].1);
    server.write("two.md", SITE[2].1);
    assert_eq!(tab.next("changed")["page"], true);
    assert_eq!(tab.next("diagnostics")["items"], json!([]));
}

#[test]
fn warnings_reach_the_browser_with_code_place_and_line() {
    let server = Server::start(SITE, &[]);
    let mut tab = server.tab("/one");
    server.write("two.md", "---\nlayout: missing\n---\nText.\n");
    let report = tab.next("diagnostics");
    let item = &report["items"][0];
    assert_eq!(report["failed"], false);
    assert_eq!(
        (&item["severity"], &item["code"]),
        (&json!("warning"), &json!("unknown-layout"))
    );
    assert_eq!(item["place"]["path"], "two.md");
}

#[test]
fn front_matter_that_cannot_be_read_is_a_warning_in_the_browser() {
    let server = Server::start(SITE, &[]);
    let mut tab = server.tab("/one");
    server.write("two.md", "---\ntitle: [a\n---\nText.\n");
    let report = tab.next("diagnostics");
    assert_eq!(report["items"][0]["place"]["path"], "two.md", "{report}");
}

#[test]
fn errors_in_sass_are_at_their_line_in_a_sheet_with_front_matter_and_in_a_partial() {
    let site = [
        (
            "css/main.scss",
            "---\ntitle: x\n---\na { b: c }\n@import 'part';\n",
        ),
        ("_sass/_part.scss", "i { b: c }\n"),
    ];
    let server = Server::start(&[SITE, &site].concat(), &[]);
    let mut tab = server.tab("/one");
    server.write(
        "css/main.scss",
        "---\ntitle: x\n---\na { b: c }\nbody { b: $nope }\n",
    );
    let item = &tab.next("diagnostics")["items"][0];
    let place = json!({ "path": "css/main.scss", "line": 5, "column": 11 });
    assert_eq!((&item["code"], &item["place"]), (&json!("invalid-sass"), &place));
    assert_eq!(item["excerpt"], "body { b: $nope }");
    server.write("css/main.scss", site[0].1);
    tab.next("diagnostics");
    server.write("_sass/_part.scss", "i { b: c }\nu { b: $nope }\n");
    let place = json!({ "path": "_sass/_part.scss", "line": 2, "column": 8 });
    assert_eq!(tab.next("diagnostics")["items"][0]["place"], place);
}

#[test]
fn other_sites_cannot_connect() {
    let server = Server::start(SITE, &[]);
    for origin in ["http://evil.example", "http://localhost:1", "null"] {
        let refused = server.connect(origin).unwrap_err();
        assert!(refused.contains("403"), "{origin}: {refused}");
    }
    assert!(server.connect(&server.url("")).is_ok());
}

#[test]
fn a_request_with_two_hosts_is_malformed() {
    let server = Server::start(SITE, &[]);
    let answer = server.request("/one", "Host: localhost\r\nHost: evil.example\r\n");
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    let answer = server.request("/one", "Host: [::1].evil.example\r\n");
    assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
}

#[test]
fn files_may_be_embedded_under_every_name_of_the_server() {
    let server = Server::start(SITE, &[]);
    let port = server.address.rsplit(':').next().unwrap();
    let policy = "cross-origin-resource-policy";
    assert!(server.request("/a.css", "").contains(policy));
    let own = server.request("/a.css", &format!("Referer: http://127.0.0.1:{port}/one\r\n"));
    assert!(!own.contains(policy), "{own}");
    let foreign = server.request("/a.css", "Referer: http://evil.example/\r\n");
    assert!(foreign.contains(policy), "{foreign}");
}

#[test]
fn the_policy_of_a_page_allows_the_script_of_the_server() {
    let config = "webrick:\n  headers:\n    Content-Security-Policy: \"default-src 'none'\"\n";
    let server = Server::start(&[SITE, &[("_config.yml", config)]].concat(), &[]);
    let page = server.request("/one", "").to_lowercase();
    let policies = page
        .lines()
        .filter(|line| line.starts_with("content-security-policy:"))
        .collect::<Vec<_>>();
    let script = format!("script-src http://{}/__recto/", server.address);
    assert!(
        policies.len() == 1 && policies[0].contains(&script),
        "{policies:?}"
    );
}

#[test]
fn the_source_of_a_text_opens_in_the_editor() {
    let steps = "{% capture steps %}\nInstall *the program* now.\n{% endcapture %}";
    let site = [
        (
            "_includes/note.md",
            "Mind the [gap](http://x.example/y), please.\n",
        ),
        (
            "p.md",
            &format!(
                "---\ntitle: Heading\n---\nWords.\n\n{steps}\n\n{{{{ steps }}}}\n\n{{% include note.md %}}\n\n| a cell | b |\n"
            ),
        ),
    ];
    let log = tempfile::NamedTempFile::new().unwrap();
    let editor = format!("sh -c 'echo {{file}}:{{line}} >> {}'", log.path().display());
    let server = Server::start(&site, &["--editor", &editor]);
    let mut tab = server.tab("/p");
    for (text, place) in [
        ("Words.", "p.md:4"),
        ("Install the program now.", "p.md:7"),
        ("Mind the gap, please.", "_includes/note.md:1"),
        ("a cell", "p.md:14"),
        ("Heading", "p.md:2"),
    ] {
        tab.send(&json!({ "type": "locate", "text": text, "nth": 0 }));
        let opened = tab.next("opened");
        let found = format!(
            "{}:{}",
            opened["place"]["path"].as_str().unwrap(),
            opened["place"]["line"]
        );
        assert_eq!((&*found, &opened["error"]), (place, &json!(null)), "{text}");
        let start = Instant::now();
        while !std::fs::read_to_string(log.path())
            .unwrap()
            .trim()
            .ends_with(place)
        {
            assert!(
                start.elapsed() < PATIENCE,
                "the editor was not started for {text}"
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }
    tab.send(&json!({ "type": "open", "path": "../../etc/passwd", "line": 1, "column": 1 }));
    assert!(
        tab.next("opened")["error"]
            .as_str()
            .unwrap()
            .contains("not a file of the site")
    );
}

#[test]
fn an_editor_that_cannot_open_is_named_in_the_browser() {
    let server = Server::start(SITE, &["--editor", "vim"]);
    let mut tab = server.tab("/one");
    tab.send(&json!({ "type": "locate", "text": "First page.", "nth": 0 }));
    assert!(
        tab.next("opened")["error"]
            .as_str()
            .unwrap()
            .contains("needs a terminal")
    );
}

#[test]
#[ignore = "takes a quarter of a minute"]
fn a_request_that_is_never_finished_is_closed() {
    let server = Server::start(SITE, &[]);
    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream.write_all(b"GET /one HTTP/1.1\r\nHost: loc").unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let start = Instant::now();
    let _ = stream.read_to_end(&mut Vec::new());
    assert!(start.elapsed() < Duration::from_secs(25), "{:?}", start.elapsed());
}
