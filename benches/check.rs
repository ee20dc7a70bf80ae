//! How fast built pages are read: this crate's tag reader compared with html5gum, and a check of sites with many findings.
//!
//! `cargo bench --bench check -- [FOLDER]` reads the HTML files of `FOLDER`; without it, pages of its own.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench reads its own pages, looks at the clock and prints"
)]

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

use recto::check::{self, Content, Document, Hit, Input, Locate, Located};
use recto::config::CheckConfig;
use recto::diag::Sources;
use recto::value::Date;
use std::path::Path;
use std::time::Instant;

/// Finds no places: the bench measures following.
struct Nowhere;

impl Locate for Nowhere {
    fn locate(&mut self, _: &[Document<'_>], hits: &[Hit]) -> Vec<Located> {
        hits.iter().map(|_| Located::default()).collect()
    }
}

fn main() {
    let folder = std::env::args().skip(1).find(|argument| argument != "--bench");
    let pages = match &folder {
        Some(folder) => read(Path::new(folder)),
        None => generated(4000, 0),
    };
    let bytes: usize = pages.iter().map(|(_, text)| text.len()).sum();
    println!("{} files, {} MB", pages.len(), bytes >> 20);
    time("html5gum, tags only", || {
        let mut tags = 0;
        for (_, text) in &pages {
            tags += html5gum::Tokenizer::new(text.as_str())
                .flatten()
                .filter(is_tag)
                .count();
        }
        tags
    });
    time("recto check, no places", || check(&pages));
    for broken in [0, 500] {
        let pages = generated(4000, broken);
        time(&format!("4,000 pages, {broken} broken links"), || check(&pages));
    }
    let links: String = (0..20_000)
        .map(|at| format!("<a href=\"/nope-{at}.html\">x</a>\n"))
        .collect();
    let one = vec![("index.html".to_owned(), links)];
    time("one page with 20,000 broken links", || check(&one));
}

fn is_tag(token: &html5gum::Token) -> bool {
    matches!(token, html5gum::Token::StartTag(_) | html5gum::Token::EndTag(_))
}

fn time(what: &str, mut work: impl FnMut() -> usize) {
    let mut best = f64::MAX;
    let mut result = 0;
    for _ in 0..3 {
        let start = Instant::now();
        result = work();
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!("{what:<40} {:>8.1} ms  ({result})", best * 1e3);
}

/// The number of findings.
fn check(pages: &[(String, String)]) -> usize {
    let documents = pages.iter().map(|(path, text)| Document {
        path,
        content: Content::Bytes(text.as_bytes()),
        page: None,
        checked: true,
        on_demand: false,
    });
    let input = Input {
        documents: documents.collect(),
        url: "",
        baseurl: "",
        kept: Vec::new(),
        config: &CheckConfig::default(),
        sources: &Sources::default(),
        texts: Vec::new(),
        moved: &Vec::new,
        redirects: Vec::new(),
        today: Date {
            year: 2026,
            month: 1,
            day: 1,
        },
        baseline: None,
        build: Vec::new(),
        internal: true,
    };
    check::check(&input, &mut Nowhere, &|_| None, None).findings.len()
}

fn read(folder: &Path) -> Vec<(String, String)> {
    let mut pages = Vec::new();
    for entry in walkdir::WalkDir::new(folder).into_iter().flatten() {
        let path = entry
            .path()
            .strip_prefix(folder)
            .unwrap()
            .to_string_lossy()
            .into_owned();
        if entry.file_type().is_file() && path.ends_with(".html") {
            let text = String::from_utf8_lossy(&std::fs::read(entry.path()).unwrap()).into_owned();
            pages.push((path, text));
        }
    }
    pages
}

/// Pages with a navigation of 100 links each, and so many broken links in all.
fn generated(count: usize, broken: usize) -> Vec<(String, String)> {
    let navigation: String = (0..100)
        .map(|at| {
            format!(
                "<li><a href=\"/section-{}/page-{at}.html\">Page {at}</a></li>\n",
                at % 20
            )
        })
        .collect();
    let page = |at: usize| {
        let broken = if at < broken {
            format!("<a href=\"/gone-{at}/\">x</a>")
        } else {
            String::new()
        };
        let text = "<p>Some text about the subject of this page.</p>\n".repeat(40);
        let path = format!("section-{}/page-{at}.html", at % 20);
        (
            path,
            format!(
                "<!DOCTYPE html><html><body><ul>{navigation}</ul><h1 id=\"a\">Title</h1>{text}{broken}</body></html>"
            ),
        )
    };
    (0..count).map(page).collect()
}
