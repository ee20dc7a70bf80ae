//! Themes that are not in the site: where they are found, how they are downloaded, and what becomes of archives that
//! are broken or hostile. All servers are on this machine.

mod archives;
mod downloads;
mod hostile;
mod minima;
mod registry;
mod remote;

use crate::support::fixture::{self, SiteFolder};
use archives::{files, gem};
use registry::Registry;
use std::process::{Command, Output};

/// A theme with all that a theme can have.
const THEME: &[(&str, &str)] = &[
    (
        "_layouts/default.html",
        "[{{ site.color }} {{ site.data.words.hello }} {% include mark.html %}] {{ content }}",
    ),
    ("_includes/mark.html", "mark"),
    ("_data/words.yml", "hello: hi\n"),
    ("_sass/theme.scss", "a { b: c; }\n"),
    ("assets/style.scss", "---\n---\n@import \"theme\";\n"),
    ("assets/logo.svg", "<svg/>"),
    ("_config.yml", "color: red\n"),
    ("README.md", "not a part of the site"),
    ("lib/theme.rb", "raise"),
];

/// A site that needs it.
const SITE: &[(&str, &str)] = &[
    (
        "_config.yml",
        "title: x\ntheme: plain\nsass: {sourcemap: never}\n",
    ),
    ("index.md", "---\nlayout: default\n---\n*hello*\n"),
];

/// The built page of that site.
const PAGE: &str = "[red hi mark] <p><em>hello</em></p>\n";

/// A registry that has version 1.0 of the theme.
fn registry() -> Registry {
    let registry = Registry::start();
    registry.release("plain", "1.0", gem("plain", "1.0", &[], &files(THEME)));
    registry
}

/// `recto ARGUMENTS` in the folder, with that server of gems and repositories.
fn command(folder: &SiteFolder, registry: &Registry, arguments: &[&str]) -> Command {
    let mut command = folder.command(arguments);
    command.env("RECTO_GEM_SERVER", &registry.address);
    command.env("RECTO_GITHUB_SERVER", &registry.address);
    command
}

fn run(folder: &SiteFolder, registry: &Registry, arguments: &[&str]) -> Output {
    command(folder, registry, arguments).output().unwrap()
}

/// What a program has printed.
fn printed(output: &Output) -> String {
    [&output.stdout[..], &output.stderr]
        .map(String::from_utf8_lossy)
        .concat()
}

/// Builds the site and returns what is printed.
#[track_caller]
fn build(folder: &SiteFolder, registry: &Registry) -> String {
    let output = run(folder, registry, &["build", "-s", "src", "-d", "out"]);
    let printed = printed(&output);
    assert!(output.status.success(), "{printed}");
    printed
}

/// Builds a site that cannot be built, and returns what is printed.
#[track_caller]
fn refused(folder: &SiteFolder, registry: &Registry, arguments: &[&str]) -> String {
    let output = run(
        folder,
        registry,
        &[&["build", "-s", "src", "-d", "out"], arguments].concat(),
    );
    let printed = printed(&output);
    assert_eq!(output.status.code(), Some(1), "{printed}");
    assert!(
        !folder.path().join("out").exists(),
        "something was written\n{printed}"
    );
    printed
}

fn page(folder: &SiteFolder) -> String {
    text(folder, "out/index.html")
}

fn text(folder: &SiteFolder, path: &str) -> String {
    std::fs::read_to_string(folder.path().join(path)).unwrap_or_default()
}

fn site(files: &[(&str, &str)]) -> SiteFolder {
    fixture::with(files)
}
