//! HTML blocks: comments, and elements up to their end tags.

use crate::kramdown::block::parser::{BlockMatch, BlockParser, MAX_BLOCK_DEPTH};
use crate::kramdown::document::{Category, ElementKind, TextRange};
use crate::kramdown::native;
use crate::kramdown::scan::{opt_space, trailing_whitespace, uname};
use crate::kramdown::syntax::html_tag::{comment_end, end_tag, start_tag};
use crate::kramdown::syntax::tags;

/// Parses a comment or an element. The end tag of the parent ends it.
pub(super) fn parse(parser: &mut BlockParser<'_, '_>) -> BlockMatch {
    let start = parser.pos;
    let (text, lookahead) = parser.text_and_lookahead();
    let at = opt_space(text, start);
    if text.get(at) != Some(&b'<') {
        return BlockMatch::No;
    }
    if let Some(end) = comment_end(text, lookahead, start) {
        let after = trailing_whitespace(text, end).unwrap_or(end);
        let comment = TextRange::new(start, end);
        let kind = ElementKind::XmlComment(Category::Block);
        parser.doc.add_to(parser.parent, kind, comment);
        parser.pos = after;
        return BlockMatch::Yes;
    }
    if text.get(at + 1) == Some(&b'/') {
        return end_of_parent(parser, at);
    }
    let tag = uname(text, at + 1).and_then(|_| start_tag(text, at));
    let Some(tag) = tag.filter(|_| parser.depth < MAX_BLOCK_DEPTH) else {
        return BlockMatch::No;
    };
    if tags::is_span(
        &parser.doc.arena.get(tag.name).to_lowercase(),
        parser.doc.options().behavior(),
    ) {
        return BlockMatch::No;
    }
    parser.pos = tag.end;
    let element = parser.html_element(parser.parent, tag, start);
    if parser.doc.options().html_to_native {
        native::convert(parser.doc, element);
    }
    BlockMatch::Yes
}

fn end_of_parent(parser: &mut BlockParser<'_, '_>, at: usize) -> BlockMatch {
    let parent = &parser.doc.tree[parser.parent];
    if !matches!(parent.kind, ElementKind::Html { .. }) {
        return BlockMatch::No;
    }
    let Some(tag) = end_tag(parser.text(), at) else {
        return BlockMatch::No;
    };
    let name = parser.doc.arena.get(tag.name).to_lowercase();
    if tags::is_span(&name, parser.doc.options().behavior()) || name != parser.doc.arena.get(parent.text) {
        return BlockMatch::No;
    }
    parser.pos = tag.end;
    BlockMatch::EndsParent
}
