//! Marks of footnotes: `[^name]`.

use crate::WarningKind;
use crate::kramdown::block::word_with_dashes;
use crate::kramdown::element::Kind;
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;

/// Takes a mark; one without definition is text.
pub(super) fn parse(parser: &mut Parser<'_>) -> bool {
    let start = parser.pos;
    let text = parser.text();
    if text.get(start + 1) != Some(&b'^') {
        return false;
    }
    let Some(close) = word_with_dashes(text, start + 2).filter(|&close| text.get(close) == Some(&b']'))
    else {
        return false;
    };
    let name = Slice::new(start + 2, close);
    let Some(&definition) = parser.footnote_names.get(parser.pool.get(name)) else {
        let message = format!("footnote `{}` is not defined", parser.pool.get(name));
        parser.warn(WarningKind::UndefinedFootnote, start, close + 1, message);
        parser.take_text(close + 1 - start);
        return true;
    };
    parser.footnotes[definition as usize].used = true;
    parser.take_element(Kind::Footnote { definition }, name, close + 1);
    true
}
