//! Struck out text: `~~text~~`.

use crate::kramdown::element::{Category, Kind, Model};
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::is_space;
use crate::kramdown::span::MAX_SPAN_DEPTH;

/// Takes struck out text, which is read on its own.
pub(super) fn parse(parser: &mut Parser<'_>) -> bool {
    let start = parser.pos;
    let text = &parser.pool.bytes()[..parser.end];
    let inside = start + 2;
    if !text[start..].starts_with(b"~~") || parser.spans.depth >= MAX_SPAN_DEPTH {
        return false;
    }
    if text
        .get(inside)
        .is_none_or(|&byte| is_space(byte) || byte == b'~')
    {
        return false;
    }
    let search = |text: &[u8]| {
        let ends = |&at: &usize| at > 0 && !is_space(text[at - 1]) && text[at - 1] != b'~';
        memchr::memmem::find_iter(text, b"~~").find(ends)
    };
    let Some(close) = parser.spans.strike_end.find(text, inside, 2, search) else {
        return false;
    };
    let kind = Kind::Html {
        category: Category::Span,
        model: Model::Span,
        closed: false,
    };
    let name = parser.pool.add("del", start);
    let element = parser.take_element(kind, name, close + 2);
    let unclosed = std::mem::take(&mut parser.spans.unclosed);
    parser.parse_span_text(element, Slice::new(inside, close));
    parser.spans.unclosed = unclosed;
    true
}
