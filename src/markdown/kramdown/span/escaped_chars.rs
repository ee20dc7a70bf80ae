//! Backslashes before characters that would mean something.

use crate::kramdown::element::Kind;
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;

/// True for the characters that a backslash makes plain.
pub(crate) fn is_escapable(byte: u8) -> bool {
    matches!(
        byte,
        b'\\'
            | b'.'
            | b'*'
            | b'_'
            | b'+'
            | b'`'
            | b'<'
            | b'>'
            | b'('
            | b')'
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'#'
            | b'!'
            | b':'
            | b'|'
            | b'"'
            | b'\''
            | b'$'
            | b'='
            | b'-'
    )
}

/// Takes the character behind a backslash as text.
pub(super) fn parse(parser: &mut Parser<'_>) -> bool {
    let at = parser.pos + 1;
    let escaped = parser
        .text()
        .get(at)
        .is_some_and(|&byte| is_escapable(byte) || byte == b'~' && parser.gfm);
    if escaped {
        parser.add_text(parser.parent, Kind::Text, Slice::new(at, at + 1));
        parser.pos = at + 1;
    }
    escaped
}
