//! Blank lines. A run of them is one element.

use crate::kramdown::block::parser::{BlockMatch, BlockParser};
use crate::kramdown::document::{ElementKind, TextRange};
use crate::kramdown::scan::blank_line;

/// Parses a run of blank lines.
pub(super) fn parse(parser: &mut BlockParser<'_, '_>) -> BlockMatch {
    let start = parser.pos;
    let Some(end) = blank_line(parser.text(), start) else {
        return BlockMatch::No;
    };
    parser.pos = end;
    let lines = TextRange::new(start, end);
    match parser.doc.tree.last(parser.parent) {
        Some(last) if parser.doc.tree[last].kind == ElementKind::Blank => {
            let before = parser.doc.tree[last].text;
            parser.doc.tree[last].text = parser.doc.arena.join(before, lines);
        }
        _ => {
            parser.add_block(ElementKind::Blank, lines, start..end);
        }
    }
    BlockMatch::Yes
}
