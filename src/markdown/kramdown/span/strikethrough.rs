//! Struck out text: `~~text~~`.

use crate::kramdown::document::{Category, ContentModel, ElementKind, TextRange};
use crate::kramdown::scan::is_space;
use crate::kramdown::span::parser::{MAX_SPAN_DEPTH, SpanParser};

/// Parses struck out text, whose content is parsed on its own.
pub(super) fn parse(parser: &mut SpanParser<'_, '_>) -> bool {
    let start = parser.pos;
    let inside = start + 2;
    if parser.depth >= MAX_SPAN_DEPTH {
        return false;
    }
    let (text, lookahead) = parser.text_and_lookahead();
    let first = text.get(inside);
    if !text[start..].starts_with(b"~~") || first.is_none_or(|&byte| is_space(byte) || byte == b'~') {
        return false;
    }
    let search = |text: &[u8]| {
        let ends = |&at: &usize| at > 0 && !is_space(text[at - 1]) && text[at - 1] != b'~';
        memchr::memmem::find_iter(text, b"~~").find(ends)
    };
    let Some(close) = lookahead.strikethrough_end.find(text, inside, 2, search) else {
        return false;
    };
    let kind = ElementKind::Html {
        category: Category::Span,
        model: ContentModel::Span,
        closed: false,
    };
    let name = parser.doc.arena.add("del", start);
    let element = parser.take_element(kind, name, close + 2);
    // The tables describe the surrounding text, which continues after this one.
    let lookahead = std::mem::take(&mut parser.lookahead);
    parser.parse_text(element, TextRange::new(inside, close));
    parser.lookahead = lookahead;
    true
}
