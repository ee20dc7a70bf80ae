//! Typographic symbols: dashes, dots, guillemets.

use crate::kramdown::element::{Kind, Symbol};
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;

const SYMBOLS: [(&[u8], Symbol); 7] = [
    (b"---", Symbol::Mdash),
    (b"--", Symbol::Ndash),
    (b"...", Symbol::Hellip),
    (b"<< ", Symbol::LaquoSpace),
    (b" >>", Symbol::RaquoSpace),
    (b"<<", Symbol::Laquo),
    (b">>", Symbol::Raquo),
];

/// Takes a symbol, or guillemets behind a backslash as what they are.
pub(super) fn parse(parser: &mut Parser<'_>) -> bool {
    let start = parser.pos;
    let rest = &parser.text()[start..];
    for (code, mark) in [(60, b"\\<<"), (62, b"\\>>")] {
        if rest.starts_with(mark) {
            parser.take_element(Kind::Entity { code }, Slice::default(), start);
            parser.take_element(Kind::Entity { code }, Slice::default(), start + 3);
            return true;
        }
    }
    let Some(&(mark, symbol)) = SYMBOLS.iter().find(|(mark, _)| rest.starts_with(mark)) else {
        return false;
    };
    parser.take_element(Kind::TypographicSym(symbol), Slice::default(), start + mark.len());
    true
}
