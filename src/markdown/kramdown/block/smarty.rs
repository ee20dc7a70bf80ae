//! A line of text that only gets its quotes and dashes made typographic.

use crate::markdown::kramdown::block::Outcome;
use crate::markdown::kramdown::element::Kind;
use crate::markdown::kramdown::parser::Parser;
use crate::markdown::kramdown::pool::Slice;
use crate::markdown::kramdown::scan::line_end;

/// Takes one line as text.
pub(super) fn parse(parser: &mut Parser<'_>) -> Outcome {
    let end = line_end(parser.text(), parser.pos);
    parser.add_text(parser.parent, Kind::RawText, Slice::new(parser.pos, end));
    parser.pos = end;
    Outcome::Done
}
