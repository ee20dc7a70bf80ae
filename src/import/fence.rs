//! Fenced code blocks and their options.

use super::attributes::{self, Attributes};
use super::snippets;
use super::text::{Line, Text};
use regex::Regex;
use std::sync::LazyLock;

/// The number of an annotation in code, as in `# (1)!`.
static ANNOTATION: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\((\d+)\)!").expect("a valid pattern"));

/// Options of Material that recto has for every block, or that change nothing.
const MARKS: [&str; 7] = [
    "annotate",
    "copy",
    "no-copy",
    "select",
    "no-select",
    "highlight",
    "line-numbers",
];

/// The mark that begins or ends a fence, and what follows it.
fn mark(text: &str) -> Option<(&str, &str)> {
    let bare = text.trim_start();
    let length = bare.len() - bare.trim_start_matches('`').len();
    let length = match length {
        0 => bare.len() - bare.trim_start_matches('~').len(),
        length => length,
    };
    (length >= 3 && !(bare.starts_with('`') && bare[length..].contains('`')))
        .then(|| (&bare[..length], bare[length..].trim()))
}

/// One past the last line of the fenced code block that begins at line `at`; `None` if none does.
pub(super) fn end(lines: &[Line<'_>], at: usize) -> Option<usize> {
    let (open, _) = mark(&lines[at].text)?;
    let indent = lines[at].indent();
    // A fence within the code is indented further.
    let closes = |line: &Line<'_>| {
        (indent..indent + 4).contains(&line.indent())
            && mark(&line.text).is_some_and(|(close, rest)| close.starts_with(open) && rest.is_empty())
    };
    let close = lines[at + 1..].iter().position(closes);
    Some(close.map_or(lines.len(), |close| at + close + 2))
}

/// The code block of these lines, without the indentation of the first.
pub(super) fn convert(text: &mut Text<'_, '_>, lines: &[Line<'_>]) -> Vec<String> {
    let first = &lines[0];
    let Some((open, info)) = mark(&first.text) else {
        return Vec::new();
    };
    let place = first.at + first.indent();
    let info = self::info(text, info, place);
    let is_closed = lines.len() > 1 && lines.last().is_some_and(|line| mark(&line.text).is_some());
    let body = &lines[1..lines.len() - usize::from(is_closed)];
    let body = body
        .iter()
        .map(|line| line.dedented(first.indent()))
        .collect::<Vec<_>>();
    if let [only] = &body[..]
        && let Some(name) = snippets::name(&only.text)
        && let Some(tag) = snippets::code(text, &name, &info, only.at)
    {
        return vec![tag];
    }
    let mut out = vec![format!("{open}{info}")];
    for line in &body {
        match snippets::name(&line.text) {
            Some(name) => {
                let found = snippets::inlined(text, &name, line.at);
                out.extend(found.unwrap_or_else(|| vec![line.text.to_string()]));
            }
            None => out.push(annotated(&line.text)),
        }
    }
    out.push(open.to_owned());
    out
}

/// A line of code whose escaped snippets and annotations are plain text.
fn annotated(line: &str) -> String {
    let line = match line.trim_start().strip_prefix(";--8<--") {
        Some(rest) => format!("--8<--{rest}"),
        None => line.to_owned(),
    };
    ANNOTATION.replace_all(&line, "($1)").into_owned()
}

/// The info string in recto's spelling.
fn info(text: &mut Text<'_, '_>, info: &str, at: usize) -> String {
    let (language, list) = match info.find(['{', ' ']) {
        _ if info.is_empty() => return String::new(),
        Some(cut) => (&info[..cut], info[cut..].trim()),
        None => (info, ""),
    };
    let list = match list.starts_with('{') {
        true => list.to_owned(),
        false => format!("{{{list}}}"),
    };
    let (found, _) = attributes::parse(&list).unwrap_or_default();
    let (language, found) = language_of(language, found);
    let mut out = language;
    for (name, value) in &found.others {
        match &**name {
            "title" | "hl_lines" => out.push_str(&format!(" {name}=\"{}\"", value.replace('"', "'"))),
            "linenums" => {
                let first = value.split_whitespace().next().unwrap_or("1");
                out.push_str(&format!(" linenums=\"{first}\""));
            }
            _ => dropped(text, name, at, info),
        }
    }
    for class in found.classes.iter().filter(|class| !MARKS.contains(&&***class)) {
        dropped(text, class, at, info);
    }
    if let Some(id) = &found.id {
        dropped(text, id, at, info);
    }
    out
}

/// The language, which may be the first class, and the rest.
fn language_of(language: &str, mut found: Attributes) -> (String, Attributes) {
    if !language.is_empty() {
        return (language.trim_start_matches('.').to_owned(), found);
    }
    let first = found.classes.iter().position(|class| !MARKS.contains(&&**class));
    match first {
        Some(first) => (found.classes.remove(first), found),
        None => ("text".to_owned(), found),
    }
}

fn dropped(text: &mut Text<'_, '_>, what: &str, at: usize, info: &str) {
    let message = format!("the option `{what}` of this code block was dropped");
    let hint = "the options are `title`, `linenums`, `hl_lines`, `ins` and `del`";
    text.left(at, 3 + info.len(), message, hint);
}
