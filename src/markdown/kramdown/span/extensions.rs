//! The syntax that begins with `{:` in a line: span attribute lists and extensions.

use crate::WarningKind;
use crate::kramdown::document::{Category, ElementKind};
use crate::kramdown::span::parser::SpanParser;
use crate::kramdown::syntax::extension::{Place, closing_brace, extension_tag};

/// Parses an extension, the attribute list of the element before, or the brace as text.
pub(super) fn parse(parser: &mut SpanParser<'_, '_>) -> bool {
    let start = parser.pos;
    let (text, lookahead) = parser.text_and_lookahead();
    if let Some(tag) = extension_tag(text, lookahead, start) {
        let place = Place {
            parent: parser.parent,
            category: Category::Span,
            start,
            body: tag.end,
            end: parser.end,
        };
        match parser.doc.apply_extension(tag, place, &mut parser.lookahead) {
            Some(applied) => parser.pos = applied.end,
            None => parser.take_text(1),
        }
        return true;
    }
    let content = if text.get(start + 2).is_none_or(|&byte| byte == b'}') {
        None
    } else {
        closing_brace(text, lookahead, start + 2, false)
    };
    let Some((content, end)) = content else {
        parser.take_text(1);
        return true;
    };
    let last = parser.doc.tree.last(parser.parent);
    let last = last.filter(|&last| parser.doc.tree[last].kind != ElementKind::Text);
    let Some(last) = last else {
        let message = "an attribute list after plain text has no effect".to_owned();
        parser
            .doc
            .warn(WarningKind::StrayAttributeList, start, end, message);
        parser.take_text(1);
        return true;
    };
    parser.pos = end;
    let new = parser.doc.attributes.create_ial();
    parser.doc.parse_attribute_list(content, new);
    let ial = parser.doc.ial_of(last);
    parser.doc.merge_refs(ial, new);
    parser.doc.apply_ial_to(last, new);
    true
}
