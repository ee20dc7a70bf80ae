//! Code spans: text between backticks.

use crate::kramdown::document::{ElementKind, TextRange};
use crate::kramdown::lookahead::LongestRun;
use crate::kramdown::scan::is_space;
use crate::kramdown::span::parser::SpanParser;

/// Parses a code span, or its backticks as text.
pub(super) fn parse(parser: &mut SpanParser<'_, '_>) -> bool {
    let start = parser.pos;
    let text = parser.text();
    let mut inside = start;
    while text.get(inside) == Some(&b'`') {
        inside += 1;
    }
    let length = inside - start;
    let space_before = start == parser.start || is_space(text[start - 1]);
    let space_after = text.get(inside).is_some_and(|&byte| is_space(byte));
    if length == 1 && space_before && space_after {
        parser.take_text(1);
        return true;
    }
    let Some(close) = closing_backticks(parser, start, inside) else {
        parser.take_text(length);
        return true;
    };
    let (mut from, mut to) = (inside, close);
    if length > 1 {
        let bytes = parser.doc.arena.bytes();
        if from < to && bytes[from] == b' ' {
            from += 1;
        }
        if from < to && bytes[to - 1] == b' ' {
            to -= 1;
        }
    }
    parser.take_element(ElementKind::Codespan, TextRange::new(from, to), close + length);
    true
}

fn closing_backticks(parser: &mut SpanParser<'_, '_>, start: usize, inside: usize) -> Option<usize> {
    let (text, lookahead) = parser.text_and_lookahead();
    let length = inside - start;
    let find = || memchr::memmem::find(&text[inside..], &text[start..inside]).map(|at| inside + at);
    if length == 1 {
        return memchr::memchr(b'`', &text[inside..]).map(|at| inside + at);
    }
    let known = &mut lookahead.backticks;
    if known.covers(inside, text.len()) {
        return known
            .after(inside)
            .filter(|&(_, longest)| longest >= length)
            .and_then(|_| find());
    }
    let found = find();
    if found.is_none() {
        *known = LongestRun::new(inside, text.len(), runs(text, inside));
    }
    found
}

/// The runs of backticks from `from` on, the last one first: where each begins, and its length.
fn runs(text: &[u8], from: usize) -> impl Iterator<Item = (usize, usize)> {
    let mut end = text.len();
    std::iter::from_fn(move || {
        let last = from + memchr::memrchr(b'`', &text[from..end])?;
        end = last;
        while end > from && text[end - 1] == b'`' {
            end -= 1;
        }
        Some((end, last + 1 - end))
    })
}
