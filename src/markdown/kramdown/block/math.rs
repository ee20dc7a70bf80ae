//! Formulas that stand alone: `$$…$$`.

use crate::kramdown::block::Outcome;
use crate::kramdown::element::{Category, Kind};
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::{is_space, opt_space, rest_blank, skip_space};

/// Takes a formula between block boundaries. `\$$` alone on its lines is text: its backslash is passed over.
pub(super) fn parse(parser: &mut Parser<'_>) -> Outcome {
    let start = parser.pos;
    let text = parser.text();
    let mut at = opt_space(text, start);
    let escaped = text.get(at) == Some(&b'\\');
    if escaped {
        at += 1;
    }
    if !text[at..].starts_with(b"$$") {
        return Outcome::Not;
    }
    let begin = at + 2;
    let text = &parser.pool.bytes()[..parser.end];
    let search = |text: &[u8]| memchr::memmem::find(text, b"$$");
    let Some(close) = parser.memo.math_end.find(text, begin, 2, search) else {
        return Outcome::Not;
    };
    let after = rest_blank(text, close + 2);
    if !parser.after_block_boundary() {
        return Outcome::Not;
    }
    if escaped {
        if after.is_some() {
            parser.pos = at;
        }
        return Outcome::Not;
    }
    let mut end = close;
    while end > begin && (is_space(text[end - 1]) || text[end - 1] == 0) {
        end -= 1;
    }
    let formula = Slice::new(skip_space(&text[..end], begin).min(end), end);
    parser.pos = after.unwrap_or(close + 2);
    if parser.before_block_boundary() {
        parser.add_block(Kind::Math(Category::Block), formula, start..close + 2);
        return Outcome::Done;
    }
    parser.pos = start;
    Outcome::Not
}
