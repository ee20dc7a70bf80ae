//! Sites in recto's own layout, looked at as built: navigation, templates, configuration, and what must not vanish.

mod braces;
mod browser;
mod collected;
mod configuration;
mod doctor;
mod import;
mod markup;
mod navigation;
mod new;
mod quality;
mod schema;
mod search;
mod templates;

use crate::support::fixture::{self, SiteFolder, files};
use std::collections::BTreeMap;

/// A site that was built, with what the program printed.
struct Site {
    folder: SiteFolder,
    /// The files of the destination as text.
    files: BTreeMap<String, String>,
    /// Standard error.
    printed: String,
    /// The exit code.
    code: Option<i32>,
}

/// Builds a site of these files; without a `recto.yml` among them it gets a small one.
fn build(sources: &[(&str, &str)]) -> Site {
    run(sources, &["build", "-q", "-s", "src", "-d", "out"])
}

/// The same with these arguments.
fn run(sources: &[(&str, &str)], arguments: &[&str]) -> Site {
    let folder = fixture::with(sources);
    if !sources.iter().any(|(path, _)| *path == "recto.yml") {
        folder.write("src/recto.yml", b"title: Test\n");
    }
    let output = folder.recto(arguments);
    let built = files(&folder.path().join("out"));
    let texts = built
        .into_iter()
        .map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned()));
    let mut printed = String::from_utf8_lossy(&output.stderr).into_owned();
    printed += &String::from_utf8_lossy(&output.stdout);
    Site {
        files: texts.collect(),
        printed,
        code: output.status.code(),
        folder,
    }
}

impl Site {
    /// The built file at `path`.
    fn file(&self, path: &str) -> &str {
        self.files
            .get(path)
            .unwrap_or_else(|| panic!("no `{path}`: {:?}\n{}", self.files.keys(), self.printed))
    }

    /// The links of the element of the page whose opening tag has `mark`, as `title → url`.
    fn links(&self, path: &str, mark: &str) -> Vec<String> {
        let page = self.file(path);
        let Some(start) = page.find(mark) else {
            return Vec::new();
        };
        let end = page[start..].find("</nav>").map_or(page.len(), |end| start + end);
        let link = regex::Regex::new(r#"<a [^>]*?href="([^"]*)"[^>]*>((?s:.*?))</a>"#).unwrap();
        let tag = regex::Regex::new("(?s)<[^>]*>").unwrap();
        let links = link.captures_iter(&page[start..end]).map(|link| {
            let title = tag.replace_all(&link[2], "");
            format!("{} → {}", title.trim(), &link[1])
        });
        links.collect()
    }

    /// The links of the sidebar.
    fn sidebar(&self, path: &str) -> Vec<String> {
        self.links(path, "id=\"site-nav\"")
    }

    /// The titles of the links to the previous and the next page.
    fn neighbours(&self, path: &str) -> (Option<String>, Option<String>) {
        let page = self.file(path);
        let of = |rel: &str| {
            let link = regex::Regex::new(&format!(r#"<link rel="{rel}" href="([^"]*)""#)).unwrap();
            link.captures(page).map(|found| found[1].to_owned())
        };
        (of("prev"), of("next"))
    }
}
