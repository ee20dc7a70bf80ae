//! Does what the manual says: follows the tutorial, runs the commands of its pages, and compares the walkthroughs with
//! the sources.

use crate::support::conformance::root;
use crate::support::fixture::{self, SiteFolder, files};
use regex::Regex;
use std::process::Command;

/// A block of code of a page.
struct Block {
    /// The language of the fence.
    language: String,
    /// The attribute `title` of the fence.
    title: Option<String>,
    text: String,
}

/// The fenced blocks of a Markdown file of the repository that are not indented.
fn blocks(path: &str) -> Vec<Block> {
    let page = std::fs::read_to_string(root().join(path)).unwrap();
    let title = Regex::new("title=\"([^\"]*)\"").unwrap();
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let fence: String = line.chars().take_while(|c| *c == '`').collect();
        if fence.len() < 3 {
            continue;
        }
        let info = &line[fence.len()..];
        let text: Vec<&str> = lines.by_ref().take_while(|line| **line != *fence).collect();
        blocks.push(Block {
            language: info.split(' ').next().unwrap().to_owned(),
            title: title.captures(info).map(|found| found[1].to_owned()),
            text: text.iter().map(|line| format!("{line}\n")).collect(),
        });
    }
    blocks
}

/// All Markdown files of the manual, and the README.
fn pages() -> Vec<String> {
    let content = walkdir::WalkDir::new(root().join("content")).sort_by_file_name();
    let content = content.into_iter().flatten().filter(|entry| {
        let extension = entry.path().extension();
        extension.is_some_and(|extension| extension == "md")
    });
    let content = content.map(|entry| {
        let path = entry.path().strip_prefix(root()).unwrap();
        path.to_str().unwrap().to_owned()
    });
    content.chain(["README.md".to_owned()]).collect()
}

/// Runs a line of a shell in `below` of the folder; `recto` is the program under test. Returns the exit code and all
/// that was printed.
#[cfg(unix)]
fn shell(folder: &SiteFolder, below: &str, line: &str) -> (Option<i32>, String) {
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_recto"));
    let path = std::env::var("PATH").unwrap();
    let mut recto = folder.command(&[]);
    let mut command = Command::new("sh");
    command
        .args(["-c", &format!("{line} 2>&1")])
        .current_dir(folder.path().join(below))
        .envs(
            recto
                .env("TZ", "UTC")
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .env("PATH", format!("{}:{path}", program.parent().unwrap().display()))
        .envs([
            ("GIT_AUTHOR_NAME", "A"),
            ("GIT_AUTHOR_EMAIL", "a@example.org"),
            ("GIT_COMMITTER_NAME", "A"),
            ("GIT_COMMITTER_EMAIL", "a@example.org"),
        ]);
    let output = command.output().unwrap();
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.code(), printed)
}

#[test]
#[cfg(unix)]
fn the_tutorial_leads_from_an_empty_folder_to_a_site_without_a_broken_link() {
    let folder = fixture::new();
    let mut below = String::new();
    let mut printed = String::new();
    let mut last_code = Some(0);
    for block in blocks("content/tutorial.md") {
        match (block.title, &*block.language) {
            (Some(path), _) => folder.write(&format!("{below}/{path}"), block.text.as_bytes()),
            (None, "sh") => {
                for line in block.text.lines().filter(|line| !line.starts_with("recto serve")) {
                    match line.strip_prefix("cd ") {
                        Some(into) => below.push_str(into),
                        None => (last_code, printed) = shell(&folder, &below, line),
                    }
                    let finds = line == "recto check" && last_code == Some(2);
                    assert!(finds || last_code == Some(0), "{line}: {last_code:?}\n{printed}");
                    assert!(!printed.contains("warning"), "{line}\n{printed}");
                }
            }
            // What a command prints is shown after it.
            (None, "text") => assert!(printed.contains(&block.text), "{printed}\n{}", block.text),
            (None, other) => panic!("a block of {other} without a title"),
        }
    }
    assert_eq!(last_code, Some(0), "{printed}");
    let built = files(&folder.path().join(below).join("_site"));
    let text = |path: &str| String::from_utf8_lossy(&built[path]).into_owned();
    assert_eq!(text("install/index.html").matches("Then try it:").count(), 2);
    assert!(
        text("usage/index.html").contains("dim"),
        "{}",
        text("usage/index.html")
    );
    assert!(text("index.html").contains("href=\"/install/\""));
    assert!(built.contains_key("assets/search/index.json"));
}

/// Commands of the manual that a test cannot run, by how they begin.
const NOT_RUN: &[(&str, &str)] = &[
    (
        "recto theme",
        "it downloads; other tests do that from a server of their own",
    ),
    ("recto serve", "it does not end; other tests serve"),
    (
        "recto completions",
        "it writes to the home folder; another test runs it for each shell",
    ),
    ("recto man", "it writes to the home folder; another test runs it"),
    (
        "recto compare",
        "it needs a site that Jekyll has built; other tests compare",
    ),
    (
        "recto import",
        "it needs a project of another generator; other tests import",
    ),
    ("recto check --external", "it asks other sites"),
    (
        "recto check public",
        "it needs a folder that another program has built",
    ),
    (
        "recto check --since",
        "it needs a remote branch; other tests use revisions",
    ),
];

#[test]
#[cfg(unix)]
fn the_commands_of_each_page_work_in_a_new_site() {
    let mut ran = 0;
    for page in pages() {
        let folder = fixture::new();
        assert_eq!(folder.recto(&["new", "my-docs"]).status.code(), Some(0));
        let lines: Vec<String> = blocks(&page)
            .iter()
            .filter(|block| block.language == "sh" && block.title.is_none())
            .flat_map(|block| block.text.lines().map(str::to_owned).collect::<Vec<_>>())
            .filter(|line| line.starts_with("recto "))
            .filter(|line| !NOT_RUN.iter().any(|(start, _)| line.starts_with(start)))
            .collect();
        for line in lines {
            let line = line.split(" #").next().unwrap().trim();
            // The example of a new site, and that of an existing one.
            let line = line.replace("new my-docs", "new my-new-docs");
            let line = line
                .replace("-s my-docs", "-s .")
                .replace("-s my-jekyll-site", "-s .");
            let line = line.replace("/tmp/", "../");
            let (code, printed) = shell(&folder, "my-docs", &line);
            assert_eq!(code, Some(0), "{page}: {line}\n{printed}");
            ran += 1;
        }
    }
    assert!(ran > 15, "only {ran} commands were run");
}

#[test]
fn walkthroughs_change_lines_that_exist() {
    for path in ["add-a-lexer", "add-a-filter", "add-a-diagnostic"] {
        let page = format!("content/contributing/{path}.md");
        let mut changes = 0;
        for block in blocks(&page) {
            let Some(title) = block.title else { continue };
            let file = title.split(',').next().unwrap();
            if block.language == "diff" {
                let source = std::fs::read_to_string(root().join(file)).unwrap();
                let context: Vec<&str> = block
                    .text
                    .lines()
                    .filter(|line| !line.starts_with('+'))
                    .map(|line| line.strip_prefix(' ').unwrap_or(line))
                    .collect();
                assert!(
                    source.contains(&context.join("\n")),
                    "{page}: {file} does not have these lines:\n{}",
                    context.join("\n")
                );
                changes += 1;
            } else if title.ends_with("at the end") {
                assert!(root().join(file).is_file(), "{page}: {file}");
                changes += 1;
            } else {
                assert!(!root().join(file).exists(), "{page}: {file} exists");
            }
        }
        assert!(changes >= 3, "{page}: only {changes} changes");
    }
}

#[test]
fn links_between_the_files_of_the_repository_lead_somewhere() {
    let link = Regex::new(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)").unwrap();
    for file in [
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "CODE_OF_CONDUCT.md",
    ] {
        let page = std::fs::read_to_string(root().join(file)).unwrap();
        for found in link.captures_iter(&page) {
            assert!(root().join(&found[1]).exists(), "{file}: {}", &found[1]);
        }
    }
}
