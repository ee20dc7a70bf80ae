//! Finds the markup and files of other generators, which recto shows as plain text or copies.

use crate::config::SiteKind;
use crate::diag::{Code, Diagnostic, Span};
use crate::site::{Converter, Page, Site};

/// How a line of another generator's markup begins, what it is, and what to write instead.
const MARKS: [(&str, &str, &str); 7] = [
    (
        "!!! ",
        "an admonition of Material for MkDocs",
        "write `> [!NOTE] Title` and begin each line below with `> `",
    ),
    (
        "??? ",
        "a collapsible admonition of Material for MkDocs",
        "write `> [!NOTE]- Title` and begin each line below with `> `",
    ),
    (
        "???+ ",
        "a collapsible admonition of Material for MkDocs",
        "write `> [!NOTE]+ Title` and begin each line below with `> `",
    ),
    (
        "=== \"",
        "a tab of Material for MkDocs",
        "write `{% tabs %}`, `{% tab \"Title\" %}` … `{% endtab %}`, `{% endtabs %}`",
    ),
    (
        ":::",
        "an admonition of Docusaurus or VitePress",
        "write `> [!NOTE] Title` and begin each line below with `> `",
    ),
    (
        "--8<--",
        "a snippet of Material for MkDocs",
        "write `{% include file.md %}`, or `{% code \"path\" %}` for source code",
    ),
    (
        "{{<",
        "a shortcode of Hugo",
        "write an include: `{% include name.html parameter=\"value\" %}`",
    ),
];

/// Files that belong to another generator.
const FILES: [(&str, &str); 9] = [
    (
        "mkdocs.yml",
        "move its pages to `content/`, and write its keys in `recto.yml`: `recto doctor` names the markup to change",
    ),
    (
        "docusaurus.config.js",
        "move its pages to `content/` and write `recto.yml`",
    ),
    (
        "docusaurus.config.ts",
        "move its pages to `content/` and write `recto.yml`",
    ),
    ("sidebars.js", "write the navigation under `nav:` in `recto.yml`"),
    (
        "astro.config.mjs",
        "move its pages to `content/` and write `recto.yml`",
    ),
    ("hugo.toml", "move its pages to `content/` and write `recto.yml`"),
    ("book.toml", "move its pages to `content/` and write `recto.yml`"),
    ("_sidebar.md", "write the navigation under `nav:` in `recto.yml`"),
    ("SUMMARY.md", "write the navigation under `nav:` in `recto.yml`"),
];

/// Everything in `site` that looks like another generator's.
pub(super) fn examine(site: &Site, found: &mut Vec<Diagnostic>) {
    if site.config.arrangement != SiteKind::Recto {
        return;
    }
    for (name, hint) in FILES {
        if site.config.source.join(name).is_file() {
            let text = format!("`{name}` belongs to another generator; recto does not read it");
            found.push(Diagnostic::warning(Code::ForeignSyntax, text).hint(hint));
        }
    }
    let pages = site
        .pages
        .iter()
        .filter(|page| page.converter == Converter::Markdown);
    for page in pages.filter(|page| page.location.is_some()) {
        lines(page, found);
    }
}

fn lines(page: &Page, found: &mut Vec<Diagnostic>) {
    let mut fence: Option<&str> = None;
    let mut start = page.body;
    for line in page.body().split_inclusive('\n') {
        let bare = line.trim_start();
        let at = start + line.len() - bare.len();
        start += line.len();
        match fence {
            Some(mark) if bare.starts_with(mark) => fence = None,
            Some(_) => {}
            None if bare.starts_with("```") => fence = Some("```"),
            None if bare.starts_with("~~~") => fence = Some("~~~"),
            None => found.extend(mark(page, bare, at)),
        }
    }
}

fn mark(page: &Page, line: &str, at: usize) -> Option<Diagnostic> {
    let foreign = |(what, hint): (&str, String), length: usize| {
        Diagnostic::warning(
            Code::ForeignSyntax,
            format!("this looks like {what}, which is shown as it is"),
        )
        .at(Span::new(page.source, at, at + length))
        .hint(hint)
    };
    if let Some((mark, what, hint)) = MARKS.iter().find(|(mark, ..)| line.starts_with(mark)) {
        // `:::` alone closes a block whose opening has been reported.
        let closes = *mark == ":::" && line.trim() == ":::";
        return (!closes).then(|| foreign((what, (*hint).to_owned()), mark.trim_end().len()));
    }
    let is_import =
        line.starts_with("import ") && line.contains(" from ") && line.trim_end().ends_with([';', '\'', '"']);
    if is_import {
        return Some(foreign(
            (
                "an import of MDX",
                "delete it; use includes and Liquid tags".to_owned(),
            ),
            6,
        ));
    }
    let attributes = line.trim_end();
    let is_list =
        attributes.starts_with("{: .") || (attributes.starts_with("{ .") && attributes.ends_with('}'));
    is_list.then(|| {
        foreign(
            (
                "an attribute list",
                "write HTML, or set `markdown: kramdown`".to_owned(),
            ),
            2,
        )
    })
}
