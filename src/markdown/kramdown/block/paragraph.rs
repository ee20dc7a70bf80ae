//! Paragraphs, and where they end.

use crate::kramdown::block::Outcome;
use crate::kramdown::element::Kind;
use crate::kramdown::html_tag::ends_lazy_block;
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::{
    Marker, atx_marks, blank_line, eob_marker, is_fence, is_space, item_marker, line_end, opt_space,
};

/// Takes a paragraph. Where one stands just before it, since what ended that turned out to be nothing, it goes on.
pub(super) fn parse(parser: &mut Parser<'_>) -> Outcome {
    let start = parser.pos;
    let first = opt_space(parser.text(), start);
    if first >= parser.end || matches!(parser.text()[first], b' ' | b'\t') {
        return Outcome::Not;
    }
    let mut at = start;
    loop {
        at = line_end(parser.text(), at);
        if parser.is_paragraph_end(at) {
            break;
        }
    }
    let text = parser.text();
    let mut end = at;
    while end > start && (is_space(text[end - 1]) || text[end - 1] == 0) {
        end -= 1;
    }
    parser.pos = at;
    let last = parser
        .tree
        .last(parser.parent)
        .filter(|&last| parser.tree[last].kind.is_p());
    if let Some(paragraph) = last {
        join(parser, paragraph, start, end);
        return Outcome::Done;
    }
    let text = parser.text();
    let mut begin = start;
    while begin < end && (is_space(text[begin]) || text[begin] == 0) {
        begin += 1;
    }
    let paragraph = parser.add_block(Kind::P { transparent: false }, Slice::default(), begin..end);
    parser.add_text(paragraph, Kind::RawText, Slice::new(begin, end));
    Outcome::Done
}

/// Adds the lines `start..end` to a paragraph.
fn join(parser: &mut Parser<'_>, paragraph: crate::kramdown::element::ElementId, start: usize, end: usize) {
    let lines = Slice::new(start, end);
    let last = parser
        .tree
        .last(paragraph)
        .filter(|&last| parser.tree[last].kind == Kind::RawText);
    let Some(text) = last else {
        parser.add_text(paragraph, Kind::RawText, lines);
        return;
    };
    let wide = start >= 3 && &parser.pool.bytes()[start - 3..start] == b"  \n";
    let joiner = if wide { 3 } else { 1 };
    let before = parser.tree[text].text;
    let stands_before = start >= joiner && parser.pool.bytes()[start - 1] == b'\n';
    let joiner = if stands_before {
        Slice::new(start - joiner, start)
    } else {
        parser.pool.add("\n", start)
    };
    let joined = parser.pool.join(before, joiner);
    parser.tree[text].text = parser.pool.join(joined, lines);
}

impl Parser<'_> {
    /// True where a block that takes lazy lines ends (kramdown's `LAZY_END`).
    pub(crate) fn is_lazy_end(&mut self, at: usize) -> bool {
        if at >= self.end {
            return true;
        }
        let text = self.text();
        let first = opt_space(text, at);
        match text.get(first) {
            None => true,
            Some(b'{') => self.extended && self.block_ial_at(at).is_some(),
            Some(b'<') => ends_lazy_block(text, first),
            Some(b'^') => eob_marker(text, at).is_some(),
            Some(&byte) if is_space(byte) => blank_line(text, at).is_some(),
            Some(_) => false,
        }
    }

    /// True where a paragraph ends.
    pub(crate) fn is_paragraph_end(&mut self, at: usize) -> bool {
        if at >= self.end {
            return true;
        }
        let text = self.text();
        let first = opt_space(text, at);
        let Some(&byte) = text.get(first) else {
            return true;
        };
        if byte.is_ascii_alphabetic() || byte >= 0x80 {
            return false;
        }
        if byte == b':' {
            return self.extended && item_marker(text, first, Marker::Definition, 0).is_some();
        }
        if self.gfm && self.options.paragraph_end {
            match byte {
                b'+' | b'*' | b'-' => return item_marker(text, first, Marker::Bullet, 0).is_some(),
                b'0'..=b'9' => return item_marker(text, first, Marker::Number, 0).is_some(),
                b'#' => return atx_marks(text, at, true).is_some(),
                b'>' => return true,
                b'~' | b'`' => return is_fence(text, first),
                _ => {}
            }
        }
        self.is_lazy_end(at)
    }

    /// True where a block may end that needs a boundary after it (kramdown's `BLOCK_BOUNDARY`).
    pub(crate) fn before_block_boundary(&mut self) -> bool {
        let at = self.pos;
        if at >= self.end {
            return true;
        }
        let text = self.text();
        blank_line(text, at).is_some()
            || eob_marker(text, at).is_some()
            || self.extended && self.block_ial_at(at).is_some()
    }
}
