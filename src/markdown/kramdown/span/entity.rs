//! Entities: `&copy;`, `&#169;`, `&#xA9;`.

use crate::entities;
use crate::escape::reference;
use crate::kramdown::element::Kind;
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;

/// Takes an entity; one with an unknown name is its `&` and text.
pub(super) fn parse(parser: &mut Parser<'_>) -> bool {
    let start = parser.pos;
    let Some(length) = reference(&parser.text()[start..]) else {
        return false;
    };
    let source = Slice::new(start, start + length);
    if let Some(code) = entity_code(parser.pool.get(source)) {
        parser.take_element(Kind::Entity { code }, source, start + length);
        return true;
    }
    parser.take_element(Kind::Entity { code: 38 }, Slice::default(), start + 1);
    parser.take_text(length - 1);
    true
}

/// The code point of an entity written with `&` and `;`, if its name is known.
pub(crate) fn entity_code(source: &str) -> Option<u32> {
    let inside = &source[1..source.len() - 1];
    let number = if let Some(hex) = inside.strip_prefix("#x") {
        u32::from_str_radix(hex, 16)
    } else if let Some(decimal) = inside.strip_prefix('#') {
        decimal.parse()
    } else {
        return entities::by_name(inside);
    };
    Some(entities::by_number(number.unwrap_or(u32::MAX)))
}
