//! Block quotes: `> ` before lines, and every line after them up to a lazy end.

use crate::kramdown::block::Outcome;
use crate::kramdown::element::Kind;
use crate::kramdown::parser::{MAX_BLOCK_DEPTH, Parser};
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::{is_quote, line_end, opt_space};

/// Takes a quote and the blocks in it.
pub(super) fn parse(parser: &mut Parser<'_>) -> Outcome {
    if !is_quote(parser.text(), parser.pos) || parser.depth >= MAX_BLOCK_DEPTH {
        return Outcome::Not;
    }
    let start = parser.pos;
    let inside = parser.pool.len();
    loop {
        let (line, end) = (parser.pos, line_end(parser.text(), parser.pos));
        let text = parser.text();
        let mut from = line;
        if is_quote(text, line) {
            from = opt_space(text, line) + 1;
            if text.get(from) == Some(&b' ') {
                from += 1;
            }
        }
        parser.pool.copy(from, end);
        parser.pos = end;
        if parser.is_lazy_end(end) {
            break;
        }
    }
    let inside = Slice::new(inside, parser.pool.len());
    let quote = parser.add_block(Kind::Blockquote, Slice::default(), start..parser.pos);
    parser.parse_blocks_of(quote, inside);
    Outcome::Done
}
