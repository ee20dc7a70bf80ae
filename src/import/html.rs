//! HTML elements whose text is Markdown: `<div markdown>`.

use regex::Regex;
use std::sync::LazyLock;

/// A start tag alone in its line, with its name; the attribute `markdown` is in `rest`.
static START: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^<([a-zA-Z][a-zA-Z0-9]*)((?:\s[^<>]*)?)>(.*)$").expect("a valid pattern"));

/// The attribute that asks for Markdown.
static ATTRIBUTE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"\s+markdown(?:="[^"]*"|='[^']*'|=\S+)?(\s|$)"#).expect("a valid pattern"));

/// An element whose text is Markdown.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: String,
    /// The start tag as recto's theme has it.
    pub(super) tag: String,
    /// The text after the start tag.
    pub(super) rest: String,
}

/// The element that begins with the line `text`; `None` if its text is not Markdown.
pub(super) fn element(text: &str) -> Option<Element> {
    let found = START.captures(text.trim())?;
    let attributes = &found[2];
    if !ATTRIBUTE.is_match(attributes) {
        return None;
    }
    let attributes = ATTRIBUTE.replace(attributes, "$1");
    let attributes = attributes
        .replace("\"grid cards\"", "\"rc-cards\"")
        .replace("\"grid\"", "\"rc-grid\"");
    Some(Element {
        name: found[1].to_owned(),
        tag: format!("<{}{}>", &found[1], attributes.trim_end()),
        rest: found[3].to_owned(),
    })
}

/// How many elements named `name` the line opens, less those that it closes.
pub(super) fn balance(text: &str, name: &str) -> isize {
    let count = |mark: String| {
        let found = text.match_indices(&mark);
        let whole = found.filter(|(at, _)| {
            let next = text[at + mark.len()..].chars().next();
            next.is_none_or(|c| !c.is_ascii_alphanumeric())
        });
        isize::try_from(whole.count()).unwrap_or(0)
    };
    count(format!("<{name}")) - count(format!("</{name}"))
}

#[cfg(test)]
mod tests {
    use super::{balance, element};

    #[test]
    fn the_attribute_is_removed_and_grids_become_cards() {
        let found = element("<div class=\"grid cards\" markdown>").unwrap();
        assert_eq!(found.tag, "<div class=\"rc-cards\">");
        assert_eq!(element("<figure markdown=\"span\">").unwrap().tag, "<figure>");
        assert_eq!(element("<div class=\"markdown\">"), None);
    }

    #[test]
    fn a_name_is_not_the_beginning_of_another() {
        assert_eq!(balance("<div><divider></div><div>", "div"), 1);
    }
}
