//! Which files are read, and as what.

use super::*;

#[test]
fn special_names_are_left_out_unless_included() {
    let loaded = Fixture::new(&[
        ("_config.yml", "include: [_redirects, .well-known, sub/.hid]\n"),
        ("_redirects", "r"),
        (".well-known/x.txt", "w"),
        (".other/x.txt", "w"),
        ("_secret/x.txt", "s"),
        ("backup.html~", "b"),
        ("#tmp#", "t"),
        ("sub/.hid", "h"),
        ("sub/ok.txt", "o"),
        ("ends.", "e"),
    ])
    .load();
    assert_eq!(
        loaded.files(),
        ["/.well-known/x.txt", "/_redirects", "/sub/.hid", "/sub/ok.txt"]
    );
}

#[test]
fn exclude_is_a_pattern_a_prefix_or_a_folder() {
    let loaded = Fixture::new(&[
        ("_config.yml", "exclude: [doc, '*.log', vendor/]\n"),
        ("docs/a.txt", "a"),
        ("document.md", "d"),
        ("x/y/z.log", "l"),
        ("vendor/v.txt", "v"),
        ("x/vendor/v.txt", "v"),
        ("Gemfile", "g"),
        ("node_modules/n.js", "n"),
        ("keep.txt", "k"),
    ])
    .load();
    assert_eq!(loaded.files(), ["/keep.txt", "/x/vendor/v.txt"]);
}

#[test]
fn a_page_is_what_begins_with_front_matter() {
    let fixture = Fixture::new(&[
        ("a.html", "---\n---\nx"),
        ("b.html", "--- \r\n---\r\nx"),
        ("c.html", "---"),
        ("d.html", "x\n---\n---\n"),
        ("e.html", ""),
    ]);
    fixture.write("bom.html", b"\xef\xbb\xbf---\n---\nx");
    fixture.write("bin.html", b"---\n---\n\xff\xfe");
    let loaded = fixture.load();
    assert_eq!(loaded.paths(), ["a.html", "b.html", "bin.html"]);
    assert_eq!(loaded.files(), ["/bom.html", "/c.html", "/d.html", "/e.html"]);
    assert_eq!(loaded.site.page(loaded.id("b.html")).body(), "x");
    assert_eq!(loaded.site.page(loaded.id("bin.html")).body(), "\u{fffd}\u{fffd}");
    let printed = loaded.printed();
    assert!(printed.contains("this is not UTF-8"), "{printed}");
    assert!(printed.contains("bin.html:3:1"), "{printed}");
}

#[test]
fn an_enormous_page_is_refused_and_an_enormous_file_is_not_read() {
    let fixture = Fixture::new(&[("page.md", HEAD), ("film.mp4", "film")]);
    for name in ["page.md", "film.mp4"] {
        let file = std::fs::File::options()
            .write(true)
            .open(fixture.path().join(name))
            .unwrap();
        file.set_len(300 << 20).unwrap();
    }
    let loaded = fixture.load();
    assert_eq!(loaded.worst(), Some(Severity::Error));
    assert!(
        loaded.printed().contains("`page.md` is too large"),
        "{}",
        loaded.printed()
    );
    assert!(loaded.files().contains(&"/film.mp4"));
}

#[test]
fn posts_of_every_folder_have_its_categories() {
    let loaded = Fixture::new(&[
        ("_posts/2020-01-02-b.md", HEAD),
        ("a/b/_posts/2020-01-01-x.md", "no front matter"),
        ("_posts/deep/2019-1-2-y.md", HEAD),
        ("_posts/nodate.md", HEAD),
        ("_drafts/d.md", HEAD),
        ("_posts/2999-01-01-future.md", HEAD),
    ])
    .load();
    assert_eq!(
        loaded.paths(),
        [
            "_posts/deep/2019-1-2-y.md",
            "a/b/_posts/2020-01-01-x.md",
            "_posts/2020-01-02-b.md"
        ]
    );
    assert_eq!(loaded.url("a/b/_posts/2020-01-01-x.md"), "/a/b/2020/01/01/x.html");
    assert_eq!(loaded.url("_posts/deep/2019-1-2-y.md"), "/2019/01/02/y.html");
    assert!(loaded.printed().contains("date in the future"));
}

#[test]
fn drafts_future_and_unpublished_come_when_asked_for() {
    let mut fixture = Fixture::new(&[
        ("_drafts/d.md", HEAD),
        ("_posts/2999-01-01-future.md", HEAD),
        ("hidden.html", "---\npublished: false\n---\n"),
    ]);
    assert!(fixture.load().paths().is_empty());
    fixture.overrides.show_drafts = Some(true);
    fixture.overrides.future = Some(true);
    fixture.overrides.unpublished = Some(true);
    let loaded = fixture.load();
    assert_eq!(
        loaded.paths(),
        ["_drafts/d.md", "_posts/2999-01-01-future.md", "hidden.html"]
    );
    assert_eq!(show(&loaded.get("_drafts/d.md", "draft")), "true");
}

#[test]
fn limit_posts_keeps_the_newest() {
    let mut fixture = Fixture::new(&[
        ("_posts/2020-01-01-a.md", HEAD),
        ("_posts/2020-01-02-b.md", HEAD),
        ("_posts/2020-01-03-c.md", HEAD),
    ]);
    fixture.overrides.limit_posts = Some(2);
    assert_eq!(
        fixture.load().paths(),
        ["_posts/2020-01-02-b.md", "_posts/2020-01-03-c.md"]
    );
}

#[test]
fn pages_are_ordered_by_name_with_folders_first() {
    let loaded = Fixture::new(&[
        ("index.md", HEAD),
        ("z/index.md", HEAD),
        ("a/index.md", HEAD),
        ("a/about.md", HEAD),
    ])
    .load();
    assert_eq!(
        loaded.paths(),
        ["a/about.md", "a/index.md", "z/index.md", "index.md"]
    );
}

#[test]
fn unchanged_files_are_not_read_again() {
    let fixture = Fixture::new(&[("a.md", "---\n---\na"), ("b.md", "---\n---\nb")]);
    let sources = Arc::default();
    let mut cache = Cache::default();
    let first = fixture.load_with(&sources, &mut cache);
    fixture.write("b.md", b"---\n---\nchanged");
    let second = fixture.load_with(&sources, &mut cache);
    let source = |loaded: &Loaded, path| loaded.site.page(loaded.id(path)).source;
    assert_eq!(source(&first, "a.md"), source(&second, "a.md"));
    assert_ne!(source(&first, "b.md"), source(&second, "b.md"));
    assert_eq!(second.site.page(second.id("b.md")).body(), "changed");
}

#[cfg(unix)]
#[test]
fn links_that_leave_the_source_are_refused_unless_allowed() {
    let outside = Fixture::new(&[("secret.txt", "s"), ("folder/x.txt", "x")]);
    let mut fixture = Fixture::new(&[("a.txt", "a"), ("sub/b.txt", "b")]);
    let link = |to: &Path, from: &str| std::os::unix::fs::symlink(to, fixture.path().join(from)).unwrap();
    link(&outside.path().join("secret.txt"), "stolen.txt");
    link(&outside.path().join("folder"), "stolen");
    link(Path::new("a.txt"), "inside.txt");
    link(Path::new(".."), "sub/circle");
    link(Path::new("/nowhere/at/all"), "broken.txt");
    let loaded = fixture.load();
    assert_eq!(loaded.files(), ["/a.txt", "/inside.txt", "/sub/b.txt"]);
    assert!(
        loaded.printed().contains("leaves the source folder"),
        "{}",
        loaded.printed()
    );
    assert!(
        loaded.printed().contains("leads back to a folder above it"),
        "{}",
        loaded.printed()
    );
    fixture.overrides.follow_symlinks = Some(true);
    let loaded = fixture.load();
    assert_eq!(
        loaded.files(),
        [
            "/a.txt",
            "/inside.txt",
            "/stolen.txt",
            "/stolen/x.txt",
            "/sub/b.txt"
        ]
    );
}

#[test]
fn relative_includes_stay_in_the_source() {
    let fixture = Fixture::new(&[("docs/a.md", HEAD), ("docs/part.txt", "part")]);
    let loaded = fixture.load();
    let source_reader = &loaded.site.source_reader;
    assert_eq!(&*source_reader.open("docs/part.txt").unwrap().text, "part");
    assert!(source_reader.open("../../etc/passwd").is_none());
    assert!(source_reader.open("docs/none.txt").is_none());
}
