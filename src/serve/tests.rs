//! Which requests are answered.

use super::hosts::Hosts;
use super::request_path::{InvalidPath, parse};
use super::url;
use axum::http::HeaderMap;
use axum::http::header::{HeaderName, HeaderValue};

#[test]
fn a_path_is_decoded_once_and_stays_inside_the_site() {
    let valid = [
        ("/", ""),
        ("/a/b", "a/b"),
        ("/a%20b/?q=1", "a b/"),
        ("/x#y", "x"),
        ("/%C3%A9", "é"),
        ("/a..b", "a..b"),
    ];
    for (target, expected) in valid {
        assert_eq!(parse(target).as_deref(), Ok(expected), "{target}");
    }
    // Decoded once, this is an unusual name that no site has.
    assert_eq!(parse("/%252e%252e/x").as_deref(), Ok("%2e%2e/x"));
}

#[test]
fn paths_of_attacks_are_refused() {
    let malformed = [
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
    for target in malformed {
        assert_eq!(parse(target), Err(InvalidPath::Malformed), "{target}");
    }
    let hidden = ["/.git/config", "/.env", "/a/.htaccess", "/%2eenv"];
    for target in hidden {
        assert_eq!(parse(target), Err(InvalidPath::Hidden), "{target}");
    }
    assert_eq!(
        parse(&format!("/{}", "a".repeat(5000))),
        Err(InvalidPath::Malformed)
    );
    // Names with a meaning on other systems are only names: nothing is looked up on the disk.
    for target in ["/C:/x", "/file::$DATA", "/NUL", "/.well-known/x"] {
        assert!(parse(target).is_ok(), "{target}");
    }
}

#[test]
fn the_server_answers_only_to_its_own_names() {
    let hosts = Hosts::new("127.0.0.1", &["docs.test".to_owned()]);
    for host in [
        "localhost:4000",
        "localhost.:4000",
        "LOCALHOST",
        "a.localhost:1",
        "127.0.0.1:4000",
        "127.9.9.9",
        "[::1]:4000",
        "[::1]",
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
    let open = Hosts::new("0.0.0.0", &[]);
    assert!(open.allow("192.168.1.5:4000"));
    assert!(!open.allow("evil.example:4000"));
}

#[test]
fn malformed_hosts_are_refused() {
    let hosts = Hosts::new("0.0.0.0", &[]);
    for host in [
        "[::1].evil.example",
        "[::1]evil.example:80",
        "[::1",
        "[127.0.0.1]",
        "localhost:1@evil.example",
        "user@localhost",
        "localhost:",
        "localhost:x",
        "localhost:99999",
        "localhost:+1",
        "localhost/x",
        "localhost:1:2",
        ":4000",
        "local host",
    ] {
        assert!(!hosts.allow(host), "{host}");
    }
}

fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
    let pairs = pairs.iter();
    pairs
        .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
        .collect()
}

#[test]
fn only_pages_of_the_server_may_connect() {
    let hosts = Hosts::new("127.0.0.1", &[]);
    let allow = |origin| hosts.allow_origin(&headers(&[("host", "localhost:4000"), ("origin", origin)]));
    assert!(allow("http://localhost:4000"));
    for origin in [
        "http://evil.example",
        "http://localhost:5000",
        "null",
        "file://",
        "http://localhost:4000@evil.example",
    ] {
        assert!(!allow(origin), "{origin}");
    }
    assert!(!hosts.allow_origin(&headers(&[
        ("host", "localhost:4000"),
        ("sec-fetch-site", "cross-site")
    ])));
}

#[test]
fn pages_under_another_name_of_the_server_may_embed_its_files() {
    let hosts = Hosts::new("127.0.0.1", &[]);
    let allow = |page| hosts.allow_referrer(&headers(&[("host", "localhost:4000"), ("referer", page)]));
    assert!(allow("http://127.0.0.1:4000/a/b.html"));
    for page in [
        "http://evil.example/",
        "http://127.0.0.1:5000/",
        "http://127.0.0.1:4000@evil.example/",
        "x",
    ] {
        assert!(!allow(page), "{page}");
    }
}

#[test]
fn the_url_of_the_server_has_one_slash_around_its_base() {
    for base in ["base", "/base", "/base/", "base/"] {
        assert_eq!(
            url("http", "127.0.0.1", 4000, base),
            "http://localhost:4000/base/"
        );
    }
    assert_eq!(url("http", "::1", 80, ""), "http://[::1]:80/");
    assert_eq!(url("http", "0.0.0.0", 80, "/"), "http://localhost:80/");
    assert_eq!(url("https", "docs.test", 80, ""), "https://docs.test:80/");
}
