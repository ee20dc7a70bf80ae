//! The end-of-block marker `^`.

use crate::kramdown::block::parser::{BlockMatch, BlockParser};
use crate::kramdown::document::{ElementKind, Eob, TextRange};
use crate::kramdown::scan::eob_marker;

/// Parses the marker with its line.
pub(super) fn parse(parser: &mut BlockParser<'_, '_>) -> BlockMatch {
    let start = parser.pos;
    let Some(end) = eob_marker(parser.text(), start) else {
        return BlockMatch::No;
    };
    parser.pos = end;
    parser.add_block(ElementKind::Eob(Eob::Marker), TextRange::default(), start..end);
    BlockMatch::Yes
}
