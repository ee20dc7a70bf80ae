//! Line breaks: two spaces or two backslashes at the end of a line.

use crate::kramdown::document::{ElementKind, TextRange};
use crate::kramdown::span::parser::SpanParser;

/// Parses a line break. The line feed itself stays.
pub(super) fn parse(parser: &mut SpanParser<'_, '_>) -> bool {
    let rest = &parser.text()[parser.pos..];
    if !rest.starts_with(b"  \n") && !rest.starts_with(b"\\\\\n") {
        return false;
    }
    parser.take_element(ElementKind::Br, TextRange::default(), parser.pos + 2);
    true
}
