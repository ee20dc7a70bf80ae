//! Paragraphs, and the places where they end.

use std::ops::Range;

use crate::kramdown::block::parser::{BlockMatch, BlockParser};
use crate::kramdown::document::{ElementId, ElementKind, TextRange};
use crate::kramdown::scan::{
    Marker, blank_line, eob_marker, header_marks, is_fence, is_space, item_marker, line_end, opt_space, strip,
};
use crate::kramdown::syntax::extension;
use crate::kramdown::syntax::html_tag::ends_lazy_block;

/// Parses a paragraph. It continues the previous paragraph if what ended that is not a block.
pub(super) fn parse(parser: &mut BlockParser<'_, '_>) -> BlockMatch {
    let start = parser.pos;
    let first = opt_space(parser.text(), start);
    if first >= parser.end || matches!(parser.text()[first], b' ' | b'\t') {
        return BlockMatch::No;
    }
    let mut at = start;
    loop {
        at = line_end(parser.text(), at);
        if parser.is_paragraph_end(at) {
            break;
        }
    }
    let Range { start: begin, end } = strip(parser.text(), start..at);
    parser.pos = at;
    let last = parser.doc.tree.last_if(parser.parent, ElementKind::is_p);
    if let Some(paragraph) = last {
        join(parser, paragraph, start, end);
        return BlockMatch::Yes;
    }
    let paragraph = parser.add_block(
        ElementKind::P { transparent: false },
        TextRange::default(),
        begin..end,
    );
    parser
        .doc
        .add_text(paragraph, ElementKind::RawText, TextRange::new(begin, end));
    BlockMatch::Yes
}

/// Appends the lines `start..end` to a paragraph.
fn join(parser: &mut BlockParser<'_, '_>, paragraph: ElementId, start: usize, end: usize) {
    let lines = TextRange::new(start, end);
    let last = parser
        .doc
        .tree
        .last_if(paragraph, |kind| kind == ElementKind::RawText);
    let Some(text) = last else {
        parser.doc.add_text(paragraph, ElementKind::RawText, lines);
        return;
    };
    let has_break = start >= 3 && &parser.doc.arena.bytes()[start - 3..start] == b"  \n";
    let joiner = if has_break { 3 } else { 1 };
    let before = parser.doc.tree[text].text;
    let is_in_text = start >= joiner && parser.doc.arena.bytes()[start - 1] == b'\n';
    let joiner = if is_in_text {
        TextRange::new(start - joiner, start)
    } else {
        parser.doc.arena.add("\n", start)
    };
    let joined = parser.doc.arena.join(before, joiner);
    parser.doc.tree[text].text = parser.doc.arena.join(joined, lines);
}

impl BlockParser<'_, '_> {
    /// True if the line at `at` is a block attribute list.
    pub(super) fn is_block_ial(&mut self, at: usize) -> bool {
        let (text, lookahead) = self.text_and_lookahead();
        extension::block_ial(text, lookahead, at).is_some()
    }

    /// True where lazy continuation ends (kramdown's `LAZY_END`).
    pub(super) fn is_lazy_end(&mut self, at: usize) -> bool {
        if at >= self.end {
            return true;
        }
        let text = self.text();
        let first = opt_space(text, at);
        match text.get(first) {
            None => true,
            Some(b'{') => self.extended && self.is_block_ial(at),
            Some(b'<') => ends_lazy_block(text, first, self.doc.options().behavior()),
            Some(b'^') => eob_marker(text, at).is_some(),
            Some(&byte) if is_space(byte) => blank_line(text, at).is_some(),
            Some(_) => false,
        }
    }

    /// True where a paragraph ends.
    pub(super) fn is_paragraph_end(&mut self, at: usize) -> bool {
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
        if self.doc.is_gfm() && self.doc.options().paragraph_end {
            match byte {
                b'+' | b'*' | b'-' => return item_marker(text, first, Marker::Bullet, 0).is_some(),
                b'0'..=b'9' => return item_marker(text, first, Marker::Number, 0).is_some(),
                b'#' => return header_marks(text, at, true).is_some(),
                b'>' => return true,
                b'~' | b'`' => return is_fence(text, first),
                _ => {}
            }
        }
        self.is_lazy_end(at)
    }

    /// True if a block that needs a boundary after it may end here (kramdown's `BLOCK_BOUNDARY`).
    pub(super) fn before_block_boundary(&mut self) -> bool {
        let at = self.pos;
        if at >= self.end {
            return true;
        }
        let text = self.text();
        blank_line(text, at).is_some()
            || eob_marker(text, at).is_some()
            || self.extended && self.is_block_ial(at)
    }
}
