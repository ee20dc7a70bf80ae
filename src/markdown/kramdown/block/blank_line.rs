//! Blank lines: a run of them is one element.

use crate::kramdown::block::Outcome;
use crate::kramdown::element::Kind;
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::blank_line;

/// Takes a run of blank lines.
pub(super) fn parse(parser: &mut Parser<'_>) -> Outcome {
    let Some(end) = blank_line(parser.text(), parser.pos) else {
        return Outcome::Not;
    };
    let start = parser.pos;
    parser.pos = end;
    match parser.tree.last(parser.parent) {
        Some(last) if parser.tree[last].kind == Kind::Blank => {
            let text = parser.pool.join(parser.tree[last].text, Slice::new(start, end));
            parser.tree[last].text = text;
        }
        _ => {
            parser.add_block(Kind::Blank, Slice::new(start, end), start..end);
        }
    }
    Outcome::Done
}
