//! What [`sync`] promises of a destination folder.
#![expect(clippy::disallowed_methods, reason = "tests look at the disk")]

use super::*;
use crate::site::FileContent;
use std::fs;
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

const NOTHING: &[&str] = &[];

fn file(path: &str, text: &str) -> OutputFile {
    OutputFile {
        url: format!("/{path}").into(),
        path: path.into(),
        content: FileContent::Bytes(text.as_bytes().into()),
        page: None,
    }
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (path, text) in files {
        let path = folder.path().join("site").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn age(path: &Path) -> SystemTime {
    let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
    File::options()
        .write(true)
        .open(path)
        .unwrap()
        .set_modified(old)
        .unwrap();
    old
}

use fs::File;

#[test]
fn writes_new_files_and_their_folders() {
    let dir = folder(&[]);
    let site = dir.path().join("site");
    let report = sync(&[file("a/b/c.html", "x"), file("d.css", "")], &site, NOTHING).unwrap();
    assert_eq!((report.written, report.removed, report.same), (2, 0, 0));
    assert_eq!(fs::read_to_string(site.join("a/b/c.html")).unwrap(), "x");
    assert_eq!(
        fs::read_dir(dir.path()).unwrap().count(),
        1,
        "the workshop is gone"
    );
}

#[test]
fn leaves_files_with_the_same_bytes_untouched() {
    let dir = folder(&[("a.html", "same"), ("b.html", "old!")]);
    let site = dir.path().join("site");
    let old = age(&site.join("a.html"));
    let report = sync(&[file("a.html", "same"), file("b.html", "new!")], &site, NOTHING).unwrap();
    assert_eq!((report.written, report.removed, report.same), (1, 0, 1));
    assert_eq!(site.join("a.html").metadata().unwrap().modified().unwrap(), old);
    assert_eq!(fs::read_to_string(site.join("b.html")).unwrap(), "new!");
}

#[test]
fn removes_strays_and_keeps_what_begins_with_a_kept_name() {
    let dir = folder(&[
        ("old/x/y.html", ""),
        (".git/config", ""),
        (".github/z", ""),
        ("kept/in/file", ""),
        ("kept/stray", ""),
    ]);
    let site = dir.path().join("site");
    let report = sync(&[file("a", "")], &site, &[".git", "kept/in"]).unwrap();
    assert_eq!(report.removed, 4);
    assert!(
        site.join(".git/config").exists()
            && site.join(".github/z").exists()
            && site.join("kept/in/file").exists()
    );
    assert!(!site.join("old").exists() && !site.join("kept/stray").exists());
}

#[test]
fn a_file_may_become_a_folder_and_a_folder_a_file() {
    let dir = folder(&[("a", "file"), ("b/c", "in a folder")]);
    let site = dir.path().join("site");
    sync(&[file("a/x", "1"), file("b", "2")], &site, NOTHING).unwrap();
    assert_eq!(fs::read_to_string(site.join("a/x")).unwrap(), "1");
    assert_eq!(fs::read_to_string(site.join("b")).unwrap(), "2");
}

#[test]
fn the_last_of_two_files_with_one_path_wins() {
    let dir = folder(&[]);
    let site = dir.path().join("site");
    sync(&[file("a", "1"), file("a", "2"), file("a", "3")], &site, NOTHING).unwrap();
    assert_eq!(fs::read_to_string(site.join("a")).unwrap(), "3");
}

#[test]
fn paths_that_leave_the_destination_are_refused() {
    let dir = folder(&[("a", "1")]);
    let site = dir.path().join("site");
    for path in ["../x", "a/../../x", "/etc/x", "a//b", "", "./x"] {
        assert!(sync(&[file(path, "")], &site, NOTHING).is_err(), "{path}");
    }
    assert_eq!(
        fs::read_to_string(site.join("a")).unwrap(),
        "1",
        "nothing was touched"
    );
}

#[cfg(unix)]
#[test]
fn symbolic_links_are_neither_followed_nor_written_through() {
    let dir = folder(&[("a", "1")]);
    let site = dir.path().join("site");
    let outside = dir.path().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("mine"), "mine").unwrap();
    std::os::unix::fs::symlink(&outside, site.join("link")).unwrap();
    std::os::unix::fs::symlink(outside.join("mine"), site.join("b")).unwrap();
    assert!(sync(&[file("link/x", "")], &site, NOTHING).is_err());
    sync(&[file("b", "2")], &site, NOTHING).unwrap();
    assert_eq!(fs::read_to_string(outside.join("mine")).unwrap(), "mine");
    assert!(!site.join("link").exists(), "a stray link goes, its target stays");
}

#[test]
fn copies_keep_their_time_and_are_known_by_it() {
    let dir = folder(&[]);
    let site = dir.path().join("site");
    let from = dir.path().join("from.png");
    fs::write(&from, "picture").unwrap();
    let old = age(&from);
    let copy = OutputFile {
        content: FileContent::Copy(from),
        ..file("to.png", "")
    };
    assert_eq!(
        sync(std::slice::from_ref(&copy), &site, NOTHING).unwrap().written,
        1
    );
    assert_eq!(site.join("to.png").metadata().unwrap().modified().unwrap(), old);
    assert_eq!(sync(&[copy], &site, NOTHING).unwrap().same, 1);
}

#[test]
fn destinations_that_would_hurt_are_refused() {
    let dir = folder(&[("a", "")]);
    let source = dir.path().join("site");
    let home = dir.path().join("home/me");
    for hurts in [
        source.clone(),
        dir.path().to_owned(),
        PathBuf::from("/"),
        source.join("_site/../"),
        home.clone(),
        source.join("a"),
    ] {
        assert!(
            refuse(&hurts, &source, Some(&home)).is_err(),
            "{}",
            hurts.display()
        );
    }
    for fine in [source.join("_site"), dir.path().join("out"), home.join("out")] {
        assert!(refuse(&fine, &source, Some(&home)).is_ok(), "{}", fine.display());
    }
}
