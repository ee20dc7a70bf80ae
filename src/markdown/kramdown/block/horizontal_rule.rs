//! Horizontal rules: `***`, `- - -`, `___`.

use crate::kramdown::block::parser::{BlockMatch, BlockParser};
use crate::kramdown::document::{ElementKind, TextRange};
use crate::kramdown::scan::horizontal_rule;

/// Parses a rule.
pub(super) fn parse(parser: &mut BlockParser<'_, '_>) -> BlockMatch {
    let start = parser.pos;
    let Some(end) = horizontal_rule(parser.text(), start) else {
        return BlockMatch::No;
    };
    parser.pos = end;
    parser.add_block(ElementKind::Hr, TextRange::default(), start..end);
    BlockMatch::Yes
}
