//! Definition lists: `: text` below the terms.

use crate::kramdown::block::list_item::max_marker_indent;
use crate::kramdown::block::parser::{BlockMatch, BlockParser, MAX_BLOCK_DEPTH};
use crate::kramdown::document::{ElementId, ElementKind, TextRange};
use crate::kramdown::scan::{Marker, blank_line, eob_marker, item_marker};

/// A definition: its element, its text, and whether its first paragraph keeps its tag.
struct Definition {
    id: ElementId,
    text: TextRange,
    first_as_para: bool,
}

/// Parses definitions. The lines of the previous paragraph become their terms.
pub(super) fn parse(parser: &mut BlockParser<'_, '_>) -> BlockMatch {
    let start = parser.pos;
    if item_marker(parser.text(), start, Marker::Definition, 3).is_none() || parser.depth >= MAX_BLOCK_DEPTH {
        return BlockMatch::No;
    }
    let Some((paragraph, blank)) = terms_before(parser) else {
        return BlockMatch::No;
    };
    let list = parser.new_block(ElementKind::Dl, TextRange::default(), start..start);
    if let Some(blank) = blank {
        parser.doc.tree.remove(parser.parent, blank);
    }
    parser.doc.tree.remove(parser.parent, paragraph);
    parser.doc.tree[list].source.start = parser.doc.tree[paragraph].source.start;
    add_terms(parser, list, paragraph);
    parser.doc.tree[list].ial = parser.doc.tree[paragraph].ial;
    let definitions = read_definitions(parser, list, blank.is_some());
    parser.doc.tree[list].source.end = parser.pos as u32;
    let last = parse_definitions(parser, definitions);
    add_to_parent(parser, list);
    if let Some(blank) = last {
        parser.doc.tree.append(parser.parent, blank);
    }
    BlockMatch::Yes
}

/// The previous paragraph, and the single blank line that may follow it.
fn terms_before(parser: &BlockParser<'_, '_>) -> Option<(ElementId, Option<ElementId>)> {
    let last = parser.doc.tree.last(parser.parent)?;
    if parser.doc.tree[last].kind.is_p() {
        return Some((last, None));
    }
    if parser.doc.tree[last].kind != ElementKind::Blank
        || parser.doc.arena.get(parser.doc.tree[last].text) != "\n"
    {
        return None;
    }
    let paragraph = parser
        .doc
        .tree
        .prev(last)
        .filter(|&before| parser.doc.tree[before].kind.is_p())?;
    Some((paragraph, Some(last)))
}

fn add_terms(parser: &mut BlockParser<'_, '_>, list: ElementId, paragraph: ElementId) {
    let Some(text) = parser.doc.tree.first(paragraph) else {
        return;
    };
    let text = parser.doc.tree[text].text;
    let mut at = text.start as usize;
    let end = text.end as usize;
    let outer = std::mem::replace(&mut parser.end, end);
    while at < end {
        let stop = memchr::memchr(b'\n', &parser.doc.arena.bytes()[at..end]).map_or(end, |feed| at + feed);
        let term = parser
            .doc
            .tree
            .create(ElementKind::Dt, TextRange::default(), TextRange::new(at, stop));
        let mut from = at;
        if let Some((ial, after)) = parser.leading_ial(at, stop) {
            parser.doc.tree[term].ial = Some(ial);
            from = after;
        }
        parser
            .doc
            .add_text(term, ElementKind::RawText, TextRange::new(from, stop));
        parser.doc.tree.append(list, term);
        at = stop + 1;
    }
    parser.end = outer;
}

/// Reads the lines of the definitions.
fn read_definitions(
    parser: &mut BlockParser<'_, '_>,
    list: ElementId,
    first_as_para: bool,
) -> Vec<Definition> {
    let mut definitions: Vec<Definition> = Vec::new();
    let mut first_as_para = first_as_para;
    let mut max_spaces = 3;
    let mut indentation = 0;
    let mut last_is_blank = false;
    while parser.pos < parser.end {
        let at = parser.pos;
        let text = parser.text();
        if let Some(tail) = item_marker(text, at, Marker::Definition, max_spaces) {
            let item = parser.first_item_line(tail, tail - at);
            let id = parser.doc.tree.create(
                ElementKind::Dd,
                TextRange::default(),
                TextRange::new(at, parser.pos),
            );
            parser.doc.tree[id].ial = item.ial;
            parser.doc.tree.append(list, id);
            definitions.push(Definition {
                id,
                text: TextRange::new(item.start, item.start),
                first_as_para,
            });
            indentation = item.indentation;
            max_spaces = max_marker_indent(indentation);
            first_as_para = false;
            last_is_blank = false;
        } else if eob_marker(text, at).is_some() {
            break;
        } else if let Some(line) = parser.item_line(at, indentation, last_is_blank) {
            parser.take_item_line(&line);
            first_as_para = false;
            last_is_blank = false;
        } else if let Some(end) = blank_line(parser.text(), at) {
            first_as_para = true;
            parser.doc.arena.copy(at, end);
            parser.pos = end;
            last_is_blank = true;
        } else {
            break;
        }
        if let Some(definition) = definitions.last_mut() {
            definition.text.end = parser.doc.arena.len() as u32;
        }
    }
    definitions
}

/// Parses the text of each definition. Returns the blank line at the end of the last one.
fn parse_definitions(parser: &mut BlockParser<'_, '_>, definitions: Vec<Definition>) -> Option<ElementId> {
    let mut last = None;
    for Definition {
        id,
        text,
        first_as_para,
    } in definitions
    {
        parser.parse_blocks_of(id, text);
        if parser.doc.tree.first(id).is_none() {
            continue;
        }
        last = parser.pop_blank(id);
        let Some(first) = parser.doc.tree.first_if(id, ElementKind::is_p) else {
            continue;
        };
        if !first_as_para {
            if parser.doc.tree.next(first).is_some() {
                parser.add_line_feed(first);
            }
            parser.doc.tree[first].kind = ElementKind::P { transparent: true };
        }
    }
    last
}

/// Adds the list to its parent, or its items to the list just before it.
fn add_to_parent(parser: &mut BlockParser<'_, '_>, list: ElementId) {
    let parent = parser.parent;
    let mut before = parser.doc.tree.last(parent);
    if let Some(blank) = before.filter(|&last| parser.doc.tree[last].kind == ElementKind::Blank) {
        before = parser.doc.tree.prev(blank);
        if before.is_some_and(|before| parser.doc.tree[before].kind == ElementKind::Dl) {
            parser.doc.tree.remove(parent, blank);
        }
    }
    match before.filter(|&before| parser.doc.tree[before].kind == ElementKind::Dl) {
        Some(before) => parser.doc.tree.move_children(list, before),
        None => parser.doc.tree.append(parent, list),
    }
}
