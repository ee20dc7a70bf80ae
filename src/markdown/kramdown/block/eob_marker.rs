//! The end-of-block mark `^`.

use crate::kramdown::block::Outcome;
use crate::kramdown::element::{Eob, Kind};
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::eob_marker;

/// Takes the mark and its line.
pub(super) fn parse(parser: &mut Parser<'_>) -> Outcome {
    let Some(end) = eob_marker(parser.text(), parser.pos) else {
        return Outcome::Not;
    };
    let start = parser.pos;
    parser.pos = end;
    parser.add_block(Kind::Eob(Eob::Marker), Slice::default(), start..end);
    Outcome::Done
}
