//! Definition lists: `: text` below the terms.

use crate::kramdown::block::Outcome;
use crate::kramdown::block::list_item::most_spaces;
use crate::kramdown::element::{ElementId, Kind};
use crate::kramdown::parser::{MAX_BLOCK_DEPTH, Parser};
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::{Marker, blank_line, eob_marker, item_marker};

/// A definition as it is read: its element, its text, and whether its first paragraph keeps its tag.
struct Definition {
    id: ElementId,
    text: Slice,
    first_as_para: bool,
}

/// Takes definitions; the lines of the paragraph before become their terms.
pub(super) fn parse(parser: &mut Parser<'_>) -> Outcome {
    let start = parser.pos;
    if item_marker(parser.text(), start, Marker::Definition, 3).is_none() || parser.depth >= MAX_BLOCK_DEPTH {
        return Outcome::Not;
    }
    let Some((paragraph, blank)) = terms_before(parser) else {
        return Outcome::Not;
    };
    let list = parser.new_block(Kind::Dl, Slice::default(), start..start);
    if let Some(blank) = blank {
        parser.tree.remove(parser.parent, blank);
    }
    parser.tree.remove(parser.parent, paragraph);
    parser.tree[list].source.start = parser.tree[paragraph].source.start;
    add_terms(parser, list, paragraph);
    parser.tree[list].ial = parser.tree[paragraph].ial;
    let definitions = read_definitions(parser, list, blank.is_some());
    parser.tree[list].source.end = parser.pos as u32;
    let last = parse_definitions(parser, definitions);
    add_to_parent(parser, list);
    if let Some(blank) = last {
        parser.tree.append(parser.parent, blank);
    }
    Outcome::Done
}

/// The paragraph before, and the single blank line that may stand between.
fn terms_before(parser: &Parser<'_>) -> Option<(ElementId, Option<ElementId>)> {
    let last = parser.tree.last(parser.parent)?;
    if parser.tree[last].kind.is_p() {
        return Some((last, None));
    }
    if parser.tree[last].kind != Kind::Blank || parser.pool.get(parser.tree[last].text) != "\n" {
        return None;
    }
    let paragraph = parser
        .tree
        .prev(last)
        .filter(|&before| parser.tree[before].kind.is_p())?;
    Some((paragraph, Some(last)))
}

fn add_terms(parser: &mut Parser<'_>, list: ElementId, paragraph: ElementId) {
    let Some(text) = parser.tree.first(paragraph) else {
        return;
    };
    let text = parser.tree[text].text;
    let mut at = text.start as usize;
    let end = text.end as usize;
    let outer = std::mem::replace(&mut parser.end, end);
    while at < end {
        let stop = memchr::memchr(b'\n', &parser.pool.bytes()[at..end]).map_or(end, |feed| at + feed);
        let term = parser
            .tree
            .create(Kind::Dt, Slice::default(), Slice::new(at, stop));
        let mut from = at;
        if let Some((ial, after)) = parser.leading_ial(at, stop) {
            parser.tree[term].ial = Some(ial);
            from = after;
        }
        parser.add_text(term, Kind::RawText, Slice::new(from, stop));
        parser.tree.append(list, term);
        at = stop + 1;
    }
    parser.end = outer;
}

/// Reads the lines of the definitions.
fn read_definitions(parser: &mut Parser<'_>, list: ElementId, first_as_para: bool) -> Vec<Definition> {
    let mut definitions: Vec<Definition> = Vec::new();
    let mut first_as_para = first_as_para;
    let mut most = 3;
    let mut indentation = 0;
    let mut last_is_blank = false;
    while parser.pos < parser.end {
        let at = parser.pos;
        let text = parser.text();
        if let Some(tail) = item_marker(text, at, Marker::Definition, most) {
            let item = parser.first_item_line(tail, tail - at);
            let id = parser
                .tree
                .create(Kind::Dd, Slice::default(), Slice::new(at, parser.pos));
            parser.tree[id].ial = item.ial;
            parser.tree.append(list, id);
            definitions.push(Definition {
                id,
                text: Slice::new(item.start, item.start),
                first_as_para,
            });
            indentation = item.indentation;
            most = most_spaces(indentation);
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
            parser.pool.copy(at, end);
            parser.pos = end;
            last_is_blank = true;
        } else {
            break;
        }
        if let Some(definition) = definitions.last_mut() {
            definition.text.end = parser.pool.len() as u32;
        }
    }
    definitions
}

/// Parses the text of each definition; gives the blank line at the end of the last one.
fn parse_definitions(parser: &mut Parser<'_>, definitions: Vec<Definition>) -> Option<ElementId> {
    let mut last = None;
    for Definition {
        id,
        text,
        first_as_para,
    } in definitions
    {
        parser.parse_blocks_of(id, text);
        if parser.tree.first(id).is_none() {
            continue;
        }
        last = parser.pop_blank(id);
        let Some(first) = parser
            .tree
            .first(id)
            .filter(|&first| parser.tree[first].kind.is_p())
        else {
            continue;
        };
        if !first_as_para {
            if parser.tree.next(first).is_some() {
                parser.add_line_feed(first);
            }
            parser.tree[first].kind = Kind::P { transparent: true };
        }
    }
    last
}

/// Adds the list to its parent, or its items to a list that stands just before it.
fn add_to_parent(parser: &mut Parser<'_>, list: ElementId) {
    let parent = parser.parent;
    let mut before = parser.tree.last(parent);
    if let Some(blank) = before.filter(|&last| parser.tree[last].kind == Kind::Blank) {
        before = parser.tree.prev(blank);
        if before.is_some_and(|before| parser.tree[before].kind == Kind::Dl) {
            parser.tree.remove(parent, blank);
        }
    }
    match before.filter(|&before| parser.tree[before].kind == Kind::Dl) {
        Some(before) => parser.tree.move_children(list, before),
        None => parser.tree.append(parent, list),
    }
}
