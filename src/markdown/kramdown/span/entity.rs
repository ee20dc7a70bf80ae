//! Entities: `&copy;`, `&#169;`, `&#xA9;`.

use crate::escape::reference;
use crate::kramdown::document::{ElementKind, TextRange};
use crate::kramdown::span::parser::SpanParser;
use crate::kramdown::syntax::entity::code_point;

/// Parses an entity. One with an unknown name becomes `&` and text.
pub(super) fn parse(parser: &mut SpanParser<'_, '_>) -> bool {
    let start = parser.pos;
    let Some(length) = reference(&parser.text()[start..]) else {
        return false;
    };
    let source = TextRange::new(start, start + length);
    if let Some(code) = code_point(
        parser.doc.arena.get(source),
        parser.doc.options().behavior().html5_entities,
    ) {
        parser.take_element(ElementKind::Entity { code }, source, start + length);
        return true;
    }
    parser.take_element(ElementKind::Entity { code: 38 }, TextRange::default(), start + 1);
    parser.take_text(length - 1);
    true
}
