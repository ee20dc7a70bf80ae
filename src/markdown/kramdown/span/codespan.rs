//! Code: text between backticks.

use crate::kramdown::element::Kind;
use crate::kramdown::memo::Longest;
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::is_space;

/// Takes a code span, or its backticks as text.
pub(super) fn parse(parser: &mut Parser<'_>) -> bool {
    let start = parser.pos;
    let text = parser.text();
    let mut inside = start;
    while text.get(inside) == Some(&b'`') {
        inside += 1;
    }
    let length = inside - start;
    let space_before = start == parser.spans.start || is_space(text[start - 1]);
    let space_after = text.get(inside).is_some_and(|&byte| is_space(byte));
    if length == 1 && space_before && space_after {
        parser.take_text(1);
        return true;
    }
    let Some(close) = closing(parser, start, inside) else {
        parser.take_text(length);
        return true;
    };
    let (mut from, mut to) = (inside, close);
    if length > 1 {
        let bytes = parser.pool.bytes();
        if from < to && bytes[from] == b' ' {
            from += 1;
        }
        if from < to && bytes[to - 1] == b' ' {
            to -= 1;
        }
    }
    parser.take_element(Kind::Codespan, Slice::new(from, to), close + length);
    true
}

fn closing(parser: &mut Parser<'_>, start: usize, inside: usize) -> Option<usize> {
    let end = parser.end;
    let length = inside - start;
    let text = parser.text();
    if length == 1 {
        return memchr::memchr(b'`', &text[inside..]).map(|at| inside + at);
    }
    let known = &parser.spans.unclosed.backticks;
    if !known.covers(inside, end) {
        let found = memchr::memmem::find(&text[inside..], &text[start..inside]).map(|at| inside + at);
        if found.is_none() {
            // The first that does not close: from here on it is known which do.
            parser.spans.unclosed.backticks = Longest::new(inside, end, runs(text, inside));
        }
        return found;
    }
    if known.behind(inside).is_none_or(|(_, longest)| longest < length) {
        return None;
    }
    memchr::memmem::find(&text[inside..], &text[start..inside]).map(|at| inside + at)
}

/// The runs of backticks in the text from `from` on, the last first: where each begins, and its length.
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
