//! The span phase: parses the text of blocks into spans, and applies the attribute lists of blocks and spans.
//!
//! Each construct has a file of its own. `parser` holds the loop that finds where constructs can begin, and `kind` the
//! order in which kramdown tries them. Spans are parsed after all blocks, since definitions may follow their use.

mod autolink;
mod brackets;
mod codespan;
mod emphasis;
mod entity;
mod escaped_chars;
mod extensions;
mod footnote_marker;
mod html;
mod kind;
mod line_break;
mod link;
mod link_target;
mod math;
mod parser;
mod smart_quotes;
mod strikethrough;
mod tree;
mod typographic;

pub(crate) use parser::SpanParser;

use crate::kramdown::document::Document;
use crate::kramdown::span::kind::SpanKind;

/// A parser for the spans of single texts, which the block phase needs for tables.
pub(crate) fn parser<'d, 'o>(doc: &'d mut Document<'o>) -> SpanParser<'d, 'o> {
    SpanParser::new(doc, dispatch)
}

/// Parses the text of all blocks.
pub(crate) fn parse(doc: &mut Document<'_>) {
    let mut parser = parser(doc);
    parser.update_tree(parser.doc.root);
    for at in 0..parser.doc.footnotes.len() {
        let content = parser.doc.footnotes.get(at as u32).content;
        parser.update_tree(content);
    }
}

fn dispatch(parser: &mut SpanParser<'_, '_>, kind: SpanKind) -> bool {
    match kind {
        SpanKind::Emphasis => emphasis::parse(parser),
        SpanKind::Codespan => codespan::parse(parser),
        SpanKind::Autolink => autolink::parse(parser),
        SpanKind::Html => html::parse(parser),
        SpanKind::FootnoteMarker => footnote_marker::parse(parser),
        SpanKind::Link => link::parse(parser),
        SpanKind::SmartQuotes => smart_quotes::parse(parser),
        SpanKind::Math => math::parse(parser),
        SpanKind::Extension => extensions::parse(parser),
        SpanKind::Entity => entity::parse(parser),
        SpanKind::TypographicSymbol => typographic::parse(parser),
        SpanKind::LineBreak => line_break::parse(parser),
        SpanKind::EscapedChar => escaped_chars::parse(parser),
        SpanKind::Strikethrough => strikethrough::parse(parser),
        SpanKind::Bracket => false,
    }
}
