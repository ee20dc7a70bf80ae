//! Finds files that are not read as their author probably expects, and reports them with hints.

use crate::diag::{Code, Diagnostic, Span};
use crate::discover;
use crate::site::{Page, Site};
use regex::Regex;
use std::sync::LazyLock;

/// Posts without a date in their names, documents without front matter, collections without a folder, posts next to
/// `collections_dir`, byte order marks, tables of contents that Jekyll leaves empty, dates in nobody's zone.
pub(super) fn examine(site: &Site, found: &mut Vec<Diagnostic>) {
    let config = &site.config;
    for path in discover::misnamed_posts(config) {
        found.push(
            Diagnostic::warning(
                Code::PostWithoutDate,
                format!("`{path}` is not a post and is left out: its name has no date"),
            )
            .hint("name it as in `2026-01-31-title.md`, or move it to `_drafts`"),
        );
    }
    for path in discover::marked_files(config) {
        let text = format!(
            "`{path}` begins with a byte order mark: Jekyll reads no more than its first key or item, recto all"
        );
        found.push(
            Diagnostic::warning(Code::DiffersFromJekyll, text)
                .hint("save the file as UTF-8 without a byte order mark"),
        );
    }
    hosts(site, found);
    contents(site, found);
    for file in site.static_files.iter().filter(|file| file.collection.is_some()) {
        let ext = file.ext.trim_start_matches('.').to_lowercase();
        if config.markdown_ext.iter().any(|known| **known == *ext) {
            let fate = if file.written {
                "copied as it is"
            } else {
                "left out"
            };
            let text = format!("`{}` has no front matter: it is {fate}", file.shown);
            let hint = "start it with two lines `---`, without a byte order mark";
            found.push(Diagnostic::note(Code::MisplacedFile, text).hint(hint));
        }
    }
    let base = config.source.join(&*config.collections_dir);
    for collection in config.collections.iter().filter(|known| &*known.label != "posts") {
        let folder = format!("_{}", collection.label);
        if !base.join(&folder).is_dir() {
            let text = format!("the collection `{}` has no folder `{folder}`", collection.label);
            let hint = "create the folder, or remove the collection from `collections:`";
            found.push(Diagnostic::note(Code::MisplacedFile, text).hint(hint));
        }
    }
    if !config.collections_dir.is_empty() && config.source.join("_posts").is_dir() {
        let folder = &config.collections_dir;
        let text = format!("`_posts` is not read, since `collections_dir` is `{folder}`");
        found.push(
            Diagnostic::warning(Code::MisplacedFile, text).hint(format!("move it to `{folder}/_posts`")),
        );
    }
    let dated = site.pages.iter().any(|page| page.date.is_some());
    if dated && !config.has_time_zone {
        let zone = config.time.zone.as_deref().unwrap_or("UTC");
        let text = format!("no `timezone` is set: dates are read and shown in that of this machine, {zone}");
        let hint = "set it, as in `timezone: Europe/Berlin`, so that every machine builds the same site";
        found.push(Diagnostic::note(Code::DependsOnMachine, text).hint(hint));
    }
}

/// Files that hosts read settings from, and that are not published unless the configuration names them.
fn hosts(site: &Site, found: &mut Vec<Diagnostic>) {
    let config = &site.config;
    for name in ["_headers", "_redirects", ".well-known"] {
        let is_included = config.include.iter().any(|entry| entry.trim_matches('/') == name);
        let path = crate::text::path::join(&config.content_dir, name);
        if !is_included && config.source.join(&path).exists() {
            let text = format!("`{path}` is not published: its name begins with `{}`", &name[..1]);
            let hint = format!("add `{name}` to `include:` in the configuration");
            found.push(Diagnostic::warning(Code::MisplacedFile, text).hint(hint));
        }
    }
}

/// Pages whose layout has the tag `toc`: there Jekyll gives it the source text, in which it finds no headings.
fn contents(site: &Site, found: &mut Vec<Diagnostic>) {
    static TAG: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\{%-?\s*toc\s*-?%\}").expect("a well-formed pattern"));
    if !site.config.plugins.iter().any(|gem| **gem == *"jekyll-toc") {
        return;
    }
    let layouts = site.layouts.values().filter_map(|layout| {
        let tag = TAG.find(layout.body())?;
        let at = |place: usize| layout.body + place;
        Some((
            &*layout.name,
            Span::new(layout.source, at(tag.start()), at(tag.end())),
        ))
    });
    for (name, tag) in layouts {
        let shows = |page: &Page| page.get("toc").is_truthy() && page.layout().as_deref() == Some(name);
        if let Some((_, page)) = site.plain_pages().find(|(_, page)| shows(page)) {
            let text = format!(
                "Jekyll lists no headings here for pages such as `{}`, recto does",
                page.path
            );
            let hint = "write `{{ content | toc_only }}`, which is the same in both";
            found.push(Diagnostic::note(Code::DiffersFromJekyll, text).at(tag).hint(hint));
        }
    }
}
