//! From templates to URLs and files.

use super::*;

/// The URL and the file of one post under a permalink in the configuration.
fn post(permalink: &str) -> (String, String) {
    let config = format!("permalink: {permalink}\n");
    let path = "_posts/2020-02-03-Hello-World.md";
    let loaded = Fixture::new(&[
        ("_config.yml", &config),
        (path, "---\ncategories: [X, Y z]\n---\n"),
    ])
    .load();
    (loaded.url(path).to_owned(), loaded.output(path).to_owned())
}

#[test]
fn styles_of_posts() {
    for (style, url) in [
        ("date", "/x/y%20z/2020/02/03/Hello-World.html"),
        ("pretty", "/x/y%20z/2020/02/03/Hello-World/"),
        ("ordinal", "/x/y%20z/2020/034/Hello-World.html"),
        ("weekdate", "/x/y%20z/2020/W06/Mon/Hello-World.html"),
        ("none", "/x/y%20z/Hello-World.html"),
        ("/:slug/:title_:i_month/", "/hello-world/Hello-World_2/"),
        (
            "/:slugified_categories/:short_year:y_day/:long_month",
            "/x/y-z/20034/February",
        ),
    ] {
        assert_eq!(post(style).0, url, "{style}");
    }
    assert_eq!(post("pretty").1, "x/y z/2020/02/03/Hello-World/index.html");
    assert_eq!(post("/a/:title").1, "a/Hello-World.html");
}

#[test]
fn pages_and_collections_take_the_ending_of_the_style() {
    for (style, page, doc) in [
        ("date", "/sub/p.html", "/docs/d.html"),
        ("pretty", "/sub/p/", "/docs/d/"),
        ("weekdate", "/sub/p", "/docs/d"),
        ("/:title/", "/sub/p/", "/docs/d/"),
        ("/:title:output_ext", "/sub/p.html", "/docs/d.html"),
    ] {
        let config = format!("permalink: {style}\ncollections: {{docs: {{output: true}}}}\n");
        let loaded = Fixture::new(&[
            ("_config.yml", &config),
            ("sub/p.md", HEAD),
            ("sub/index.md", HEAD),
            ("sub/feed.xml", HEAD),
            ("_docs/d.md", HEAD),
        ])
        .load();
        assert_eq!(loaded.url("sub/p.md"), page, "{style}");
        assert_eq!(loaded.url("_docs/d.md"), doc, "{style}");
        assert_eq!(loaded.url("sub/index.md"), "/sub/", "{style}");
        assert_eq!(loaded.url("sub/feed.xml"), "/sub/feed.xml", "{style}");
        assert!(loaded.output("_docs/d.md").ends_with(".html"), "{style}");
    }
}

#[test]
fn a_pages_own_permalink_decides_url_file_and_extension() {
    for (permalink, url, output) in [
        ("/foo/bar", "/foo/bar", "foo/bar.html"),
        ("/foo/bar/", "/foo/bar/", "foo/bar/index.html"),
        ("/foo/bar.txt", "/foo/bar.txt", "foo/bar.txt"),
        ("pretty", "/pretty", "pretty.html"),
        ("/:path/:basename:output_ext", "/sub/p.html", "sub/p.html"),
        ("/:year/x", "/:year/x", ":year/x.html"),
        ("/a//b/./c", "/a/b/c", "a/b/c.html"),
    ] {
        let text = format!("---\npermalink: {permalink}\n---\n");
        let loaded = Fixture::new(&[("sub/p.md", &text)]).load();
        assert_eq!(loaded.url("sub/p.md"), url);
        assert_eq!(loaded.output("sub/p.md"), output);
    }
}

#[test]
fn no_permalink_leads_out_of_the_destination() {
    for permalink in [
        "../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/a/%2e%2e%2f%2e%2e%2f%2e%2e/b",
        "/....//....//x",
        "~/x",
        "/\\0/x",
    ] {
        let text = format!("---\npermalink: \"{permalink}\"\n---\n");
        let loaded = Fixture::new(&[
            ("_config.yml", "collections: {docs: {output: true}}"),
            ("p.md", &text),
            ("_docs/d.md", &text),
        ])
        .load();
        for path in ["p.md", "_docs/d.md"] {
            let output = loaded.output(path);
            assert!(!output.starts_with('/'), "{output}");
            assert!(
                output.split('/').all(|part| part != ".." && !part.is_empty()),
                "{output}"
            );
            assert!(!output.contains('\0'), "{output}");
        }
    }
}

#[test]
fn an_unknown_key_and_an_empty_permalink_are_errors() {
    let loaded = Fixture::new(&[
        ("_posts/2020-01-01-a.md", "---\npermalink: /:nonsense/\n---\n"),
        ("b.md", "---\npermalink: \"\"\n---\n"),
    ])
    .load();
    let printed = loaded.printed();
    assert!(printed.contains("`:nonsense`"), "{printed}");
    assert!(printed.contains("`permalink` must not be empty"), "{printed}");
    assert_eq!(loaded.worst(), Some(Severity::Error));
}

#[test]
fn two_files_with_one_destination_are_reported_by_name() {
    let loaded = Fixture::new(&[
        ("a.md", "---\npermalink: /x.html\n---\n"),
        ("x.html", HEAD),
        ("B.txt", "b"),
        ("b.txt", "b"),
    ])
    .load();
    let printed = loaded.printed();
    assert!(
        printed.contains("`a.md` and `x.html` both write `x.html`"),
        "{printed}"
    );
    assert!(
        printed.contains("`B.txt` and `b.txt` differ only in case"),
        "{printed}"
    );
}

#[test]
fn files_of_collections_follow_their_template() {
    let loaded = Fixture::new(&[
        (
            "_config.yml",
            "collections: {docs: {output: true, permalink: '/d/:path/'}, hid: {}}",
        ),
        ("_docs/sub/pic.png", "p"),
        ("_hid/pic.png", "p"),
    ])
    .load();
    let file = &loaded.site.static_files[0];
    assert_eq!(
        (&*file.path, &*file.url, &*file.output),
        ("_docs/sub/pic.png", "/d/sub/pic.png", "d/sub/pic.png")
    );
    assert!(file.written && !loaded.site.static_files[1].written);
}
