//! What begins with `{:` in a line: attribute lists of spans, and extensions.

use crate::WarningKind;
use crate::kramdown::element::{Category, Kind};
use crate::kramdown::parser::Parser;

/// Takes an extension, an attribute list behind an element, or a brace as text.
pub(super) fn parse(parser: &mut Parser<'_>) -> bool {
    let start = parser.pos;
    if let Some(tag) = parser.extension_tag(start) {
        if !parser.parse_extension(tag, tag.end, Category::Span) {
            parser.pos = start;
            parser.take_text(1);
        }
        return true;
    }
    let content = if parser.text().get(start + 2).is_none_or(|&byte| byte == b'}') {
        None
    } else {
        parser.closing_brace(start + 2, false)
    };
    let Some((content, end)) = content else {
        parser.take_text(1);
        return true;
    };
    let last = parser
        .tree
        .last(parser.parent)
        .filter(|&last| parser.tree[last].kind != Kind::Text);
    let Some(last) = last else {
        parser.warn(
            WarningKind::StrayAttributeList,
            start,
            end,
            "an attribute list after plain text has no effect".to_owned(),
        );
        parser.take_text(1);
        return true;
    };
    parser.pos = end;
    let new = parser.attributes.create_ial();
    parser.parse_attribute_list(content, new);
    let ial = parser.ial_of(last);
    parser.merge_refs(ial, new);
    let mut attrs = parser.tree[last].attrs;
    parser.apply_ial(&mut attrs, new);
    parser.tree[last].attrs = attrs;
    true
}
