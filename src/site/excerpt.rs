//! Cuts an excerpt from the text of a document, as Jekyll's `Excerpt` does.

use super::Excerpt;
use crate::value::Str;
use regex::Regex;
use std::sync::LazyLock;

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

/// The text before `separator` in `body`, with the Liquid blocks it opens closed, and the link definitions that it
/// uses and that follow it; and whether a block had to be closed. An empty separator means no excerpt.
pub(super) fn cut(body: &str, separator: &str, shown: Str) -> Option<(Excerpt, bool)> {
    if separator.is_empty() {
        return None;
    }
    let Some((head, tail)) = body.split_once(separator).filter(|(_, tail)| !tail.is_empty()) else {
        let head = body.split_once(separator).map_or(body, |(head, _)| head);
        return Some((Excerpt::new(head, shown), false));
    };
    let mut text = head.to_owned();
    let closed = head.contains("{%") && close(&mut text);
    let definitions = definitions(&text, tail);
    if !definitions.is_empty() {
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

/// The link definitions in `tail` whose labels `head` holds.
fn definitions(head: &str, tail: &str) -> Vec<String> {
    static DEFINITION: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?m)^ {0,3}(\[[^\]]+\])(:.+)$").expect("a well-formed pattern"));
    if !head.contains('[') || !tail.contains("]:") {
        return Vec::new();
    }
    let found = DEFINITION.captures_iter(tail);
    let used = found.filter(|found| head.contains(&found[1]));
    used.map(|found| format!("{}{}", &found[1], found[2].trim_end_matches('\r')))
        .collect()
}
