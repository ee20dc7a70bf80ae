//! Cuts an excerpt from the text of a document, as Jekyll's `Excerpt` does.

use super::{Excerpt, PageDraft};
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Span};
use crate::value::{Str, Value};
use regex::Regex;
use std::sync::{Arc, LazyLock};

/// The tags that enclose something: an excerpt that ends inside one is closed. The site does not know the template
/// engine's tables, so they are named here.
const BLOCKS: [&str; 12] = [
    "if",
    "unless",
    "case",
    "for",
    "tablerow",
    "capture",
    "comment",
    "raw",
    "ifchanged",
    "highlight",
    "tabs",
    "tab",
];

/// What ends the excerpt of a page.
fn separator(page: &PageDraft, config: &Config) -> Str {
    match page.get("excerpt_separator") {
        Value::Nil | Value::Bool(false) => config.excerpt_separator.clone(),
        own => crate::value::print::to_s(&own),
    }
}

/// The path of a page's excerpt, as users see it.
fn shown(page: &PageDraft) -> Str {
    format!("{}#excerpt", page.path).into()
}

/// The excerpt of a page for which Jekyll creates one in any case: an empty one without a separator.
pub(super) fn forced_excerpt_of(page: &PageDraft, config: &Config) -> Option<Arc<Excerpt>> {
    let excerpt = excerpt_of(page, config, &mut Vec::new());
    excerpt.or_else(|| Some(Arc::new(Excerpt::new("", shown(page)))))
}

/// The excerpt of a page, where it has a separator.
pub(super) fn excerpt_of(
    page: &PageDraft,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Arc<Excerpt>> {
    let all_definitions = config.profile.is_jekyll_3();
    let (excerpt, closed) = cut(
        page.body(),
        &separator(page, config),
        all_definitions,
        shown(page),
    )?;
    if closed {
        let text = format!(
            "the excerpt of `{}` ends inside a Liquid block, which was closed",
            page.path
        );
        let mut warning = Diagnostic::warning(Code::BrokenExcerpt, text)
            .hint("set `excerpt` or `excerpt_separator` in its front matter");
        warning.span = Some(Span::new(page.source, page.body, page.body));
        diagnostics.push(warning);
    }
    Some(Arc::new(excerpt))
}

/// The text before `separator` in `body`, with the Liquid blocks it opens closed, and the link definitions that it
/// uses and that follow it; and whether a block had to be closed. With `all_definitions` it also has those that it does
/// not use, as in Jekyll 3. An empty separator means no excerpt.
fn cut(body: &str, separator: &str, all_definitions: bool, shown: Str) -> Option<(Excerpt, bool)> {
    if separator.is_empty() {
        return None;
    }
    let Some((head, tail)) = body.split_once(separator).filter(|(_, tail)| !tail.is_empty()) else {
        let head = body.split_once(separator).map_or(body, |(head, _)| head);
        return Some((Excerpt::new(head, shown), false));
    };
    let mut text = head.to_owned();
    let closed = head.contains("{%") && close(&mut text);
    let definitions = match all_definitions {
        true => definitions(None, tail),
        false => definitions(Some(&text), tail),
    };
    // Jekyll 3 appends the blank line in any case.
    if !definitions.is_empty() || all_definitions {
        text.push_str("\n\n");
        text.push_str(&definitions.join("\n"));
    }
    Some((Excerpt::new(&text, shown), closed))
}

/// Closes the blocks that `text` leaves open; whether there was one.
fn close(text: &mut String) -> bool {
    static TAG: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?s)\{%-?\s*(\w+)\s*.*?-?%\}").expect("a well-formed pattern"));
    let names: Vec<String> = TAG.captures_iter(text).map(|tag| tag[1].to_owned()).collect();
    let mut closed = false;
    for name in names.iter().rev().filter(|name| BLOCKS.contains(&name.as_str())) {
        let end = Regex::new(&format!(r"(?s)\{{%-?\s*end{name}.*?\s*-?%\}}")).expect("a well-formed pattern");
        if !end.is_match(text) {
            text.push_str(&format!("\n{{% end{name} %}}"));
            closed = true;
        }
    }
    closed
}

/// The link definitions in `tail`, only those whose labels `head` holds if it is given.
fn definitions(head: Option<&str>, tail: &str) -> Vec<String> {
    static DEFINITION: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?m)^( {0,3})(\[[^\]]+\])(:.+)$").expect("a well-formed pattern"));
    if head.is_some_and(|head| !head.contains('[')) || !tail.contains("]:") {
        return Vec::new();
    }
    let found = DEFINITION.captures_iter(tail);
    let used = found.filter(|found| head.is_none_or(|head| head.contains(&found[2])));
    used.map(|found| {
        let indent = if head.is_none() { &found[1] } else { "" };
        format!("{indent}{}{}", &found[2], found[3].trim_end_matches('\r'))
    })
    .collect()
}
