//! Formulas in a line: `$$…$$`.

use crate::kramdown::document::{Category, ElementKind, TextRange};
use crate::kramdown::scan::strip;
use crate::kramdown::span::parser::SpanParser;

/// Parses a formula.
pub(super) fn parse(parser: &mut SpanParser<'_, '_>) -> bool {
    let inside = parser.pos + 2;
    let (text, lookahead) = parser.text_and_lookahead();
    if text.get(inside - 1) != Some(&b'$') {
        return false;
    }
    let search = |text: &[u8]| memchr::memmem::find(text, b"$$");
    let Some(close) = lookahead.math_end.find(text, inside, 2, search) else {
        return false;
    };
    let formula = strip(text, inside..close);
    let formula = TextRange::new(formula.start, formula.end);
    parser.take_element(ElementKind::Math(Category::Span), formula, close + 2);
    true
}
