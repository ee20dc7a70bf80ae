//! jekyll-relative-links: links to source files in Markdown become links to the pages made of them.

use super::markdown_links::{Form, Match, find};
use super::{Plugin, Tools, made};
use crate::site::{Draft, Page};
use crate::value::print::to_s;
use crate::value::{Str, Value};
use std::collections::HashMap;

/// The plugin.
pub(super) struct RelativeLinks;

/// The URL of what is made of each source file, by path.
type Targets = HashMap<Str, Str, foldhash::fast::RandomState>;

impl Plugin for RelativeLinks {
    fn gem(&self) -> &'static str {
        "jekyll-relative-links"
    }

    fn adjust(&self, draft: &mut Draft, _tools: &Tools<'_>) {
        let config = draft.config.get("relative_links");
        if matches!(config.get("enabled"), Value::Bool(false)) {
            return;
        }
        let targets = targets(draft);
        let excluded = match config.get("exclude") {
            Value::Array(patterns) => patterns.iter().map(to_s).collect(),
            _ => Vec::new(),
        };
        let mut pages = std::mem::take(&mut draft.pages);
        for page in &mut pages {
            relink(draft, page, &targets, &excluded);
        }
        draft.pages = pages;
        if matches!(config.get("collections"), Value::Bool(true)) {
            let mut documents = std::mem::take(&mut draft.documents);
            for page in documents
                .iter_mut()
                .flatten()
                .filter(|page| draft.is_written(page))
            {
                relink(draft, page, &targets, &excluded);
            }
            draft.documents = documents;
        }
    }
}

/// Everything that can be linked to; where two lay claim to a path, the first has it.
fn targets(draft: &Draft) -> Targets {
    let mut targets = Targets::default();
    let files = draft
        .static_files
        .iter()
        .map(|file| (file.path.trim_start_matches('/').into(), file.url.clone()));
    let documents = draft
        .documents
        .iter()
        .flatten()
        .filter(|page| draft.is_written(page));
    let of = |page: &Page| (page.path.trim_start_matches('/').into(), draft.url(page).into());
    for (path, url) in draft.pages.iter().map(of).chain(files).chain(documents.map(of)) {
        targets.entry(path).or_insert(url);
    }
    targets
}

fn relink(draft: &Draft, page: &mut Page, targets: &Targets, excluded: &[Str]) {
    if !made::is_markdown(draft, &page.ext)
        || excluded
            .iter()
            .any(|pattern| crate::discover::fnmatch(pattern, &page.path))
    {
        return;
    }
    let body = page.body();
    let base = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let (mut out, mut copied) = (String::new(), 0);
    for link in find(body) {
        if let Some(url) = target(&body[link.path.clone()], base, targets) {
            let url =
                crate::jekyll::relative_url(&draft.config.baseurl, url).unwrap_or_else(|_| url.to_string());
            out.push_str(&body[copied..link.whole.start]);
            write(&mut out, body, &link, &url);
            copied = link.whole.end;
        }
    }
    if copied > 0 {
        out.push_str(&body[copied..]);
        draft.set_body(page, &out);
    }
}

/// The URL that a link's path stands for, seen from the folder `base`.
fn target<'a>(path: &str, base: &str, targets: &'a Targets) -> Option<&'a Str> {
    let scheme = path
        .find([':', '/', '?', '#'])
        .is_some_and(|at| at > 0 && path.as_bytes()[at] == b':');
    if path.starts_with('#') || scheme {
        return None;
    }
    let mut parts = match path.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => base.split('/').filter(|part| !part.is_empty()).collect(),
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop()?,
            part => parts.push(part),
        }
    }
    let path = parts.join("/").replace('+', " ");
    let path = percent_encoding::percent_decode_str(&path).decode_utf8().ok()?;
    targets.get(&*path)
}

/// The link with another path. (A definition begins with a line break, as the gem writes it.)
fn write(out: &mut String, body: &str, link: &Match, url: &str) {
    let [text, fragment, title] = [&link.text, &link.fragment, &link.title].map(|range| &body[range.clone()]);
    out.push_str(&match link.form {
        Form::Inline => format!("[{text}]({url}{fragment}{title})"),
        Form::Definition => format!("\n[{text}]: {url}{fragment}{title}"),
    });
}
