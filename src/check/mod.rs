//! A built site in, every link of it that leads nowhere out, told at its place in the *source*.
//!
//! # Steps
//!
//! 1. `extract` takes links and names out of the built pages, as a reader's browser sees them;
//! 2. `internal` looks each link up among the files and names of the site;
//! 3. `origin` finds the place in the source that wrote a broken link;
//! 4. `report` prints the findings for people, for CI systems and for programs.
//!
//! An element with `data-nocheck` (or `data-proofer-ignore`, as html-proofer has it) is left out with its content.

mod html;
mod extract;
mod internal;
mod origin;
mod report;

pub use extract::{Extract, Place, RawLink, extract};
pub use internal::{Addresses, File, Outcome, Problem};
pub use report::Format;

use crate::diag::{Code, Diagnostic};
use crate::site::{Built, FileContent, OutputFile, PageId};
use rayon::prelude::*;
use std::collections::HashMap;

/// A broken link.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What is wrong, at its place in the source.
    pub diagnostic: Diagnostic,
    /// The link as the built page has it.
    pub link: String,
    /// The first built page it stands on, by its path in the destination.
    pub page: String,
    /// On how many built pages it stands.
    pub pages: usize,
}

/// What a check came to.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The broken links, ordered by their places.
    pub findings: Vec<Finding>,
    /// How many links were followed.
    pub links: usize,
    /// How many pages were read.
    pub pages: usize,
    /// How many links lead out of the site; they are not followed.
    pub outside: usize,
}

/// A broken link on a page.
struct Broken<'a> {
    page: usize,
    link: &'a RawLink<'a>,
    problem: Problem,
}

/// Follows every link of `built` that stays inside the site. `read` gives the bytes of a file that is to be copied
/// into the site as it stands; none where it cannot be read, and then its links are not followed.
pub fn check(built: &Built, read: impl Fn(&std::path::Path) -> Option<Vec<u8>> + Sync) -> Report {
    let mut last = HashMap::new();
    for (at, file) in built.outputs.iter().enumerate() {
        last.insert(&*file.path, at);
    }
    let outputs = built
        .outputs
        .iter()
        .enumerate()
        .filter(|(at, file)| last.get(&*file.path) == Some(at));
    let outputs = outputs.map(|(_, file)| file).collect::<Vec<_>>();
    let texts = outputs
        .par_iter()
        .map(|file| text(file, &read))
        .collect::<Vec<_>>();
    let files = outputs.par_iter().zip(&texts).map(|(file, text)| File {
        path: &file.path,
        extract: text.as_deref().map(extract),
    });
    let files = files.collect::<Vec<_>>();
    let config = &built.site.config;
    let addresses = Addresses::of(&files, &config.url, &config.baseurl);
    let followed = files
        .par_iter()
        .enumerate()
        .map(|(page, file)| follow_all(&addresses, page, file));
    let followed = followed.collect::<Vec<_>>();
    let broken = followed
        .iter()
        .flat_map(|(broken, ..)| broken)
        .collect::<Vec<_>>();
    Report {
        findings: findings(built, &outputs, &addresses, &broken),
        links: followed.iter().map(|(_, links, _)| links).sum(),
        pages: files.iter().filter(|file| file.extract.is_some()).count(),
        outside: followed.iter().map(|(.., outside)| outside).sum(),
    }
}

/// The text of an HTML file.
fn text<'a>(
    file: &'a OutputFile,
    read: &impl Fn(&std::path::Path) -> Option<Vec<u8>>,
) -> Option<std::borrow::Cow<'a, str>> {
    let html = [".html", ".htm", ".xhtml"]
        .iter()
        .any(|ext| file.path.ends_with(ext));
    if !html {
        return None;
    }
    match &file.content {
        FileContent::Bytes(bytes) => Some(String::from_utf8_lossy(bytes)),
        FileContent::Copy(path) => Some(String::from_utf8_lossy(&read(path)?).into_owned().into()),
        FileContent::Staged(_) => None,
    }
}

/// The broken links of a page, how many links it has, and how many of them lead out of the site.
fn follow_all<'a>(
    addresses: &Addresses<'_>,
    page: usize,
    file: &'a File<'a>,
) -> (Vec<Broken<'a>>, usize, usize) {
    let Some(extract) = &file.extract else {
        return (Vec::new(), 0, 0);
    };
    let mut broken = Vec::new();
    let mut outside = 0;
    // The same link often stands on a page more than once.
    let mut known: HashMap<&str, Outcome, foldhash::fast::RandomState> = HashMap::default();
    for link in &extract.links {
        let outcome = match Addresses::shared_key(link) {
            Some(key) => known
                .entry(key)
                .or_insert_with(|| addresses.follow(file, link))
                .clone(),
            None => addresses.follow(file, link),
        };
        match outcome {
            Outcome::Fine => {}
            Outcome::Outside => outside += 1,
            Outcome::Broken(problem) => broken.push(Broken { page, link, problem }),
        }
    }
    (broken, extract.links.len(), outside)
}

/// One finding for each place of the source; where a layout or an include has a link, it is on many pages and is
/// told once.
fn findings(
    built: &Built,
    outputs: &[&OutputFile],
    addresses: &Addresses<'_>,
    broken: &[&Broken<'_>],
) -> Vec<Finding> {
    let mut origins = origin::Origins::of(built);
    let mut suggestions: HashMap<&Problem, Option<String>> = HashMap::new();
    let mut seen: HashMap<(Option<crate::diag::Span>, &str, &Problem), usize> = HashMap::new();
    let mut seen_on: Vec<usize> = Vec::new();
    let mut findings: Vec<Finding> = Vec::new();
    for broken in broken {
        let file = outputs[broken.page];
        let span = file.page.and_then(|page: PageId| origins.find(page, broken.link));
        // Without a place in the source a link is known by its text alone.
        match seen.get(&(span, broken.link.written, &broken.problem)) {
            Some(at) => {
                if seen_on[*at] != broken.page {
                    findings[*at].pages += 1;
                    seen_on[*at] = broken.page;
                }
                continue;
            }
            None => _ = seen.insert((span, broken.link.written, &broken.problem), findings.len()),
        }
        // A suggestion compares all paths: enough of them is enough.
        let nearest = match suggestions.len() < 500 {
            true => suggestions
                .entry(&broken.problem)
                .or_insert_with(|| addresses.nearest(&broken.problem))
                .clone(),
            false => suggestions.get(&broken.problem).cloned().flatten(),
        };
        let mut diagnostic = Diagnostic::error(Code::BrokenLink, message(broken, &built.site.config.baseurl));
        if let Some(nearest) = nearest {
            diagnostic = diagnostic.hint(format!("did you mean `{nearest}`?"));
        }
        diagnostic.span = span;
        seen_on.push(broken.page);
        findings.push(Finding {
            diagnostic,
            link: broken.link.text.to_string(),
            page: file.path.to_string(),
            pages: 1,
        });
    }
    for finding in &mut findings {
        let label = match finding.pages {
            1 => format!("on the built page `{}`", finding.page),
            pages => format!("on the built page `{}` and {} more", finding.page, pages - 1),
        };
        finding
            .diagnostic
            .trace
            .push(crate::diag::Step { label, span: None });
    }
    findings.sort_by_cached_key(|finding| {
        let span = finding.diagnostic.span;
        let path = span.map(|span| built.site.sources.get(span.source).path.clone());
        (
            path.is_none(),
            path,
            span.map(|span| span.start),
            finding.page.clone(),
        )
    });
    findings
}

fn message(broken: &Broken<'_>, baseurl: &str) -> String {
    let Place { element, attribute } = broken.link.place;
    let link = &broken.link.text;
    let what = match element {
        "a" | "area" => "link".to_owned(),
        "img" | "image" => "image".to_owned(),
        "script" => "script".to_owned(),
        _ => format!("`{attribute}` of `<{element}>`"),
    };
    match &broken.problem {
        Problem::NoFile { path } => {
            match link.trim_start_matches('/').trim_end_matches('/') == path.trim_end_matches('/') {
                true => format!("{what} to `{link}`: there is no such page or file"),
                false => format!("{what} to `{link}`: there is no page or file `/{path}`"),
            }
        }
        Problem::NoAnchor { path, name } => {
            format!("{what} to `{link}`: nothing in `{path}` has the id `{name}`")
        }
        Problem::OutsideBase => {
            format!("{what} to `{link}`: it lies outside the site's `baseurl`, `{baseurl}`")
        }
        Problem::Empty => format!("`{attribute}` of `<{element}>` is empty"),
        Problem::NotUtf8 => format!("{what} to `{link}`: its percent signs do not spell UTF-8"),
    }
}

#[cfg(test)]
mod tests;
