//! Block quotes: lines with `>`, and all lines after them up to the end of lazy continuation.

use crate::kramdown::block::parser::{BlockMatch, BlockParser, MAX_BLOCK_DEPTH};
use crate::kramdown::document::{ElementKind, TextRange};
use crate::kramdown::scan::{is_quote, line_end, opt_space};

/// Parses a quote with its blocks.
pub(super) fn parse(parser: &mut BlockParser<'_, '_>) -> BlockMatch {
    if !is_quote(parser.text(), parser.pos) || parser.depth >= MAX_BLOCK_DEPTH {
        return BlockMatch::No;
    }
    let start = parser.pos;
    let content = parser.doc.arena.len();
    loop {
        let text = parser.text();
        let (line, end) = (parser.pos, line_end(text, parser.pos));
        let mut from = line;
        if is_quote(text, line) {
            from = opt_space(text, line) + 1;
            if text.get(from) == Some(&b' ') {
                from += 1;
            }
        }
        parser.doc.arena.copy(from, end);
        parser.pos = end;
        if parser.is_lazy_end(end) {
            break;
        }
    }
    let content = TextRange::new(content, parser.doc.arena.len());
    let quote = parser.add_block(ElementKind::Blockquote, TextRange::default(), start..parser.pos);
    parser.parse_blocks_of(quote, content);
    BlockMatch::Yes
}
