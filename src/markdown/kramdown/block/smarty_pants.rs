//! A line whose quotes and dashes become typographic: the only block of `smartify`.

use crate::kramdown::block::parser::{BlockMatch, BlockParser};
use crate::kramdown::document::{ElementKind, TextRange};
use crate::kramdown::scan::line_end;

/// Parses one line as text.
pub(super) fn parse(parser: &mut BlockParser<'_, '_>) -> BlockMatch {
    let end = line_end(parser.text(), parser.pos);
    let line = TextRange::new(parser.pos, end);
    parser.doc.add_text(parser.parent, ElementKind::RawText, line);
    parser.pos = end;
    BlockMatch::Yes
}
