//! Typographic symbols: dashes, ellipses, guillemets.

use crate::kramdown::document::{ElementKind, Symbol, TextRange};
use crate::kramdown::span::parser::SpanParser;

const SYMBOLS: [(&[u8], Symbol); 7] = [
    (b"---", Symbol::Mdash),
    (b"--", Symbol::Ndash),
    (b"...", Symbol::Hellip),
    (b"<< ", Symbol::LaquoSpace),
    (b" >>", Symbol::RaquoSpace),
    (b"<<", Symbol::Laquo),
    (b">>", Symbol::Raquo),
];

/// Parses a symbol, or escaped guillemets.
pub(super) fn parse(parser: &mut SpanParser<'_, '_>) -> bool {
    let start = parser.pos;
    let rest = &parser.text()[start..];
    for (code, escaped) in [(60, b"\\<<"), (62, b"\\>>")] {
        if rest.starts_with(escaped) {
            parser.take_element(ElementKind::Entity { code }, TextRange::default(), start);
            parser.take_element(ElementKind::Entity { code }, TextRange::default(), start + 3);
            return true;
        }
    }
    let Some(&(written, symbol)) = SYMBOLS.iter().find(|(written, _)| rest.starts_with(written)) else {
        return false;
    };
    parser.take_element(
        ElementKind::TypographicSym(symbol),
        TextRange::default(),
        start + written.len(),
    );
    true
}
