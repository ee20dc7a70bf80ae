//! What a server lets through, where paths lead, and what browsers are told.

use super::guard::{Hosts, Refusal, path};
use super::reload::{Event, event, inject};

#[test]
fn a_path_is_decoded_once_and_stays_inside() {
    let good = [
        ("/", ""),
        ("/a/b", "a/b"),
        ("/a%20b/?q=1", "a b/"),
        ("/x#y", "x"),
        ("/%C3%A9", "é"),
        ("/a..b", "a..b"),
    ];
    for (target, wanted) in good {
        assert_eq!(path(target).as_deref(), Ok(wanted), "{target}");
    }
    // Decoded once, this is an odd name, and no site has it.
    assert_eq!(path("/%252e%252e/x").as_deref(), Ok("%2e%2e/x"));
}

#[test]
fn paths_of_attacks_are_refused() {
    let bad = [
        "/../x",
        "/a/../../x",
        "/%2e%2e/x",
        "/..%2fx",
        "/..%5cx",
        "/..;/x",
        "/.",
        "/./x",
        "//host/x",
        "/a//b",
        "/\\x",
        "/a\\..\\b",
        "/%00",
        "/a%00.html",
        "/%ff%fe",
        "/%5c%5cunc",
        "http://host/x",
        "host:80",
        "*",
        "",
        "/%2fetc/passwd",
        "/a%0d%0ab",
        "/...",
        "/..",
    ];
    for target in bad {
        assert_eq!(path(target), Err(Refusal::BadPath), "{target}");
    }
    let hidden = ["/.git/config", "/.env", "/a/.htaccess", "/%2eenv"];
    for target in hidden {
        assert_eq!(path(target), Err(Refusal::Hidden), "{target}");
    }
    assert_eq!(path(&format!("/{}", "a".repeat(5000))), Err(Refusal::BadPath));
    // Names that mean something elsewhere are only names here: nothing is looked up on the disk.
    for target in ["/C:/x", "/file::$DATA", "/NUL", "/.well-known/x"] {
        assert!(path(target).is_ok(), "{target}");
    }
}

#[test]
fn only_own_names_are_hosts() {
    let hosts = Hosts::of("127.0.0.1", &["docs.test".to_owned()]);
    for host in [
        "localhost:4000",
        "LOCALHOST",
        "a.localhost:1",
        "127.0.0.1:4000",
        "127.9.9.9",
        "[::1]:4000",
        "docs.test:4000",
    ] {
        assert!(hosts.allow(host), "{host}");
    }
    for host in [
        "evil.example",
        "localhost.evil.example:4000",
        "192.168.1.5:4000",
        "",
        "docs.test.evil.example",
        "[fe80::1]",
    ] {
        assert!(!hosts.allow(host), "{host}");
    }
    let open = Hosts::of("0.0.0.0", &[]);
    assert!(open.allow("192.168.1.5:4000"));
    assert!(!open.allow("evil.example:4000"));
}

#[test]
fn only_own_pages_may_listen() {
    let hosts = Hosts::of("127.0.0.1", &[]);
    assert!(hosts.allow_origin("http://localhost:4000", "localhost:4000"));
    assert!(!hosts.allow_origin("http://evil.example", "localhost:4000"));
    assert!(!hosts.allow_origin("http://localhost:5000", "localhost:4000"));
    assert!(!hosts.allow_origin("null", "localhost:4000"));
}

#[test]
fn the_script_goes_into_the_head_or_where_there_is_room() {
    let page = |text: &str| String::from_utf8(inject(text.as_bytes(), 7)).unwrap();
    let script = "<script src=\"/__recto/reload.js\" data-build=\"7\" async></script>";
    assert_eq!(
        page("<head></HEAD><body>"),
        format!("<head>{script}</HEAD><body>")
    );
    assert_eq!(
        page("<p>x</p></body></html>"),
        format!("<p>x</p>{script}</body></html>")
    );
    assert_eq!(page("<p>x"), format!("<p>x{script}"));
    assert_eq!(page(""), script);
}

#[test]
fn style_sheets_alone_are_swapped() {
    assert_eq!(event(3, &["a.css", "a.css.map"]), Event::Styles(3));
    assert_eq!(event(3, &["a.css", "b.html"]), Event::Pages(3));
    assert_eq!(
        Event::Failed(4, "a\nb".to_owned()).text(),
        "id: 4\nevent: failed\ndata: a\ndata: b\n\n"
    );
}
