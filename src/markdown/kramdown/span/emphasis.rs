//! Emphasis: `*em*`, `__strong__`.

use crate::kramdown::document::{ElementKind, TextRange};
use crate::kramdown::lookahead::{OpenSpans, Opener};
use crate::kramdown::scan::{char_before, char_start, is_alpha, is_space};
use crate::kramdown::span::parser::{MAX_SPAN_DEPTH, SpanEnd, SpanParser};

/// Parses emphasis, or its delimiter as text.
pub(super) fn parse(parser: &mut SpanParser<'_, '_>) -> bool {
    let start = parser.pos;
    let text = parser.text();
    let delimiter = text[start];
    let length = if text.get(start + 1) == Some(&delimiter) {
        2
    } else {
        1
    };
    let bit = if length == 2 {
        OpenSpans::STRONG
    } else {
        OpenSpans::EM
    };
    let space_follows = text.get(start + length).is_some_and(|&byte| is_space(byte));
    if space_follows || parser.open.has(bit) || delimiter == b'_' && is_in_word(parser, start) {
        parser.take_text(length);
        return true;
    }
    // Strong emphasis that does not close may be emphasis whose text begins with a delimiter.
    let parsed = parse_content(parser, start, delimiter, length)
        || length == 2
            && !parser.open.has(OpenSpans::EM_IS_PARENT)
            && parse_content(parser, start, delimiter, 1);
    if !parsed {
        parser.pos = start;
        parser.take_text(length);
    }
    true
}

/// True after a letter, or after a letter and a hyphen (kramdown's `[[:alpha:]]-?[[:alpha:]]*\z`). In kramdown 2.5
/// underscores may follow.
fn is_in_word(parser: &SpanParser<'_, '_>, at: usize) -> bool {
    let start = parser.start;
    let mut at = at;
    if parser.doc.options().behavior().underscores_continue_words {
        while at > start && parser.text()[at - 1] == b'_' {
            at -= 1;
        }
    }
    let text = &parser.text()[..at];
    let before = |at: usize| if at > start { char_before(text, at) } else { None };
    match before(at) {
        Some('-') => char_start(text, at).and_then(before).is_some_and(is_alpha),
        Some(c) => is_alpha(c),
        None => false,
    }
}

fn parse_content(parser: &mut SpanParser<'_, '_>, start: usize, delimiter: u8, length: usize) -> bool {
    let (kind, bit) = if length == 2 {
        (ElementKind::Strong, OpenSpans::STRONG)
    } else {
        (ElementKind::Em, OpenSpans::EM)
    };
    let opener = Opener { delimiter, length };
    let (open, html) = (parser.open, parser.html);
    let unclosed = &mut parser.lookahead.unclosed;
    if parser.depth >= MAX_SPAN_DEPTH || unclosed.contains(opener, open, html, start) {
        return false;
    }
    let checkpoint = parser.doc.checkpoint();
    let source = TextRange::new(start, start);
    let element = parser.doc.tree.create(kind, TextRange::default(), source);
    parser.open = open.with(bit);
    parser.pos = start + length;
    let found = parser.parse_spans(element, SpanEnd::Emphasis { delimiter, length });
    parser.open = open;
    if found {
        parser.pos += length;
        parser.doc.tree[element].source.end = parser.pos as u32;
        parser.doc.tree.append(parser.parent, element);
        return true;
    }
    parser.doc.rollback(checkpoint);
    let unread = parser.end - start;
    let unclosed = &mut parser.lookahead.unclosed;
    unclosed.insert(opener, open, html, start, unread);
    false
}
