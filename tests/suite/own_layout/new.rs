//! The sites that `recto new` writes.

use crate::support::conformance::notice;
use crate::support::fixture::{self, files};

/// `recto new` with these arguments, then `recto COMMAND` on the result; what that prints, and its exit code.
fn new_and(arguments: &[&str], command: &[&str]) -> (String, Option<i32>, fixture::SiteFolder) {
    let folder = fixture::new();
    let mut new = vec!["new", "site"];
    new.extend(arguments);
    assert_eq!(folder.recto(&new).status.code(), Some(0));
    let mut command = command.to_vec();
    command.extend(["-s", "site"]);
    let output = folder.recto(&command);
    let printed = [output.stdout, output.stderr].concat();
    (
        String::from_utf8_lossy(&printed).into_owned(),
        output.status.code(),
        folder,
    )
}

#[test]
fn a_new_site_builds_without_a_warning_and_has_no_broken_link() {
    let (printed, code, _folder) = new_and(&[], &["check"]);
    assert_eq!(code, Some(0), "{printed}");
    assert!(
        !printed.contains("warning") && printed.contains("0 errors"),
        "{printed}"
    );
    let (printed, code, _folder) = new_and(&[], &["doctor"]);
    assert_eq!(code, Some(0), "{printed}");
    assert!(printed.contains("0 errors, 0 warnings"), "{printed}");
}

#[test]
fn a_new_site_shows_captures_tabs_includes_data_and_code() {
    let (printed, code, folder) = new_and(&[], &["build", "-q", "-d", "out"]);
    assert_eq!(code, Some(0), "{printed}");
    let built = files(&folder.path().join("out"));
    let text = |path: &str| String::from_utf8_lossy(&built[path]).into_owned();
    let install = text("guide/install/index.html");
    assert_eq!(
        install.matches("Then check that it works:</p>").count(),
        2,
        "{install}"
    );
    assert!(
        install.contains("nav-tabs") && install.contains("endcapture"),
        "{install}"
    );
    let writing = text("guide/writing/index.html");
    assert!(
        writing.contains("printf") && writing.contains("<figcaption>examples/hello.sh</figcaption>"),
        "{writing}"
    );
    let commands = text("reference/commands/index.html");
    assert!(
        commands.contains("<code>hello NAME</code></td><td>greets somebody</td>"),
        "{commands}"
    );
    assert!(text("index.html").contains("rc-hero") && built.contains_key("404.html"));
    assert!(built.contains_key("assets/search/index.json"));
}

#[test]
fn an_existing_file_is_never_overwritten() {
    let folder = fixture::new();
    folder.write("site/recto.yml", b"title: Mine\n");
    assert_eq!(folder.recto(&["new", "site"]).status.code(), Some(2));
    assert_eq!(folder.recto(&["new", "--force", "site"]).status.code(), Some(0));
    let written = files(&folder.path().join("site"));
    assert_eq!(&*written["recto.yml"], b"title: Mine\n");
    assert!(written.contains_key("content/index.md"));
}

#[test]
fn jekyll_builds_a_new_jekyll_site_to_the_same_bytes() {
    let (printed, code, folder) = new_and(&["--jekyll"], &["build", "-q", "-d", "ours"]);
    assert_eq!((code, &*printed), (Some(0), ""));
    let mut jekyll = std::process::Command::new("jekyll");
    jekyll.args(["build", "-q", "-s", "site", "-d", "theirs"]);
    let Ok(output) = jekyll.current_dir(folder.path()).output() else {
        notice("new: not compared, Jekyll is not installed");
        return;
    };
    assert!(output.status.success(), "{output:?}");
    let built = |name: &str| files(&folder.path().join(name));
    assert!(built("ours").contains_key("install/index.html"));
    for (path, bytes) in built("theirs") {
        let ours = built("ours");
        let ours = String::from_utf8_lossy(&ours[&path]).into_owned();
        assert_eq!(ours, String::from_utf8_lossy(&bytes), "{path}");
    }
    assert_eq!(built("ours").len(), built("theirs").len());
}

#[test]
fn a_new_jekyll_site_shows_a_capture_and_has_no_broken_link() {
    let (printed, code, _folder) = new_and(&["--jekyll"], &["check"]);
    assert_eq!(code, Some(0), "{printed}");
    let (_, _, folder) = new_and(&["--jekyll"], &["build", "-q", "-d", "out"]);
    let built = files(&folder.path().join("out"));
    let install = String::from_utf8_lossy(&built["install/index.html"]).into_owned();
    assert_eq!(
        install.matches("Then check that it works:").count(),
        2,
        "{install}"
    );
}
