//! Reads the small pieces of lax Liquid markup: words, quoted fragments, attributes.
//!
//! Each function implements one of the regular expressions in Ruby Liquid's `liquid.rb` (named in its doc)
//! and gives the end of what that expression would match at `at`, in time linear in what it matches.

use recto_text::ascii::{is_space, is_word};

/// A byte of `VariableSegment`, `[\w\-]`.
pub(super) fn is_segment(byte: u8) -> bool {
    is_word(byte) || byte == b'-'
}

/// The end of `\s*`.
pub(super) fn spaces(text: &[u8], at: usize) -> usize {
    run(text, at, is_space)
}

/// The end of the run of bytes at `at` that fulfil `is`.
pub(super) fn run(text: &[u8], at: usize, is: fn(u8) -> bool) -> usize {
    let mut end = at;
    while text.get(end).is_some_and(|byte| is(*byte)) {
        end += 1;
    }
    end
}

/// `QuotedString`: the end of `"…"` or `'…'`.
pub(super) fn quoted_string(text: &[u8], at: usize) -> Option<usize> {
    let quote = *text.get(at).filter(|byte| matches!(byte, b'"' | b'\''))?;
    memchr::memchr(quote, &text[at + 1..]).map(|found| at + found + 2)
}

/// `QuotedFragment`: a quoted string, or a run of quoted strings and bytes other than blanks, `,`, `|` and quotes.
pub(super) fn quoted_fragment(text: &[u8], at: usize) -> Option<usize> {
    if let Some(end) = quoted_string(text, at) {
        return Some(end);
    }
    let mut end = at;
    while let Some(&byte) = text.get(end) {
        match byte {
            b'"' | b'\'' => match quoted_string(text, end) {
                Some(past) => end = past,
                None => break,
            },
            b',' | b'|' => break,
            byte if is_space(byte) => break,
            _ => end += 1,
        }
    }
    (end > at).then_some(end)
}

/// The first quoted fragment at or after `at`, as a search with `QuotedFragment` finds it.
pub(super) fn find_fragment(text: &[u8], at: usize) -> Option<(usize, usize)> {
    (at..text.len()).find_map(|start| quoted_fragment(text, start).map(|end| (start, end)))
}

/// The matches of `TagAttributes`, `(\w+)\s*:\s*(QuotedFragment)`, in order, from `at` on.
pub(super) fn attributes(text: &str, at: usize) -> Vec<(&str, &str)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = at;
    while at < bytes.len() {
        if !is_word(bytes[at]) {
            at += 1;
            continue;
        }
        let name_end = run(bytes, at, is_word);
        let colon = spaces(bytes, name_end);
        let value = (bytes.get(colon) == Some(&b':')).then(|| spaces(bytes, colon + 1));
        match value.and_then(|start| Some((start, quoted_fragment(bytes, start)?))) {
            Some((start, end)) => {
                found.push((&text[at..name_end], &text[start..end]));
                at = end;
            }
            None => at = name_end,
        }
    }
    found
}
