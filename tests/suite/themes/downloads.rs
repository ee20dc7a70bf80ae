//! Themes that are gems.

use super::archives::{files, gem, sha256};
use super::registry::{Answer, Registry};
use super::{PAGE, SITE, THEME, build, command, page, printed, refused, registry, run, site, text};
use crate::support::fixture;
use crate::support::program::Program;
use crate::support::server::PATIENCE;
use std::time::Duration;

#[test]
fn a_theme_is_downloaded_once_and_later_builds_need_no_network() {
    let (registry, folder) = (registry(), site(SITE));
    let lines = build(&folder, &registry);
    assert!(
        lines.contains("Theme: downloading plain 1.0 from 127.0.0.1"),
        "{lines}"
    );
    assert!(lines.contains("Theme: plain 1.0, downloaded"), "{lines}");
    assert_eq!(page(&folder), PAGE);
    assert_eq!(text(&folder, "out/assets/style.css"), "a {\n  b: c;\n}\n");
    assert_eq!(text(&folder, "out/assets/logo.svg"), "<svg/>");
    assert_eq!(registry.requests(), ["/info/plain", "/gems/plain-1.0.gem"]);
    for arguments in [&["--offline"][..], &["--safe"], &[]] {
        std::fs::remove_dir_all(folder.path().join("out")).unwrap();
        let again = folder.recto(&[&["build", "-s", "src", "-d", "out"], arguments].concat());
        assert!(again.status.success(), "{}", printed(&again));
        assert_eq!(page(&folder), PAGE);
    }
}

#[test]
fn only_what_jekyll_reads_of_a_theme_is_unpacked() {
    let (registry, folder) = (registry(), site(SITE));
    build(&folder, &registry);
    let cache = run(&folder, &registry, &["theme", "list"]);
    let lines = printed(&cache);
    let place = lines.split_whitespace().last().unwrap();
    let unpacked = fixture::files(std::path::Path::new(place));
    assert!(unpacked.contains_key("_layouts/default.html") && unpacked.contains_key("_config.yml"));
    assert!(
        !unpacked
            .keys()
            .any(|path| path.starts_with("lib") || path == "README.md"),
        "{unpacked:?}"
    );
}

#[test]
fn the_version_is_that_of_the_lock_file_else_the_newest_that_the_gemfile_allows() {
    let registry = Registry::start();
    for version in ["1.0", "1.2", "1.10", "2.0", "3.0.rc1"] {
        let layout = format!("{version} {{{{ theme.version }}}}");
        registry.release(
            "plain",
            version,
            gem(
                "plain",
                version,
                &[],
                &files(&[("_layouts/default.html", &layout)]),
            ),
        );
    }
    let lock = "GEM\n  specs:\n    jekyll (4.4.1)\n    plain (1.2)\n\nDEPENDENCIES\n  plain\n";
    let cases: [(&[(&str, &str)], &str); 4] = [
        (&[], "2.0 2.0"),
        (&[("Gemfile", "gem \"plain\", \"~> 1.0\"\n")], "1.10 1.10"),
        (
            &[("Gemfile", "gem \"plain\", \"~> 1.0\"\n"), ("Gemfile.lock", lock)],
            "1.2 1.2",
        ),
        (
            &[("Gemfile", "gem \"plain\", \"= 3.0.rc1\"\n")],
            "3.0.rc1 3.0.rc1",
        ),
    ];
    for (more, expected) in cases {
        let folder = site(&[SITE, more].concat());
        build(&folder, &registry);
        assert_eq!(page(&folder), expected);
    }
}

#[test]
fn a_cached_version_that_the_site_cannot_use_is_used_only_if_the_right_one_cannot_be_had() {
    let (registry, folder) = (registry(), site(SITE));
    build(&folder, &registry);
    folder.write("src/Gemfile", b"gem \"plain\", \"~> 2.0\"\n");
    let output = folder.recto(&["build", "-s", "src", "-d", "out", "--offline"]);
    let lines = printed(&output);
    assert!(
        output.status.success() && lines.contains("warning[theme-version]"),
        "{lines}"
    );
    assert!(
        lines.contains("requires version `~> 2.0` of the theme `plain`; version 1.0 is used"),
        "{lines}"
    );
    registry.release(
        "plain",
        "2.1",
        gem("plain", "2.1", &[], &files(&[("_layouts/default.html", "two")])),
    );
    build(&folder, &registry);
    assert_eq!(page(&folder), "two");
}

#[test]
fn an_installed_gem_and_a_folder_of_the_site_come_before_a_download() {
    let registry = registry();
    let folder = site(SITE);
    folder.write(
        "src/vendor/bundle/ruby/3.1.0/gems/plain-0.9/_layouts/default.html",
        b"bundle",
    );
    build(&folder, &registry);
    assert_eq!(page(&folder), "bundle");
    let folder = site(&[
        SITE[1],
        ("_config.yml", "theme: plain\ntheme_dir: own\n"),
        ("own/_layouts/default.html", "own"),
    ]);
    build(&folder, &registry);
    assert_eq!(page(&folder), "own");
    assert!(registry.requests().is_empty());
}

#[test]
fn a_theme_that_cannot_be_had_is_one_error_at_its_line_and_nothing_is_written() {
    let registry = Registry::start();
    let folder = site(SITE);
    for (arguments, reason) in [
        (&[][..], "127.0.0.1"),
        (&["--offline"], "`--offline` forbids a download"),
        (&["--safe"], "`--safe` forbids a download"),
    ] {
        let lines = refused(&folder, &registry, arguments);
        assert!(
            lines.contains("error[theme-not-found]") && lines.contains(reason),
            "{lines}"
        );
        assert!(
            lines.contains("_config.yml:2:") && lines.contains("theme: plain"),
            "{lines}"
        );
        assert_eq!(lines.matches("error[").count(), 1, "{lines}");
    }
    assert_eq!(registry.requests(), ["/info/plain"]);
}

#[test]
fn safe_in_the_configuration_forbids_a_download_as_well() {
    let (registry, folder) = (registry(), site(SITE));
    folder.write("src/_config.yml", b"theme: plain\nsafe: true\n");
    refused(&folder, &registry, &[]);
    assert!(registry.requests().is_empty());
}

#[test]
fn commands_that_need_no_theme_work_without_it() {
    let registry = Registry::start();
    let folder = site(SITE);
    let cleaned = run(&folder, &registry, &["clean", "-s", "src", "-d", "out"]);
    assert!(cleaned.status.success(), "{}", printed(&cleaned));
    assert!(registry.requests().is_empty());
    let doctor = run(&folder, &registry, &["doctor", "-s", "src"]);
    let lines = printed(&doctor);
    assert_eq!(doctor.status.code(), Some(1));
    assert!(lines.contains("error[theme-not-found]"), "{lines}");
    assert!(
        lines.contains("no layout `default`"),
        "what follows from it is examined\n{lines}"
    );
}

#[test]
fn the_plugins_that_a_downloaded_gem_requires_are_on() {
    let registry = Registry::start();
    let layout = "{% feed_meta %}{{ theme.authors }}|{{ theme.dependencies | join: ',' }}";
    let theme = [("_layouts/default.html", layout)];
    let requires = ["jekyll-feed", "rouge"];
    registry.release("plain", "1.0", gem("plain", "1.0", &requires, &files(&theme)));
    let folder = site(SITE);
    build(&folder, &registry);
    assert!(
        page(&folder).contains("feed.xml")
            && page(&folder).ends_with("Ann, Bob|jekyll-feed (~> 0.9),rouge (~> 0.9)")
    );
    assert!(folder.path().join("out/feed.xml").is_file());
}

#[test]
fn two_builds_at_once_download_a_theme_once() {
    let registry = registry();
    let theme = gem("plain", "1.0", &[], &files(THEME));
    registry.answer(
        "/gems/plain-1.0.gem",
        Answer::Late(theme, Duration::from_millis(600)),
    );
    let folder = site(SITE);
    let start = |out: &str| {
        let arguments = ["build", "-s", "src", "-d", out];
        command(&folder, &registry, &arguments).spawn().unwrap()
    };
    let mut builds = [start("one"), start("two"), start("three")];
    assert!(builds.iter_mut().all(|build| build.wait().unwrap().success()));
    for out in ["one", "two", "three"] {
        assert_eq!(text(&folder, &format!("{out}/index.html")), PAGE);
    }
    let downloads = registry
        .requests()
        .into_iter()
        .filter(|path| path.ends_with(".gem"));
    assert_eq!(downloads.count(), 1);
}

#[test]
fn serve_and_watch_download_a_theme_once() {
    for (arguments, ready) in [
        (
            &["serve", "-s", "src", "-P", "0", "--watch"][..],
            "Server running",
        ),
        (
            &["build", "-s", "src", "-d", "out", "--watch"],
            "Auto-regeneration",
        ),
    ] {
        let (registry, folder) = (registry(), site(SITE));
        let program = Program::start(&mut command(&folder, &registry, arguments), ready).unwrap();
        for title in ["y", "z"] {
            folder.write(
                "src/_config.yml",
                format!("title: {title}\ntheme: plain\n").as_bytes(),
            );
            program.wait_for("...done in", PATIENCE);
        }
        assert_eq!(
            registry.requests(),
            ["/info/plain", "/gems/plain-1.0.gem"],
            "{arguments:?}"
        );
    }
}

#[test]
fn a_checksum_of_the_lock_file_must_be_that_of_the_archive() {
    let registry = registry();
    let lock =
        |sum: &str| format!("GEM\n  specs:\n    plain (1.0)\n\nCHECKSUMS\n  plain (1.0) sha256={sum}\n");
    let folder = site(SITE);
    folder.write("src/Gemfile.lock", lock(&"ab".repeat(32)).as_bytes());
    let lines = refused(&folder, &registry, &[]);
    assert!(
        lines.contains("not the archive that the lock file describes"),
        "{lines}"
    );
    let sum = sha256(&gem("plain", "1.0", &[], &files(THEME)));
    folder.write("src/Gemfile.lock", lock(&sum).as_bytes());
    build(&folder, &registry);
}

#[test]
fn themes_are_fetched_listed_and_removed_by_name() {
    let registry = registry();
    registry.release("plain", "0.9", gem("plain", "0.9", &[], &files(THEME)));
    registry.answer(
        "/o/n/tar.gz/HEAD",
        Answer::Whole(super::archives::repository("n", &files(THEME))),
    );
    let folder = fixture::new();
    let theme = |arguments: &[&str]| run(&folder, &registry, &[&["theme"], arguments].concat());
    let fetched = theme(&["fetch", "plain", "plain@0.9", "o/n"]);
    assert!(fetched.status.success(), "{}", printed(&fetched));
    let list = printed(&theme(&["list"]));
    let names: Vec<String> = list
        .lines()
        .map(|line| line.split_whitespace().take(2).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(names, ["o/n HEAD", "plain 0.9", "plain 1.0"], "{list}");
    assert!(list.contains("commit c0ffee00c0ff"), "{list}");
    assert!(theme(&["clean", "plain@0.9"]).status.success());
    assert!(
        !theme(&["clean", "plain@0.9"]).status.success(),
        "it is removed already"
    );
    assert_eq!(printed(&theme(&["list"])).lines().count(), 2);
    assert!(theme(&["clean"]).status.success());
    assert_eq!(printed(&theme(&["list"])), "no theme is in the cache\n");
    for wrong in ["plain@x y", "../plain", "no such"] {
        let output = theme(&["fetch", wrong]);
        assert_eq!(output.status.code(), Some(1), "{wrong}");
    }
}

#[test]
fn an_update_replaces_what_is_in_the_cache() {
    let (registry, folder) = (registry(), site(SITE));
    build(&folder, &registry);
    registry.release(
        "plain",
        "1.1",
        gem("plain", "1.1", &[], &files(&[("_layouts/default.html", "new")])),
    );
    build(&folder, &registry);
    assert_eq!(page(&folder), PAGE, "a build takes what is in the cache");
    let updated = run(&folder, &registry, &["theme", "fetch", "--update", "-s", "src"]);
    assert!(
        printed(&updated).contains("plain 1.1, downloaded"),
        "{}",
        printed(&updated)
    );
    build(&folder, &registry);
    assert_eq!(page(&folder), "new");
}
