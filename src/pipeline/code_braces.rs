//! Braces in code: where Liquid leaves code alone, and where it prints nothing in it.
//!
//! Code of other languages has `{{ }}` of its own: `${{ secrets.TOKEN }}` in a workflow prints nothing as Liquid. With
//! `liquid_in_code: false`, in the configuration or in a page's front matter, Liquid does not read code. Otherwise
//! each output of a variable that does not exist gets a warning.

use crate::config::SiteKind;
use crate::diag::{Code, Diagnostic, Span};
use crate::incremental::{self, Dependency};
use crate::markdown;
use crate::site::{Converter, Page, Site};
use crate::value::Value;
use std::collections::HashSet;
use std::ops::Range;

/// What Liquid and Jekyll define themselves.
const DEFINED: [&str; 14] = [
    "site",
    "page",
    "layout",
    "content",
    "paginator",
    "include",
    "forloop",
    "tablerowloop",
    "jekyll",
    "theme",
    "nil",
    "true",
    "false",
    "empty",
];

/// The code of `page`, in bytes of its text.
fn code(page: &Page) -> Vec<Range<usize>> {
    let ranges = markdown::code_ranges(page.body()).into_iter();
    ranges
        .map(|range| range.start + page.body..range.end + page.body)
        .collect()
}

/// Whether Liquid reads the code of `page`.
fn is_read(site: &Site, page: &Page) -> bool {
    match page.get("liquid_in_code") {
        Value::Bool(own) => own,
        _ => site.config.settings.liquid_in_code.0,
    }
}

/// The parts of the text of `page` that Liquid does not read.
pub(super) fn literal(site: &Site, page: &Page) -> Vec<Range<usize>> {
    let applies = site.config.arrangement == SiteKind::Recto && page.converter == Converter::Markdown;
    match applies && !is_read(site, page) {
        true => code(page),
        false => Vec::new(),
    }
}

/// A warning for each output in the code of `page` whose variable nothing defines.
pub(super) fn warnings(site: &Site, page: &Page) -> Vec<Diagnostic> {
    let applies = site.config.arrangement == SiteKind::Recto && page.converter == Converter::Markdown;
    if !applies || !is_read(site, page) || !page.body().contains("{{") {
        return Vec::new();
    }
    let mut found = Vec::new();
    let raw = raw_ranges(page);
    let mut defined = None;
    for range in code(page) {
        for (at, _) in page.text[range.clone()].match_indices("{{") {
            let start = range.start + at;
            let Some(length) = page.text[start..range.end].find('}') else {
                continue;
            };
            let expression = page.text[start + 2..start + length]
                .trim_start_matches('-')
                .trim();
            let root = root(expression);
            if root.is_empty() || raw.iter().any(|raw| raw.contains(&start)) {
                continue;
            }
            let defined = defined.get_or_insert_with(|| defined_names(site, page));
            if !defined.contains(root) {
                let end = (start + length + 2).min(range.end);
                found.push(empty_output(page, root, Span::new(page.source, start, end)));
            }
        }
    }
    found
}

fn empty_output(page: &Page, root: &str, span: Span) -> Diagnostic {
    let braces = "{{ }}";
    Diagnostic::warning(
        Code::EmptyOutputInCode,
        format!("Liquid prints nothing here: there is no variable `{root}`"),
    )
    .at(span)
    .hint(format!(
        "to show `{braces}` as they are, write `liquid_in_code: false` in the front matter or in recto.yml, or put the \
         code between `{{% raw %}}` and `{{% endraw %}}`"
    ))
    .step(format!("in code of the page `{}`", page.path), None)
}

/// What to do about a Liquid error inside code of `page`.
pub(super) fn hint(site: &Site, page: &Page, fault: Diagnostic) -> Diagnostic {
    let inside = fault
        .span
        .filter(|span| span.source == page.source)
        .is_some_and(|span| {
            let start = span.start as usize;
            page.converter == Converter::Markdown && code(page).iter().any(|range| range.contains(&start))
        });
    match inside && site.config.arrangement == SiteKind::Recto {
        true => fault.hint("this is inside code: to keep Liquid out of code, write `liquid_in_code: false`"),
        false => fault,
    }
}

/// The first name of an expression; empty where it begins with a literal.
fn root(expression: &str) -> &str {
    let end = expression.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-')));
    let name = &expression[..end.unwrap_or(expression.len())];
    match name.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
        true => "",
        false => name,
    }
}

/// The text between `raw` and `endraw`, or `comment` and `endcomment`.
fn raw_ranges(page: &Page) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut open: Option<(usize, &str)> = None;
    for (at, _) in page.text.match_indices("{%").filter(|(at, _)| *at >= page.body) {
        let name = page.text[at + 2..].trim_start_matches('-').trim_start();
        let name = name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        match (open, name) {
            (None, "raw") => open = Some((at, "endraw")),
            (None, "comment") => open = Some((at, "endcomment")),
            (Some((start, end)), name) if name == end => {
                ranges.push(start..at);
                open = None;
            }
            _ => {}
        }
    }
    ranges
}

/// The names that tags define in the page or in any include.
fn defined_names(site: &Site, page: &Page) -> HashSet<String> {
    let mut names = HashSet::new();
    let includes = site.includes.iter().map(|(name, include)| {
        incremental::record(|| Dependency::Include(name.clone()));
        &*include.text
    });
    for text in includes.chain([page.body()]) {
        for (at, _) in text.match_indices("{%") {
            let tag = text[at + 2..].trim_start_matches('-').trim_start();
            let mut words = tag.split_whitespace();
            let first = words.next().unwrap_or("");
            if matches!(
                first,
                "assign" | "capture" | "for" | "tablerow" | "increment" | "decrement"
            ) {
                let name = words.next().unwrap_or("").trim_matches(['"', '\'']);
                names.insert(name.split('=').next().unwrap_or(name).to_owned());
            }
        }
    }
    names.extend(DEFINED.map(str::to_owned));
    names
}
