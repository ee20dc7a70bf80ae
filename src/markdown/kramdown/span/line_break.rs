//! Line breaks: two spaces or two backslashes at the end of a line.

use crate::kramdown::element::Kind;
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;

/// Takes a line break; the line feed itself stays.
pub(super) fn parse(parser: &mut Parser<'_>) -> bool {
    let rest = &parser.text()[parser.pos..];
    if !rest.starts_with(b"  \n") && !rest.starts_with(b"\\\\\n") {
        return false;
    }
    parser.take_element(Kind::Br, Slice::default(), parser.pos + 2);
    true
}
