//! The end-of-block mark `^`.

use crate::markdown::kramdown::block::Outcome;
use crate::markdown::kramdown::element::{Eob, Kind};
use crate::markdown::kramdown::parser::Parser;
use crate::markdown::kramdown::pool::Slice;
use crate::markdown::kramdown::scan::eob_marker;

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
