//! Lines that begin with `{:`: attribute lists, their definitions, and the extensions `{::name}`.

use crate::kramdown::block::parser::{BlockMatch, BlockParser};
use crate::kramdown::document::{Category, ElementKind, Eob, TextRange};
use crate::kramdown::scan::{opt_space, rest_blank};
use crate::kramdown::syntax::extension::{self, Place};

/// Parses an attribute list, the definition of one, or an extension.
pub(super) fn parse(parser: &mut BlockParser<'_, '_>) -> BlockMatch {
    let start = parser.pos;
    let (text, lookahead) = parser.text_and_lookahead();
    let at = opt_space(text, start);
    if !text[at..].starts_with(b"{:") {
        return BlockMatch::No;
    }
    if let Some((name, content, end)) = extension::definition(text, lookahead, at) {
        parser.pos = end;
        define(parser, name, content);
        parser.add_block(ElementKind::Eob(Eob::Ald), TextRange::default(), start..end);
        return BlockMatch::Yes;
    }
    if let Some(tag) = extension::extension_tag(text, lookahead, at)
        && let Some(body) = rest_blank(text, tag.end)
    {
        let place = Place {
            parent: parser.parent,
            category: Category::Block,
            start,
            body,
            end: parser.end,
        };
        let Some(applied) = parser.doc.apply_extension(tag, place, &mut parser.lookahead) else {
            return BlockMatch::No;
        };
        if applied.is_options {
            parser.add_block(
                ElementKind::Eob(Eob::Extension),
                TextRange::default(),
                start..applied.end,
            );
        }
        parser.pos = applied.end;
        return BlockMatch::Yes;
    }
    let Some((content, end)) = extension::block_ial_at_brace(text, lookahead, at) else {
        return BlockMatch::No;
    };
    parser.pos = end;
    parse_block_ial(parser, start, content);
    BlockMatch::Yes
}

/// Adds attributes to the definition `name`.
fn define(parser: &mut BlockParser<'_, '_>, name: TextRange, content: TextRange) {
    let doc = &mut *parser.doc;
    let name = doc.arena.get(name);
    let ial = match doc.attribute_lists.get(name) {
        Some(&ial) => ial,
        None => {
            let ial = doc.attributes.create_ial();
            doc.attribute_lists.insert(name.into(), ial);
            ial
        }
    };
    doc.parse_attribute_list(content, ial);
}

/// Adds an attribute list to the previous block, if that can have one, else to the next block.
fn parse_block_ial(parser: &mut BlockParser<'_, '_>, start: usize, content: TextRange) {
    let last = parser.doc.tree.last(parser.parent).filter(|&last| {
        !matches!(
            parser.doc.tree[last].kind,
            ElementKind::Blank | ElementKind::Eob(Eob::Marker | Eob::Ald | Eob::Ial | Eob::Extension)
        )
    });
    if let Some(last) = last {
        let ial = parser.doc.ial_of(last);
        parser.doc.parse_attribute_list(content, ial);
        if !parser.is_block_ial(parser.pos) {
            let source = start..parser.pos;
            parser.add_block(ElementKind::Eob(Eob::Ial), TextRange::default(), source);
        }
    } else {
        let pending = parser.block_ial;
        let ial = pending.unwrap_or_else(|| parser.doc.attributes.create_ial());
        parser.block_ial = Some(ial);
        parser.doc.parse_attribute_list(content, ial);
    }
}
