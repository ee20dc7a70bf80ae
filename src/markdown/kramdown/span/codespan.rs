//! Code: text between backticks.

use crate::markdown::kramdown::element::Kind;
use crate::markdown::kramdown::parser::Parser;
use crate::markdown::kramdown::pool::Slice;
use crate::markdown::kramdown::scan::is_space;

/// Up to this length runs of backticks are told apart when they do not close.
const LENGTHS: usize = 32;

/// For each length of a run, from where to where in the text no run closes it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Runs {
    unclosed: [(usize, usize); LENGTHS],
}

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
    let known = parser.spans.backticks.unclosed[length.min(LENGTHS) - 1];
    if known.1 == end && known.0 <= inside {
        return None;
    }
    // A run longer than what is left to search cannot close; this bounds very long runs.
    if inside + length > end {
        return None;
    }
    let found = memchr::memmem::find(&text[inside..], &text[start..inside]).map(|at| inside + at);
    if found.is_none() && length < LENGTHS {
        parser.spans.backticks.unclosed[length - 1] = (inside, end);
    }
    found
}
