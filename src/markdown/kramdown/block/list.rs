//! Bullet and numbered lists, and the task lists that GFM makes of them.

use crate::kramdown::block::list_item::max_marker_indent;
use crate::kramdown::block::parser::{BlockMatch, BlockParser, MAX_BLOCK_DEPTH};
use crate::kramdown::document::{AttrName, ElementId, ElementKind, TextRange};
use crate::kramdown::scan::{
    Marker, blank_line, eob_marker, horizontal_rule, item_marker, list_start, skip_space, spaces,
};

const UNCHECKED: &str = "<input type=\"checkbox\" class=\"task-list-item-checkbox\" disabled=\"disabled\" />";
const CHECKED: &str =
    "<input type=\"checkbox\" class=\"task-list-item-checkbox\" disabled=\"disabled\" checked=\"checked\" />";

/// The items of a list, each with the chunks of text that are parsed separately.
#[derive(Default)]
struct Items {
    ids: Vec<ElementId>,
    /// The index of an item, and the text of a chunk.
    chunks: Vec<(usize, TextRange)>,
    eob_found: bool,
}

/// Parses a list with all its items.
pub(super) fn parse(parser: &mut BlockParser<'_, '_>) -> BlockMatch {
    let start = parser.pos;
    let Some(marker) = list_start(parser.text(), start) else {
        return BlockMatch::No;
    };
    if parser.depth >= MAX_BLOCK_DEPTH {
        return BlockMatch::No;
    }
    let kind = if marker == Marker::Bullet {
        ElementKind::Ul
    } else {
        ElementKind::Ol
    };
    let list = parser.new_block(kind, TextRange::default(), start..start);
    let items = read_items(parser, list, marker);
    parser.doc.tree[list].source.end = parser.pos as u32;
    parser.doc.tree.append(parser.parent, list);
    let last = parse_items(parser, &items);
    if let Some(blank) = last.filter(|_| !items.eob_found) {
        parser.doc.tree.append(parser.parent, blank);
    }
    if parser.doc.is_gfm() {
        make_task_list(parser, list);
    }
    BlockMatch::Yes
}

/// Reads the lines of the list into the chunks of its items.
fn read_items(parser: &mut BlockParser<'_, '_>, list: ElementId, marker: Marker) -> Items {
    let mut items = Items::default();
    let mut max_spaces = 3;
    let mut indentation = 0;
    let mut nested_found = false;
    let mut last_is_blank = false;
    let mut chunk = parser.doc.arena.len();
    while parser.pos < parser.end {
        let at = parser.pos;
        let text = parser.text();
        if last_is_blank && horizontal_rule(text, at).is_some() {
            break;
        } else if let Some(end) = eob_marker(text, at) {
            items.eob_found = true;
            parser.pos = end;
            break;
        } else if let Some(tail) = item_marker(text, at, marker, max_spaces) {
            close_chunk(parser, &mut items, chunk);
            let item = parser.first_item_line(tail, tail - at);
            let id = parser.doc.tree.create(
                ElementKind::Li,
                TextRange::default(),
                TextRange::new(at, parser.pos),
            );
            parser.doc.tree[id].ial = item.ial;
            parser.doc.tree.append(list, id);
            items.ids.push(id);
            chunk = item.start;
            indentation = item.indentation;
            max_spaces = max_marker_indent(indentation);
            nested_found = list_start(parser.doc.arena.bytes(), chunk).is_some();
            last_is_blank = false;
        } else if let Some(line) = parser.item_line(at, indentation, last_is_blank) {
            let starts_list = is_list_line(parser, &line);
            if starts_list && !nested_found && line.indented {
                close_chunk(parser, &mut items, chunk);
                chunk = parser.doc.arena.len();
                nested_found = true;
            } else if starts_list && nested_found && !line.indented {
                parser.doc.arena.push_spaces(indentation + 4, at);
            }
            parser.take_item_line(&line);
            last_is_blank = false;
        } else if let Some(end) = blank_line(parser.text(), at) {
            nested_found = true;
            last_is_blank = true;
            parser.doc.arena.copy(at, end);
            parser.pos = end;
        } else {
            break;
        }
    }
    close_chunk(parser, &mut items, chunk);
    items
}

fn is_list_line(parser: &BlockParser<'_, '_>, line: &super::list_item::Line) -> bool {
    if line.padding == 0 {
        return list_start(parser.text(), line.content).is_some();
    }
    // The spaces that replace tabs count: a list begins after at most three.
    let first = spaces(parser.text(), line.content, 3);
    line.padding + (first - line.content) <= 3 && list_start(parser.text(), first).is_some()
}

fn close_chunk(parser: &BlockParser<'_, '_>, items: &mut Items, start: usize) {
    if let Some(item) = items.ids.len().checked_sub(1) {
        items
            .chunks
            .push((item, TextRange::new(start, parser.doc.arena.len())));
    }
}

/// Parses the chunks of each item. Returns the blank line at the end of the last item.
fn parse_items(parser: &mut BlockParser<'_, '_>, items: &Items) -> Option<ElementId> {
    let mut last_blank = None;
    let mut chunks = items.chunks.iter().peekable();
    // True if an earlier item is empty or begins with anything but a paragraph with a tag.
    let mut some_tight = false;
    for (index, &item) in items.ids.iter().enumerate() {
        while let Some(&&(owner, text)) = chunks.peek() {
            if owner != index {
                break;
            }
            chunks.next();
            parser.parse_blocks_of(item, text);
        }
        let Some(first) = parser.doc.tree.first(item) else {
            some_tight = true;
            continue;
        };
        let is_last = index + 1 == items.ids.len();
        let may_be_tight = !is_last || items.ids.len() == 1 || some_tight;
        tighten(parser, item, first, is_last && !items.eob_found, may_be_tight);
        last_blank = parser.pop_blank(item);
        let first = parser
            .doc
            .tree
            .first(item)
            .map(|first| parser.doc.tree[first].kind);
        some_tight |= !matches!(first, Some(ElementKind::P { transparent: false }));
    }
    last_blank
}

/// Makes the first paragraph of an item transparent, unless a blank line follows it.
fn tighten(
    parser: &mut BlockParser<'_, '_>,
    item: ElementId,
    first: ElementId,
    ends_list: bool,
    may_be_tight: bool,
) {
    if !parser.doc.tree[first].kind.is_p() {
        return;
    }
    let eob = parser.doc.tree.next(first);
    let eob = eob.filter(|&second| matches!(parser.doc.tree[second].kind, ElementKind::Eob(_)));
    if let Some(eob) = eob.filter(|_| parser.doc.tree[first].ial.is_some()) {
        parser.doc.tree.remove(item, eob);
    }
    let second = parser.doc.tree.next(first);
    let blank_follows = second.is_some_and(|second| parser.doc.tree[second].kind == ElementKind::Blank);
    let alone = second.is_none_or(|second| parser.doc.tree.next(second).is_none());
    if may_be_tight && (!blank_follows || ends_list && alone) {
        if second.is_some() && !blank_follows {
            parser.add_line_feed(first);
        }
        parser.doc.tree[first].kind = ElementKind::P { transparent: true };
    }
}

/// Replaces `[ ]` and `[x]` at the start of items by check boxes.
fn make_task_list(parser: &mut BlockParser<'_, '_>, list: ElementId) {
    let mut is_task_list = false;
    let mut item = parser.doc.tree.first(list);
    while let Some(id) = item {
        item = parser.doc.tree.next(id);
        let Some(first) = parser.doc.tree.first_if(id, ElementKind::is_p) else {
            continue;
        };
        let Some(text) = parser.doc.tree.first(first) else {
            continue;
        };
        is_task_list |= make_task(parser, text);
        if is_task_list {
            set_class(parser, id, "task-list-item");
        }
    }
    if is_task_list {
        set_class(parser, list, "task-list");
    }
}

fn set_class(parser: &mut BlockParser<'_, '_>, id: ElementId, class: &str) {
    let source = parser.doc.tree[id].source.start as usize;
    let class = parser.doc.arena.add(class, source);
    parser.doc.set_element_attr(id, AttrName::Class, class);
}

fn make_task(parser: &mut BlockParser<'_, '_>, id: ElementId) -> bool {
    let range = parser.doc.tree[id].text;
    let end = range.end as usize;
    let text = &parser.doc.arena.bytes()[..end];
    let at = skip_space(text, range.start as usize);
    let html = match &text[at..end.min(at + 3)] {
        b"[ ]" => UNCHECKED,
        b"[x]" | b"[X]" => CHECKED,
        _ => return false,
    };
    let after = skip_space(text, at + 3);
    if after == at + 3 {
        return false;
    }
    let start = parser.doc.arena.len();
    parser.doc.arena.push(html, at);
    parser.doc.arena.copy(after, end);
    parser.doc.tree[id].text = TextRange::new(start, parser.doc.arena.len());
    true
}
