//! Builds one site with several versions of Jekyll, kramdown and Rouge.

use crate::support::fixture::{self, SiteFolder};
use crate::support::server::Server;

/// A site whose output differs between the versions of each part.
const SITE: &[(&str, &str)] = &[
    ("_config.yml", "kramdown: {footnote_link_text: '[%s]'}\n"),
    (
        "index.md",
        "---\n---\n{{ jekyll.version }}\n\na[^1] b_ _c_\n\n```python\nx: int = f\"{y!r}\"\n```\n\n[^1]: note\n",
    ),
    (
        "tag.html",
        "---\n---\n{% highlight text mark_lines=\"2\" %}\na\nb\n{% endhighlight %}\n",
    ),
];

const LOCK: &str = "GEM\n  specs:\n    jekyll (4.4.1)\n    kramdown (2.5.1)\n    rouge (4.6.0)\n";

const OLD_FOOTNOTE: &str =
    r##"<sup id="fnref:1" role="doc-noteref"><a href="#fn:1" class="footnote" rel="footnote">1</a></sup>"##;
const NEW_FOOTNOTE: &str =
    r##"<sup id="fnref:1"><a href="#fn:1" class="footnote" rel="footnote" role="doc-noteref">[1]</a></sup>"##;

/// Builds with these flags; the text of the index page and of the page with the tag.
fn built(folder: &SiteFolder, flags: &[&str]) -> (String, String) {
    let arguments = [&["build", "-q", "-s", "src", "-d", "out"], flags].concat();
    let output = folder.recto(&arguments);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let read = |path: &str| std::fs::read_to_string(folder.path().join("out").join(path)).unwrap();
    (read("index.html"), read("tag.html"))
}

#[test]
fn a_site_without_gemfile_has_the_rules_of_jekyll_4_and_the_gems_of_github_pages() {
    let (index, tag) = built(&fixture::with(SITE), &[]);
    assert!(index.contains("<p>4.3.1</p>"), "{index}");
    assert!(index.contains(OLD_FOOTNOTE), "{index}");
    assert!(tag.contains(">a\nb</code>"), "{tag}");
}

#[test]
fn the_releases_of_the_lock_file_decide_the_output() {
    let folder = fixture::with(SITE);
    folder.write("src/Gemfile.lock", LOCK.as_bytes());
    let (index, tag) = built(&folder, &[]);
    assert!(index.contains("<p>4.4.1</p>"), "{index}");
    assert!(index.contains(NEW_FOOTNOTE), "{index}");
    assert!(
        tag.contains(">a\n<span class=\"hll\">b</span>") || tag.contains("<span class=\"hll\">b\n</span>"),
        "{tag}"
    );
    let (newer, _) = built(&folder, &["--compat", "rouge=4.7"]);
    let (older, _) = built(&folder, &["--compat", "rouge=3.30"]);
    assert_eq!(index, newer);
    assert_ne!(index, older);
}

#[test]
fn compat_of_the_configuration_and_of_the_command_line_override_the_lock_file() {
    let folder = fixture::with(SITE);
    folder.write("src/Gemfile.lock", LOCK.as_bytes());
    folder.write("src/_config.yml", b"compat: {kramdown: 2.4}\n");
    let (index, _) = built(&folder, &[]);
    assert!(index.contains("<p>4.4.1</p>"), "{index}");
    assert!(index.contains(OLD_FOOTNOTE), "{index}");
    let (index, _) = built(&folder, &["--compat", "jekyll-4.3,kramdown=2.5"]);
    assert!(index.contains("<p>4.3.1</p>"), "{index}");
    assert!(index.contains("rel=\"footnote\" role=\"doc-noteref\""), "{index}");
}

#[test]
fn the_lock_file_may_be_above_the_source_in_the_repository() {
    let folder = fixture::with(SITE);
    folder.write("Gemfile.lock", LOCK.as_bytes());
    let (index, _) = built(&folder, &[]);
    assert!(index.contains("<p>4.3.1</p>"), "outside of a repository: {index}");
    folder.write(".git/HEAD", b"ref: refs/heads/main\n");
    let (index, _) = built(&folder, &[]);
    assert!(index.contains("<p>4.4.1</p>"), "{index}");
    folder.write("src/Gemfile", b"gem 'github-pages'\n");
    let (index, _) = built(&folder, &[]);
    assert!(index.contains("<p>3.10.0</p>"), "{index}");
}

#[test]
fn an_unknown_profile_is_refused_on_the_command_line_and_in_the_configuration() {
    let folder = fixture::with(SITE);
    let output = folder.recto(&["build", "-s", "src", "-d", "out", "--compat", "jekyll-5"]);
    assert_eq!(output.status.code(), Some(2));
    folder.write("src/_config.yml", b"title: x\ncompat: jekyl-4.4\n");
    let output = folder.recto(&["build", "-s", "src", "-d", "out"]);
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(text.contains("unknown profile `jekyl-4.4`"), "{text}");
    assert!(text.contains("_config.yml:2:1"), "{text}");
    assert!(text.contains("did you mean `jekyll-4.4`?"), "{text}");
}

#[test]
fn compare_advises_the_versions_that_built_the_expected_site() {
    let folder = fixture::with(SITE);
    for (out, compat) in [("old", "jekyll-4.3"), ("new", "jekyll-4.4")] {
        let output = folder.recto(&["build", "-q", "-s", "src", "-d", out, "--compat", compat]);
        assert!(output.status.success());
    }
    let output = folder.recto(&["compare", "new", "old"]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("`--compat kramdown=2.5,rouge=4.7`"), "{text}");
    let output = folder.recto(&["compare", "new", "new"]);
    assert!(!String::from_utf8_lossy(&output.stdout).contains("--compat"));
}

#[test]
fn a_server_follows_the_lock_file() {
    let files = [
        ("_config.yml", ""),
        ("index.html", "---\n---\n{{ jekyll.version }}"),
    ];
    let server = Server::start(&files, &[]);
    server.wait("/", "4.3.1");
    server.write("Gemfile.lock", LOCK);
    server.wait("/", "4.4.1");
    server.write("Gemfile.lock", &LOCK.replace("4.4.1", "4.3.4"));
    server.wait("/", "4.3.4");
}

#[test]
fn a_server_follows_a_lock_file_above_the_source() {
    let files = [
        ("_config.yml", ""),
        ("index.html", "---\n---\n{{ jekyll.version }}"),
        ("../.git/HEAD", ""),
        ("../Gemfile.lock", LOCK),
    ];
    let server = Server::start(&files, &[]);
    server.wait("/", "4.4.1");
    server
        .folder
        .write("Gemfile.lock", LOCK.replace("4.4.1", "4.3.4").as_bytes());
    server.wait("/", "4.3.4");
}
