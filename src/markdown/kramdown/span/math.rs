//! Formulas in a line: `$$…$$`.

use crate::kramdown::element::{Category, Kind};
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::{is_space, skip_space};

/// Takes a formula.
pub(super) fn parse(parser: &mut Parser<'_>) -> bool {
    let start = parser.pos;
    let text = &parser.pool.bytes()[..parser.end];
    if text.get(start + 1) != Some(&b'$') {
        return false;
    }
    let search = |text: &[u8]| memchr::memmem::find(text, b"$$");
    let Some(close) = parser.spans.math_end.find(text, start + 2, 2, search) else {
        return false;
    };
    let mut end = close;
    while end > start + 2 && (is_space(text[end - 1]) || text[end - 1] == 0) {
        end -= 1;
    }
    let formula = Slice::new(skip_space(&text[..end], start + 2), end);
    parser.take_element(Kind::Math(Category::Span), formula, close + 2);
    true
}
