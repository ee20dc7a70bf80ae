//! Backslashes before characters that have a meaning.

use crate::kramdown::span::parser::SpanParser;

/// True for the characters that a backslash escapes.
fn is_escapable(byte: u8) -> bool {
    memchr::memchr(byte, b"\\.*_+`<>()[]{}#!:|\"'$=-").is_some()
}

/// Parses an escaped character as text.
pub(super) fn parse(parser: &mut SpanParser<'_, '_>) -> bool {
    let at = parser.pos + 1;
    let escaped = parser
        .text()
        .get(at)
        .is_some_and(|&byte| is_escapable(byte) || byte == b'~' && parser.doc.is_gfm());
    if escaped {
        parser.pos = at;
        parser.take_text(1);
    }
    escaped
}

/// The text without escaping backslashes.
pub(super) fn unescape(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut plain = String::with_capacity(text.len());
    let mut from = 0;
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'\\' && bytes.get(at + 1).is_some_and(|&byte| is_escapable(byte)) {
            plain.push_str(&text[from..at]);
            from = at + 1;
            at += 2;
        } else {
            at += 1;
        }
    }
    plain.push_str(&text[from..]);
    plain
}
