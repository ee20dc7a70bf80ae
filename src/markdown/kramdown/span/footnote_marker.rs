//! Markers of footnotes: `[^name]`.

use crate::WarningKind;
use crate::kramdown::document::{ElementKind, TextRange};
use crate::kramdown::span::parser::SpanParser;
use crate::kramdown::syntax::extension::word_with_dashes;

/// Parses a marker. One without a definition is text.
pub(super) fn parse(parser: &mut SpanParser<'_, '_>) -> bool {
    let start = parser.pos;
    let text = parser.text();
    if text.get(start + 1) != Some(&b'^') {
        return false;
    }
    let close = word_with_dashes(text, start + 2).filter(|&close| text.get(close) == Some(&b']'));
    let Some(close) = close else {
        return false;
    };
    let range = TextRange::new(start + 2, close);
    let name = parser.doc.arena.get(range);
    let Some(definition) = parser.doc.footnotes.find(name) else {
        let message = format!("footnote `{name}` is not defined");
        parser
            .doc
            .warn(WarningKind::UndefinedFootnote, start, close + 1, message);
        parser.take_text(close + 1 - start);
        return true;
    };
    parser.doc.footnotes.get_mut(definition).used = true;
    parser.take_element(ElementKind::Footnote { definition }, range, close + 1);
    true
}
