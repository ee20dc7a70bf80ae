//! Stage 2: a file's text in, its head (parsed YAML) and the span of its body out.
//!
//! # Steps
//!
//! 1. [`split`] finds the two lines that enclose the front matter, as Jekyll's `YAML_FRONT_MATTER_REGEXP` does;
//! 2. [`document`] parses the YAML between them.

use crate::diag::{Code, Diagnostic, SourceId, Span};
use crate::text::ascii::is_space;
use crate::value::{Hash, Value, Zone, yaml};
use std::ops::Range;
use std::sync::Arc;

/// A text split into head and body.
#[derive(Clone, Debug)]
pub struct Document {
    /// The front matter; an empty hash where there is none.
    pub head: Arc<Hash>,
    /// The bytes between the two `---` lines, where there is front matter.
    pub head_span: Option<Span>,
    /// The bytes after it: a span of the file, so line numbers need no correction.
    pub body: Span,
}

/// What is wrong with the front matter of a document.
#[derive(Clone, Debug)]
pub struct Fault {
    /// The diagnostic: an error or, where Jekyll goes on without the front matter, a warning.
    pub diagnostic: Box<Diagnostic>,
    /// Whether Jekyll stops at it even without `strict_front_matter`.
    pub fatal: bool,
}

/// The ranges of front matter and body in `text`: the bytes between the enclosing lines, and the first byte of the
/// body. `None` where the text does not begin with front matter or it is never closed.
///
/// The first line is `---`, the last one `---` or `...`, both followed only by white space. Blank lines
/// after the last one belong to it, as in Jekyll.
pub fn split(text: &str) -> Option<(Range<usize>, usize)> {
    let rest = text.strip_prefix("---")?;
    let first = rest.find('\n')?;
    if !rest[..first].bytes().all(is_space) {
        return None;
    }
    let start = 3 + first + 1;
    let mut at = start;
    while at < text.len() {
        let line = &text[at..];
        let end = line.find('\n').unwrap_or(line.len());
        let marker = line.starts_with("---") || line.starts_with("...");
        if marker && line.as_bytes()[3..end.max(3)].iter().copied().all(is_space) {
            return Some((start..at, body_start(text, at + 3)));
        }
        at += end + 1;
    }
    None
}

/// The start of the body after the closing marker: after the last line break of the white space there.
fn body_start(text: &str, from: usize) -> usize {
    let bytes = &text.as_bytes()[from..];
    let spaces = bytes.iter().copied().take_while(|byte| is_space(*byte)).count();
    if spaces == bytes.len() {
        return text.len();
    }
    memchr::memrchr(b'\n', &bytes[..spaces]).map_or(from, |at| from + at + 1)
}

/// Splits `text`, the whole of `source`, and parses its front matter; times without an offset are in `zone`. With a
/// fault the head is empty and the body as it would be without one.
pub fn document(source: SourceId, text: &str, zone: &Zone) -> (Document, Option<Fault>) {
    let plain = |start: usize, head_span| Document {
        head: Arc::default(),
        head_span,
        body: Span::new(source, start, text.len()),
    };
    let Some((head, body)) = split(text) else {
        return (plain(0, None), unclosed(source, text));
    };
    let span = Span::new(source, head.start, head.end);
    let mut document = plain(body, Some(span));
    match yaml::parse_in(source, &text[head.clone()], head.start, zone) {
        Ok(Value::Hash(hash)) => document.head = hash,
        Ok(Value::Nil | Value::Bool(false)) => {}
        Ok(_) => {
            let end = text[head.start..head.end]
                .find('\n')
                .map_or(head.end, |at| head.start + at);
            let diagnostic = Diagnostic::error(
                Code::InvalidFrontMatter,
                "the front matter is not a mapping of keys to values",
            )
            .at(Span::new(source, head.start, end))
            .hint("write lines such as `title: My page` between the two `---`");
            let fault = Fault {
                diagnostic: Box::new(diagnostic),
                fatal: true,
            };
            return (document, Some(fault));
        }
        Err(diagnostic) => {
            let fault = Fault {
                diagnostic,
                fatal: false,
            };
            return (document, Some(fault));
        }
    }
    (document, None)
}

/// The place of a top-level key in the front matter of `text`, from the key to the end of its value. `None` if there
/// is not such a key; then [`beginning`] is the best place.
pub fn key_span(source: SourceId, text: &str, key: &str) -> Option<Span> {
    let (head, _) = split(text)?;
    let found = yaml::locate(&text[head.clone()], &[yaml::Step::Key(key)])?;
    let start = found.key.map_or(found.value.start, |key| key.start);
    Some(Span::new(
        source,
        head.start + start,
        head.start + found.value.end,
    ))
}

/// The place of a problem of the whole file: its first characters.
pub fn beginning(source: SourceId, text: &str) -> Span {
    let end = (0..=3.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at));
    Span::new(source, 0, end.unwrap_or(0))
}

/// The fault of a text that begins as front matter does and never closes it.
fn unclosed(source: SourceId, text: &str) -> Option<Fault> {
    let rest = text.strip_prefix("---")?;
    let end = rest.find('\n')?;
    if !rest[..end].bytes().all(is_space) {
        return None;
    }
    let diagnostic = Diagnostic::warning(
        Code::UnclosedFrontMatter,
        "the front matter that begins here is never closed",
    )
    .at(Span::new(source, 0, 3))
    .hint("close it with a line `---`; until then the whole file is its text");
    Some(Fault {
        diagnostic: Box::new(diagnostic),
        fatal: false,
    })
}

#[cfg(test)]
mod tests {
    use super::split;

    /// Head and body of a text.
    fn parts(text: &str) -> Option<(&str, &str)> {
        split(text).map(|(head, body)| (&text[head], &text[body..]))
    }

    #[test]
    fn head_and_body_are_split_as_jekylls_pattern_does() {
        assert_eq!(parts("---\na: 1\n---\nB\n"), Some(("a: 1\n", "B\n")));
        assert_eq!(parts("---\n---\nB"), Some(("", "B")));
        assert_eq!(parts("---  \r\na: 1\r\n---\r\nB"), Some(("a: 1\r\n", "B")));
        assert_eq!(parts("---\na: 1\n...\nB"), Some(("a: 1\n", "B")));
        assert_eq!(parts("---\na: 1\n---"), Some(("a: 1\n", "")));
        assert_eq!(parts("---\na: 1\n--- \n \n"), Some(("a: 1\n", "")));
    }

    #[test]
    fn blank_lines_behind_the_front_matter_are_dropped_but_indentation_stays() {
        assert_eq!(parts("---\n---\n\n\n  B"), Some(("", "  B")));
        assert_eq!(parts("---\n---\n  B"), Some(("", "  B")));
    }

    #[test]
    fn what_only_looks_like_front_matter_is_none() {
        assert_eq!(parts("--- x\n---\n"), None);
        assert_eq!(parts("---\na: 1\n"), None);
        assert_eq!(parts("---"), None);
        assert_eq!(parts("\n---\n---\n"), None);
        assert_eq!(parts("---\na\n----\n"), None);
    }
}
