//! jekyll-relative-links: links to source files in Markdown become links to the pages made of them.

use super::markdown_links::{Form, Match, find};
use super::{Plugin, Priority, Tools, generated};
use crate::config::Config;
use crate::diag::Shared;
use crate::site::{Draft, Page, PageDraft, PageKind, Site};
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

    fn priority(&self) -> Priority {
        Priority::Lowest
    }

    fn adjust(&self, draft: &mut Draft, _tools: &Tools<'_>) {
        let config = draft.config.plugin_config.relative_links.clone();
        if !config.enabled {
            return;
        }
        let targets = targets(draft);
        let relink = |page: &mut PageDraft, draft: &Draft| {
            if let Some((body, shared)) = relinked(&draft.config, page, &targets) {
                draft.set_rewritten_body(page, &body, shared);
            }
        };
        let mut pages = std::mem::take(&mut draft.pages);
        pages.iter_mut().for_each(|page| relink(page, draft));
        draft.pages = pages;
        if config.collections {
            let mut documents = std::mem::take(&mut draft.documents);
            let written = documents
                .iter_mut()
                .flatten()
                .filter(|page| draft.is_written(page));
            for page in written {
                relink(page, draft);
                if applies_to(&draft.config, page) {
                    draft.take_excerpt(page);
                }
            }
            draft.documents = documents;
        }
    }

    fn amend(&self, site: &Site, _was: &str, page: &mut Page) -> bool {
        let config = &site.config.plugin_config.relative_links;
        let applies = match page.kind {
            PageKind::Page => config.enabled,
            PageKind::Document(_) => config.enabled && config.collections && page.written,
        };
        if applies && page.collection().is_some() && page.data.get("excerpt").is_some_and(Value::is_truthy) {
            return false;
        }
        if applies && let Some((body, shared)) = relinked(&site.config, page, &targets_of(site)) {
            site.set_rewritten_body(page, &body, shared);
        }
        true
    }
}

/// Whether the plugin looks at a page: it is Markdown and not excluded.
fn applies_to(config: &Config, page: &PageDraft) -> bool {
    let excluded = &config.plugin_config.relative_links.exclude;
    generated::is_markdown(config, &page.ext) && !crate::discover::matches_any(excluded, &page.path)
}

/// The body of `page` with its links changed, and the parts that it shares with the old one; `None` if none changes.
fn relinked(config: &Config, page: &PageDraft, targets: &Targets) -> Option<(String, Vec<Shared>)> {
    if !applies_to(config, page) {
        return None;
    }
    let body = page.body();
    let base = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut out = Rewriting {
        body,
        text: String::new(),
        shared: Vec::new(),
    };
    let mut copied = 0;
    for link in find(body) {
        if let Some(url) = target(&body[link.path.clone()], base, targets) {
            let url = crate::jekyll::relative_url(&config.baseurl, url).unwrap_or_else(|_| url.to_string());
            out.copy(copied..link.whole.start);
            write(&mut out, &link, &url);
            copied = link.whole.end;
        }
    }
    (copied > 0).then(|| {
        out.copy(copied..body.len());
        (out.text, out.shared)
    })
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
    let of = |page: &PageDraft| (page.path.trim_start_matches('/').into(), draft.url(page).into());
    for (path, url) in draft.pages.iter().map(of).chain(files).chain(documents.map(of)) {
        targets.entry(path).or_insert(url);
    }
    targets
}

/// The same of a frozen site.
fn targets_of(site: &Site) -> Targets {
    let of = |page: &Page| (page.path.trim_start_matches('/').into(), Str::clone(&page.url));
    let pages = site.plain_pages().map(|(_, page)| of(page));
    let files = site.static_files.iter();
    let files = files.map(|file| (file.path.trim_start_matches('/').into(), file.url.clone()));
    let documents = site.pages[..site.first_page].iter();
    let documents = documents.filter(|page| page.written).map(of);
    let mut targets = Targets::default();
    for (path, url) in pages.chain(files).chain(documents) {
        targets.entry(path).or_insert(url);
    }
    targets
}

/// The URL of the page that a link's path leads to from the folder `base`.
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

/// A body under construction.
struct Rewriting<'a> {
    body: &'a str,
    text: String,
    shared: Vec<Shared>,
}

impl Rewriting<'_> {
    /// Appends a part of the old body.
    fn copy(&mut self, range: std::ops::Range<usize>) {
        if range.is_empty() {
            return;
        }
        let cut = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.shared.push(Shared {
            at: cut(self.text.len()),
            original: cut(range.start),
            length: cut(range.len()),
        });
        self.text.push_str(&self.body[range]);
    }
}

/// The link with another path. (A definition begins with a line break, as the gem writes it.)
fn write(out: &mut Rewriting<'_>, link: &Match, url: &str) {
    let (open, middle) = match link.form {
        Form::Inline => ("[", "]("),
        Form::Definition => ("\n[", "]: "),
    };
    let before = link.whole.start..link.path.start;
    let text = &out.body[link.text.clone()];
    match out.body[before.clone()] == *format!("{open}{text}{middle}") {
        true => out.copy(before),
        false => {
            out.text.push_str(open);
            out.copy(link.text.clone());
            out.text.push_str(middle);
        }
    }
    out.text.push_str(url);
    out.copy(link.fragment.clone());
    out.copy(link.title.clone());
    if link.form == Form::Inline {
        out.text.push(')');
    }
}
