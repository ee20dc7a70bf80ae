//! The theme `minima`, packed as its gem and built next to Jekyll, where Jekyll and the theme are installed.

use super::archives::{Item, gzip, tar};
use super::registry::Registry;
use super::run;
use crate::support::conformance::notice;
use crate::support::fixture::{self, SiteFolder};
use regex::Regex;
use std::collections::BTreeMap;
use std::process::Command;

/// A version that is not installed, so that the theme must be downloaded.
const VERSION: &str = "2.5.99";

/// What Ruby prints for an expression on the gem's specification; `None` if it is not installed.
fn specification(expression: &str) -> Option<String> {
    let script = format!("print Gem::Specification.find_by_name('minima').then {{ |gem| {expression} }}");
    let output = Command::new("ruby").args(["-e", &script]).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8(output.stdout).unwrap())
}

/// The gem, as RubyGems packs it.
fn packed() -> Option<Vec<u8>> {
    let (folder, metadata) = (specification("gem.gem_dir")?, specification("gem.to_yaml")?);
    let contents = fixture::files(std::path::Path::new(&folder));
    let items: Vec<Item<'_>> = contents
        .iter()
        .map(|(path, bytes)| Item::File(path, bytes))
        .collect();
    let (metadata, data) = (gzip(metadata.as_bytes()), gzip(&tar("", &items)));
    Some(tar(
        "",
        &[
            Item::File("metadata.gz", &metadata),
            Item::File("data.tar.gz", &data),
        ],
    ))
}

fn site() -> SiteFolder {
    fixture::with(&[
        (
            "_config.yml",
            "title: Minima\nemail: ann@example.org\nurl: https://example.org\nbaseurl: /blog\ntheme: minima\n\
             timezone: UTC\ntime: 2026-01-01 00:00:00 +0000\ntwitter_username: ann\ngithub_username: ann\n\
             plugins: [jekyll-feed]\n",
        ),
        ("index.md", "---\nlayout: home\n---\nWelcome.\n"),
        (
            "about.md",
            "---\nlayout: page\ntitle: About\npermalink: /about/\n---\n# *Who*\n",
        ),
        (
            "_posts/2020-01-02-code.md",
            "---\nlayout: post\ntitle: \"Code & more\"\nauthor: Ann\ncategories: a b\n---\n```ruby\ndef x = 1\n```\n",
        ),
        (
            "_posts/2021-01-02-text.md",
            "---\nlayout: post\n---\nText[^1].\n\n[^1]: Note.\n",
        ),
        ("_includes/footer.html", "own footer\n"),
    ])
}

/// The files of a folder. Style sheets are without comments, white space and quotes, which the compilers write in
/// different ways.
fn comparable(folder: &SiteFolder, below: &str) -> BTreeMap<String, String> {
    let comment = Regex::new(r"(?s)/\*.*?\*/").unwrap();
    let files = fixture::files(&folder.path().join(below)).into_iter();
    let files = files.filter(|(path, _)| !path.ends_with(".map"));
    files
        .map(|(path, bytes)| {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let text = match path.ends_with(".css") {
                true => {
                    let text = comment.replace_all(&text, "").replace('"', "");
                    text.split_whitespace().collect()
                }
                false => text,
            };
            (path, text)
        })
        .collect()
}

#[test]
fn minima_from_its_archive_is_built_as_jekyll_builds_it() {
    let folder = site();
    let source = folder.path().join("src");
    let jekyll = Command::new("jekyll")
        .args(["build", "-d", "../jekyll"])
        .env("TZ", "UTC")
        .current_dir(&source)
        .output();
    let (Some(gem), Ok(jekyll)) = (packed(), jekyll) else {
        notice("themes: minima skipped: Jekyll or the theme is not installed");
        return;
    };
    assert!(
        jekyll.status.success(),
        "{}",
        String::from_utf8_lossy(&jekyll.stderr)
    );
    let registry = Registry::start();
    registry.release("minima", VERSION, gem);
    folder.write(
        "src/Gemfile.lock",
        format!("GEM\n  specs:\n    minima ({VERSION})\n").as_bytes(),
    );
    let output = run(
        &folder,
        &registry,
        &["build", "-s", "src", "-d", "recto", "--compat", "jekyll-4.3"],
    );
    let printed = super::printed(&output);
    assert!(
        output.status.success() && printed.contains(&format!("minima {VERSION}, downloaded")),
        "{printed}"
    );
    let (expected, actual) = (comparable(&folder, "jekyll"), comparable(&folder, "recto"));
    assert_eq!(
        actual.keys().collect::<Vec<_>>(),
        expected.keys().collect::<Vec<_>>()
    );
    for (path, text) in &expected {
        assert_eq!(&actual[path], text, "{path}");
    }
}
