//! Formulas that are blocks: `$$…$$`.

use crate::kramdown::block::parser::{BlockMatch, BlockParser};
use crate::kramdown::document::{Category, ElementKind, TextRange};
use crate::kramdown::scan::{opt_space, rest_blank, strip};

/// Parses a formula between block boundaries. Before `\$$` alone on its lines, only the backslash is skipped.
pub(super) fn parse(parser: &mut BlockParser<'_, '_>) -> BlockMatch {
    let start = parser.pos;
    let (text, lookahead) = parser.text_and_lookahead();
    let mut at = opt_space(text, start);
    let escaped = text.get(at) == Some(&b'\\');
    if escaped {
        at += 1;
    }
    if !text[at..].starts_with(b"$$") {
        return BlockMatch::No;
    }
    let search = |text: &[u8]| memchr::memmem::find(text, b"$$");
    let Some(close) = lookahead.math_end.find(text, at + 2, 2, search) else {
        return BlockMatch::No;
    };
    let after = rest_blank(text, close + 2);
    let formula = strip(text, at + 2..close);
    if !parser.after_block_boundary() {
        return BlockMatch::No;
    }
    if escaped {
        if after.is_some() {
            parser.pos = at;
        }
        return BlockMatch::No;
    }
    parser.pos = after.unwrap_or(close + 2);
    if parser.before_block_boundary() {
        let formula = TextRange::new(formula.start, formula.end);
        parser.add_block(ElementKind::Math(Category::Block), formula, start..close + 2);
        return BlockMatch::Yes;
    }
    parser.pos = start;
    BlockMatch::No
}
