//! A text that is all HTML (`input: html`): kramdown's HTML parser.

use crate::kramdown::block::parser::BlockParser;
use crate::kramdown::document::{Category, ElementKind, TextRange};
use crate::kramdown::scan::skip_space;
use crate::kramdown::syntax::html_tag::{comment_end, instruction_end};

/// Parses the whole text as HTML.
pub(super) fn parse(parser: &mut BlockParser<'_, '_>) {
    parse_prologue(parser);
    parser.parse_raw_html(parser.doc.root);
}

/// Parses the instructions and comments before the first element. A document type is skipped.
fn parse_prologue(parser: &mut BlockParser<'_, '_>) {
    loop {
        let pos = parser.pos;
        let (text, lookahead) = parser.text_and_lookahead();
        let start = skip_space(text, pos);
        let (kind, end) = if let Some(end) = instruction_end(text, lookahead, start) {
            (ElementKind::XmlPi(Category::Block), end)
        } else if let Some(end) = comment_end(text, lookahead, start) {
            (ElementKind::XmlComment(Category::Block), end)
        } else if let Some(end) = document_type(text, start) {
            parser.pos = end;
            continue;
        } else {
            return;
        };
        parser
            .doc
            .add_to(parser.doc.root, kind, TextRange::new(start, end));
        parser.pos = end;
    }
}

/// The end of `<!DOCTYPE …>`, in any case.
fn document_type(text: &[u8], at: usize) -> Option<usize> {
    const START: &[u8] = b"<!doctype";
    let written = text.get(at..at + START.len())?;
    if !written.eq_ignore_ascii_case(START) {
        return None;
    }
    memchr::memchr(b'>', &text[at..]).map(|length| at + length + 1)
}
