//! A line of text that only gets its quotes and dashes made typographic.

use crate::kramdown::block::Outcome;
use crate::kramdown::element::Kind;
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::line_end;

/// Takes one line as text.
pub(super) fn parse(parser: &mut Parser<'_>) -> Outcome {
    let end = line_end(parser.text(), parser.pos);
    parser.add_text(parser.parent, Kind::RawText, Slice::new(parser.pos, end));
    parser.pos = end;
    Outcome::Done
}
