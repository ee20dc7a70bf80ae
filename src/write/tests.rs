//! Tests of the path that every build takes: open, take, finish.
#![expect(clippy::disallowed_methods, reason = "tests look at the disk")]

use super::*;
use crate::site::FileContent;
use crate::write;
use std::fs::{self, File};
use std::sync::mpsc;
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

/// A folder whose `site` holds these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (path, text) in files {
        let path = folder.path().join("site").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// `site` as a destination of a source elsewhere, which may be emptied.
fn safe(site: &Path) -> SafeDestination {
    SafeDestination::of(site, &site.with_file_name("source"), None)
        .unwrap()
        .force(true)
}

fn open(site: &Path) -> Staging {
    Staging::open(safe(site), &|| panic!("no other build is running")).unwrap()
}

/// Writes `outputs` in both ways: every other one is staged early, the rest at the end.
fn write(outputs: &[OutputFile], site: &Path, keep: &[&str]) -> Result<Report> {
    let staging = Staging::open(safe(site), &|| {})?;
    let mut files = outputs.to_vec();
    for file in files.iter_mut().step_by(2) {
        file.content = staging.take(&file.path, file.content.clone())?;
    }
    staging.finish(&files, keep)
}

fn text(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path).unwrap()
}

/// Gives a file an old modification time, and returns it.
fn age(path: &Path) -> SystemTime {
    let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
    let file = File::options().write(true).open(path).unwrap();
    file.set_modified(old).unwrap();
    old
}

#[test]
fn writes_new_files_and_their_folders() {
    let dir = folder(&[]);
    let site = dir.path().join("site");
    let report = write(&[file("a/b/c.html", "x"), file("d.css", "")], &site, NOTHING).unwrap();
    assert_eq!((report.written, report.removed, report.same), (2, 0, 0));
    assert_eq!(fs::read_to_string(site.join("a/b/c.html")).unwrap(), "x");
    assert_eq!(
        fs::read_dir(dir.path()).unwrap().count(),
        1,
        "the staging directory is removed"
    );
}

#[test]
fn leaves_files_with_the_same_bytes_untouched() {
    let dir = folder(&[("a.html", "same"), ("b.html", "old!")]);
    let site = dir.path().join("site");
    let old = age(&site.join("a.html"));
    let report = write(&[file("a.html", "same"), file("b.html", "new!")], &site, NOTHING).unwrap();
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
    let report = write(&[file("a", "")], &site, &[".git", "kept/in"]).unwrap();
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
    write(&[file("a/x", "1"), file("b", "2")], &site, NOTHING).unwrap();
    assert_eq!(fs::read_to_string(site.join("a/x")).unwrap(), "1");
    assert_eq!(fs::read_to_string(site.join("b")).unwrap(), "2");
}

#[test]
fn the_last_of_two_files_with_one_path_wins() {
    let dir = folder(&[]);
    let site = dir.path().join("site");
    let outputs = [file("a", "1"), file("a", "2"), file("a", "3")];
    open(&site).finish(&outputs, NOTHING).unwrap();
    assert_eq!(fs::read_to_string(site.join("a")).unwrap(), "3");
}

#[test]
fn paths_that_leave_the_destination_are_refused() {
    let dir = folder(&[("a", "1")]);
    let site = dir.path().join("site");
    for path in ["../x", "a/../../x", "/etc/x", "a//b", "", "./x"] {
        assert!(write(&[file(path, "")], &site, NOTHING).is_err(), "{path}");
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
    assert!(write(&[file("link/x", "")], &site, NOTHING).is_err());
    write(&[file("b", "2")], &site, NOTHING).unwrap();
    assert_eq!(fs::read_to_string(outside.join("mine")).unwrap(), "mine");
    assert!(
        !site.join("link").exists(),
        "a stray link is removed, its target stays"
    );
}

#[test]
fn copies_keep_their_time_and_are_recognised_by_it() {
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
        write(std::slice::from_ref(&copy), &site, NOTHING)
            .unwrap()
            .written,
        1
    );
    assert_eq!(site.join("to.png").metadata().unwrap().modified().unwrap(), old);
    assert_eq!(write(&[copy], &site, NOTHING).unwrap().same, 1);
}

#[test]
fn a_build_that_fails_after_files_were_handed_over_leaves_no_trace() {
    for before in [&[][..], &[("a", "old")]] {
        let dir = folder(before);
        let site = dir.path().join("site");
        let staging = open(&site);
        staging.take("a", file("a", "new").content).unwrap();
        staging.take("b/c", file("b/c", "new").content).unwrap();
        drop(staging);
        // A destination that was made for this build is removed with it.
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), before.len());
        let left = fs::read_dir(&site).map_or(0, Iterator::count);
        assert_eq!(left, before.len());
        assert!(before.iter().all(|(path, old)| text(site.join(path)) == *old));
    }
}

#[test]
fn a_file_handed_over_unchanged_is_not_touched() {
    let dir = folder(&[("a", "same")]);
    let site = dir.path().join("site");
    let old = age(&site.join("a"));
    let staging = open(&site);
    let content = staging.take("a", file("a", "same").content).unwrap();
    let output = OutputFile {
        content,
        ..file("a", "")
    };
    let report = staging.finish(&[output], NOTHING).unwrap();
    assert_eq!((report.written, report.same), (0, 1));
    assert_eq!(site.join("a").metadata().unwrap().modified().unwrap(), old);
}

#[test]
fn files_that_appear_in_an_empty_destination_during_the_build_stay() {
    let dir = folder(&[]);
    let site = dir.path().join("site");
    let staging = open(&site);
    let content = staging.take("a", file("a", "made").content).unwrap();
    fs::write(site.join("theirs"), "theirs").unwrap();
    let output = OutputFile {
        content,
        ..file("a", "")
    };
    staging.finish(&[output, file("b/c", "made")], NOTHING).unwrap();
    let texts = ["a", "b/c", "theirs"].map(|path| text(site.join(path)));
    assert_eq!(texts, ["made", "made", "theirs"]);
}

#[test]
fn a_second_build_waits_for_the_first_and_then_has_the_last_word() {
    for before in [&[][..], &[("a", "old"), ("b", "old")]] {
        let dir = folder(before);
        let site = dir.path().join("site");
        let first = open(&site);
        first.take("a", file("a", "first").content).unwrap();
        let (send, waits) = mpsc::channel();
        let second = {
            let site = site.clone();
            std::thread::spawn(move || {
                let staging = Staging::open(safe(&site), &|| send.send(()).unwrap()).unwrap();
                staging.finish(&[file("a", "second")], NOTHING).unwrap()
            })
        };
        waits.recv_timeout(Duration::from_secs(20)).unwrap();
        let outputs = [file("a", "first"), file("b", "first")];
        first.finish(&outputs, NOTHING).unwrap();
        let report = second.join().unwrap();
        assert_eq!(
            (report.written, report.removed),
            (1, 1),
            "it sees the first one's files"
        );
        assert_eq!(text(site.join("a")), "second");
        assert!(!site.join("b").exists());
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}

#[test]
fn what_a_killed_build_left_is_removed_by_the_next_one() {
    let dir = folder(&[("a", "old")]);
    let site = dir.path().join("site");
    let left = dir.path().join(".site.recto-part");
    fs::create_dir_all(left.join("tree/x")).unwrap();
    for path in ["lock", "7", "tree/x/y"] {
        fs::write(left.join(path), "").unwrap();
    }
    let report = write(&[file("a", "new")], &site, NOTHING).unwrap();
    assert_eq!((report.written, report.removed), (1, 0));
    assert!(!left.exists());
}

#[test]
fn a_staging_directory_inside_the_destination_is_not_part_of_the_site() {
    let dir = folder(&[
        ("a", "old"),
        (".site.recto-part/tree/x", ""),
        (".site.recto-part/lock", ""),
    ]);
    let site = dir.path().join("site");
    let listing = Listing::of(&site).unwrap();
    assert_eq!(listing.iter().map(|(path, _)| path).collect::<Vec<_>>(), ["a"]);
}

#[test]
fn destinations_that_must_not_be_emptied_are_refused() {
    let dir = folder(&[("a", "")]);
    let source = dir.path().join("site");
    let home = dir.path().join("home/me");
    for refused in [
        source.clone(),
        dir.path().to_owned(),
        PathBuf::from("/"),
        source.join("_site/../"),
        home.clone(),
        source.join("a"),
        source.join(".git"),
        dir.path().join("other/.git/objects"),
    ] {
        let checked = SafeDestination::of(&refused, &source, Some(&home));
        assert!(checked.is_err(), "{}", refused.display());
    }
    for safe in [source.join("_site"), dir.path().join("out"), home.join("out")] {
        let checked = SafeDestination::of(&safe, &source, Some(&home));
        assert!(checked.is_ok(), "{}", safe.display());
    }
}

/// `site` as a destination with a record of earlier builds.
fn recorded(site: &Path, source: &Path) -> SafeDestination {
    let safe = SafeDestination::of(site, source, None).unwrap();
    safe.recorded_in(&source.join(".state"))
}

#[test]
fn the_first_build_does_not_remove_foreign_files_and_later_ones_remove_their_own() {
    let dir = folder(&[("thesis.doc", "mine"), ("a", "old")]);
    let (site, source) = (dir.path().join("site"), dir.path().join("source"));
    let build = |outputs: &[OutputFile], force| {
        let staging = Staging::open(recorded(&site, &source).force(force), &|| {}).unwrap();
        staging.finish(outputs, NOTHING)
    };
    let error = build(&[file("a", "new")], false).unwrap_err();
    assert_eq!(error.code, Code::ForeignFiles);
    assert!(
        error.message.contains("1 file from it: `thesis.doc`"),
        "{}",
        error.message
    );
    assert_eq!(text(site.join("a")), "old", "nothing is written");
    assert!(write::remove(&recorded(&site, &source)).is_err());
    build(&[file("a", "new"), file("b", "new")], true).unwrap();
    assert!(!site.join("thesis.doc").exists());
    build(&[file("a", "new")], false).unwrap();
    assert!(!site.join("b").exists());
    assert!(write::remove(&recorded(&site, &source)).unwrap());
    fs::create_dir(&site).unwrap();
    fs::write(site.join("thesis.doc"), "mine").unwrap();
    assert!(
        build(&[file("a", "")], false).is_err(),
        "a folder that was removed is forgotten"
    );
}

#[test]
fn a_first_build_that_removes_nothing_needs_no_force() {
    let dir = folder(&[("a", "old"), (".git/config", "")]);
    let (site, source) = (dir.path().join("site"), dir.path().join("source"));
    let staging = Staging::open(recorded(&site, &source), &|| {}).unwrap();
    staging.finish(&[file("a", "new")], &[".git"]).unwrap();
    assert_eq!(text(site.join("a")), "new");
}

#[test]
fn source_files_in_the_destination_are_never_removed() {
    let dir = folder(&[("docs/a.md", "---\n---\nmine"), ("docs/b.png", "")]);
    let source = dir.path().join("site");
    let safe = || recorded(&source.join("docs"), &source).force(true);
    let staging = Staging::open(safe(), &|| {}).unwrap();
    let error = staging.finish(&[file("index.html", "")], NOTHING).unwrap_err();
    assert_eq!(error.code, Code::SourcesInDestination);
    assert_eq!(
        write::remove(&safe()).unwrap_err().code,
        Code::SourcesInDestination
    );
    assert!(source.join("docs/a.md").exists() && source.join("docs/b.png").exists());
}

#[test]
fn only_caches_are_removed_as_caches() {
    let dir = folder(&[
        ("docs/a.png", ""),
        (".git/config", ""),
        ("tmp/Jekyll/Cache/x", ""),
        (".cache/x", ""),
    ]);
    let source = dir.path().join("site");
    let cache = |name: &str| SafeDestination::cache(name, &source);
    for refused in ["docs", ".git", ".github", ".git/x"] {
        assert!(cache(refused).is_err(), "{refused}");
    }
    for outside in ["../x", "/x", "", "a/../../b"] {
        assert!(cache(outside).unwrap().is_none(), "{outside}");
    }
    for (removed, existed) in [(".cache", true), ("tmp", true), (".none", false)] {
        assert_eq!(write::remove(&cache(removed).unwrap().unwrap()).unwrap(), existed);
        assert!(!source.join(removed).exists());
    }
}
