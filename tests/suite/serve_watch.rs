//! Changes of the sources that a watcher misses easily.

use crate::support::server::Server;
use std::time::Duration;

const SITE: &[(&str, &str)] = &[
    ("_config.yml", "title: x\n"),
    ("docs/a.html", "---\n---\none"),
    ("docs/deep/b.html", "---\n---\ndeep one"),
];

fn copy(from: &std::path::Path, to: &std::path::Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().flatten() {
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        match entry.file_type().is_dir() {
            true => std::fs::create_dir_all(target).unwrap(),
            false => _ = std::fs::copy(entry.path(), target).unwrap(),
        }
    }
}

#[test]
fn a_folder_that_was_replaced_is_watched() {
    let server = Server::start(SITE, &[]);
    server.wait("/docs/a.html", "one");
    let source = server.folder.path().join("src");
    for round in 0..2 {
        let next = server.folder.path().join("next");
        copy(&source.join("docs"), &next);
        std::fs::remove_dir_all(source.join("docs")).unwrap();
        std::fs::rename(&next, source.join("docs")).unwrap();
        for path in ["docs/a.html", "docs/deep/b.html"] {
            let text = format!("round {round} of {path}");
            server.write(path, &format!("---\n---\n{text}"));
            server.wait(&format!("/{path}"), &text);
        }
    }
    // A folder inside a watched one is replaced as well.
    let next = server.folder.path().join("next");
    copy(&source.join("docs/deep"), &next);
    std::fs::remove_dir_all(source.join("docs/deep")).unwrap();
    std::fs::rename(&next, source.join("docs/deep")).unwrap();
    server.write("docs/deep/b.html", "---\n---\ninside");
    server.wait("/docs/deep/b.html", "inside");
}

#[test]
fn a_source_file_that_a_page_shows_is_watched_outside_the_site_too() {
    let files = [
        ("recto.yml", "title: x\ncode_dir: ../code\n"),
        ("content/index.md", "{% code \"a.rs\" %}\n"),
        ("../code/a.rs", "fn one() {}\n"),
    ];
    let server = Server::start(&files, &[]);
    server.wait("/", "one");
    let file = server.folder.path().join("code/a.rs");
    for name in ["two", "three"] {
        std::fs::write(&file, format!("fn {name}() {{}}\n")).unwrap();
        server.wait("/", name);
    }
}

#[test]
fn a_source_folder_that_was_restored_is_watched() {
    let server = Server::start(SITE, &[]);
    server.wait("/docs/a.html", "one");
    let source = server.folder.path().join("src");
    let backup = server.folder.path().join("backup");
    copy(&source, &backup);
    std::fs::remove_dir_all(&source).unwrap();
    std::thread::sleep(Duration::from_millis(700));
    copy(&backup, &source);
    server.write("docs/a.html", "---\n---\nrestored");
    server.wait("/docs/a.html", "restored");
    server.write("docs/deep/b.html", "---\n---\nlater");
    server.wait("/docs/deep/b.html", "later");
}

#[test]
#[cfg(unix)]
fn a_page_behind_a_symbolic_link_follows_its_file() {
    let server = Server::start(SITE, &[]);
    let source = server.folder.path().join("src");
    std::os::unix::fs::symlink("a.html", source.join("docs/link.html")).unwrap();
    std::os::unix::fs::symlink("docs", source.join("alias")).unwrap();
    server.wait("/docs/link.html", "one");
    server.wait("/alias/deep/b.html", "deep one");
    server.write("docs/a.html", "---\n---\ntwo");
    for path in [
        "/docs/a.html",
        "/docs/link.html",
        "/alias/a.html",
        "/alias/link.html",
    ] {
        server.wait(path, "two");
    }
    server.write("docs/deep/b.html", "---\n---\ndeep two");
    server.wait("/alias/deep/b.html", "deep two");
}

#[test]
fn polling_sees_the_second_save_within_a_second() {
    let server = Server::start(SITE, &["--force_polling"]);
    server.wait("/docs/a.html", "one");
    for text in ["two", "six", "ten", "new"] {
        server.write("docs/a.html", &format!("---\n---\n{text}"));
        server.wait("/docs/a.html", text);
    }
}

#[test]
fn an_edit_that_keeps_size_and_time_is_seen() {
    for arguments in [&[][..], &["--force_polling"]] {
        let server = Server::start(SITE, arguments);
        server.wait("/docs/a.html", "one");
        let file = server.folder.path().join("src/docs/a.html");
        let time = file.metadata().unwrap().modified().unwrap();
        for text in ["two", "six"] {
            server.write("docs/a.html", &format!("---\n---\n{text}"));
            std::fs::File::options()
                .write(true)
                .open(&file)
                .unwrap()
                .set_modified(time)
                .unwrap();
            server.wait("/docs/a.html", text);
        }
    }
}

#[test]
fn a_file_that_is_emptied_before_it_is_written_is_never_served_empty() {
    let server = Server::start(SITE, &[]);
    server.wait("/docs/a.html", "one");
    let file = server.folder.path().join("src/docs/a.html");
    for round in 0..5 {
        std::fs::write(&file, "").unwrap();
        std::thread::sleep(Duration::from_millis(30));
        assert!(server.request("/docs/a.html", "").starts_with("HTTP/1.1 200"));
        std::fs::write(&file, format!("---\n---\nround {round}")).unwrap();
        server.wait("/docs/a.html", &format!("round {round}"));
    }
}
