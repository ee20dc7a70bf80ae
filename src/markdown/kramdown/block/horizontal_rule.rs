//! Horizontal rules: `***`, `- - -`, `___`.

use crate::kramdown::block::Outcome;
use crate::kramdown::element::Kind;
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::horizontal_rule;

/// Takes a rule.
pub(super) fn parse(parser: &mut Parser<'_>) -> Outcome {
    let Some(end) = horizontal_rule(parser.text(), parser.pos) else {
        return Outcome::Not;
    };
    let start = parser.pos;
    parser.pos = end;
    parser.add_block(Kind::Hr, Slice::default(), start..end);
    Outcome::Done
}
