//! Emphasis: `*em*`, `__strong__`.

use crate::kramdown::element::{ElementId, Kind};
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::{char_before, char_start, is_alnum, is_alpha, is_space};
use crate::kramdown::span::unclosed::{Opener, most_wasted};
use crate::kramdown::span::{Context, MAX_SPAN_DEPTH, Stop};

/// Takes emphasis, or its mark as text.
pub(super) fn parse(parser: &mut Parser<'_>) -> bool {
    let start = parser.pos;
    let text = parser.text();
    let mark = text[start];
    let length = if text.get(start + 1) == Some(&mark) { 2 } else { 1 };
    let bit = if length == 2 { Context::STRONG } else { Context::EM };
    let space_follows = text.get(start + length).is_some_and(|&byte| is_space(byte));
    if space_follows || parser.spans.context.has(bit) || mark == b'_' && is_behind_letter(parser, start) {
        parser.take_text(length);
        return true;
    }
    if emphasis(parser, start, mark, length) {
        return true;
    }
    if length == 2 && !parser.spans.context.has(Context::EM_IS_PARENT) {
        parser.pos = start;
        if emphasis_after(parser, start, mark) {
            return true;
        }
    }
    parser.pos = start;
    parser.take_text(length);
    true
}

/// True behind a letter, or a letter and a dash.
fn is_behind_letter(parser: &Parser<'_>, at: usize) -> bool {
    let text = &parser.text()[..at];
    let start = parser.spans.start;
    let before = |at: usize| if at > start { char_before(text, at) } else { None };
    match before(at) {
        Some('-') => char_start(text, at).and_then(before).is_some_and(is_alpha),
        Some(c) => is_alpha(c),
        None => false,
    }
}

/// Strong emphasis that did not close may be emphasis whose text begins with a mark.
fn emphasis_after(parser: &mut Parser<'_>, start: usize, mark: u8) -> bool {
    emphasis(parser, start, mark, 1)
}

fn emphasis(parser: &mut Parser<'_>, start: usize, mark: u8, length: usize) -> bool {
    let (kind, bit) = if length == 2 {
        (Kind::Strong, Context::STRONG)
    } else {
        (Kind::Em, Context::EM)
    };
    let opener = Opener { mark, length };
    let most = most_wasted(parser);
    let (context, html) = (parser.spans.context, parser.spans.html);
    if parser.spans.depth >= MAX_SPAN_DEPTH
        || parser.spans.unclosed.is_known(opener, context, html, start, most)
    {
        return false;
    }
    let tried = parser.mark();
    let element = parser
        .tree
        .create(kind, Slice::default(), Slice::new(start, start));
    parser.spans.context = context.with(bit);
    parser.pos = start + length;
    let found = parser.parse_spans(element, Stop::Emphasis { mark, length });
    parser.spans.context = context;
    if found {
        parser.pos += length;
        parser.tree[element].source.end = parser.pos as u32;
        parser.tree.append(parser.parent, element);
        return true;
    }
    parser.forget(tried);
    parser
        .spans
        .unclosed
        .note(opener, context, html, start, parser.end - start);
    false
}

impl Parser<'_> {
    /// True at the mark that ends the emphasis `parent`.
    pub(super) fn emphasis_ends(&self, at: usize, mark: u8, length: usize, parent: ElementId) -> bool {
        let text = self.text();
        if text[at] != mark || length == 2 && text.get(at + 1) != Some(&mark) {
            return false;
        }
        if at > self.spans.start && is_space(text[at - 1]) {
            return false;
        }
        let double = text.get(at + 1) == Some(&mark) && text.get(at + 2) != Some(&mark);
        if length == 1 && double {
            return false;
        }
        if mark == b'_' && self.char_at(at + length).is_some_and(is_alnum) {
            return false;
        }
        self.tree.first(parent).is_some()
    }
}
