//! Bullet and numbered lists, and the task lists that GFM makes of them.

use crate::kramdown::attributes::Name;
use crate::kramdown::block::Outcome;
use crate::kramdown::block::list_item::most_spaces;
use crate::kramdown::element::{ElementId, Kind};
use crate::kramdown::parser::{MAX_BLOCK_DEPTH, Parser};
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::{
    Marker, blank_line, eob_marker, horizontal_rule, item_marker, list_start, skip_space, spaces,
};

const UNCHECKED: &str = "<input type=\"checkbox\" class=\"task-list-item-checkbox\" disabled=\"disabled\" />";
const CHECKED: &str =
    "<input type=\"checkbox\" class=\"task-list-item-checkbox\" disabled=\"disabled\" checked=\"checked\" />";

/// The items of a list as they are read: each with the chunks of text that are parsed one after the other.
#[derive(Default)]
struct Items {
    ids: Vec<ElementId>,
    /// Which item a chunk belongs to, and its text.
    chunks: Vec<(usize, Slice)>,
    eob_found: bool,
}

/// Takes a list with all its items.
pub(super) fn parse(parser: &mut Parser<'_>) -> Outcome {
    let start = parser.pos;
    let Some(marker) = list_start(parser.text(), start) else {
        return Outcome::Not;
    };
    if parser.depth >= MAX_BLOCK_DEPTH {
        return Outcome::Not;
    }
    let kind = if marker == Marker::Bullet {
        Kind::Ul
    } else {
        Kind::Ol
    };
    let list = parser.new_block(kind, Slice::default(), start..start);
    let items = read_items(parser, list, marker);
    parser.tree[list].source.end = parser.pos as u32;
    parser.tree.append(parser.parent, list);
    let last = parse_items(parser, &items);
    if let Some(blank) = last.filter(|_| !items.eob_found) {
        parser.tree.append(parser.parent, blank);
    }
    if parser.gfm {
        make_task_list(parser, list);
    }
    Outcome::Done
}

/// Reads the lines of the list into the text of its items.
fn read_items(parser: &mut Parser<'_>, list: ElementId, marker: Marker) -> Items {
    let mut items = Items::default();
    let mut most = 3;
    let mut indentation = 0;
    let mut nested_found = false;
    let mut last_is_blank = false;
    let mut chunk = parser.pool.len();
    while parser.pos < parser.end {
        let at = parser.pos;
        let text = parser.text();
        if last_is_blank && horizontal_rule(text, at).is_some() {
            break;
        } else if let Some(end) = eob_marker(text, at) {
            items.eob_found = true;
            parser.pos = end;
            break;
        } else if let Some(tail) = item_marker(text, at, marker, most) {
            close_chunk(parser, &mut items, chunk);
            let item = parser.first_item_line(tail, tail - at);
            let id = parser
                .tree
                .create(Kind::Li, Slice::default(), Slice::new(at, parser.pos));
            parser.tree[id].ial = item.ial;
            parser.tree.append(list, id);
            items.ids.push(id);
            chunk = item.start;
            indentation = item.indentation;
            most = most_spaces(indentation);
            nested_found = list_start(parser.pool.bytes(), chunk).is_some();
            last_is_blank = false;
        } else if let Some(line) = parser.item_line(at, indentation, last_is_blank) {
            let starts_list = is_list_line(parser, &line);
            if starts_list && !nested_found && line.indented {
                close_chunk(parser, &mut items, chunk);
                chunk = parser.pool.len();
                nested_found = true;
            } else if starts_list && nested_found && !line.indented {
                parser.pool.push_spaces(indentation + 4, at);
            }
            parser.take_item_line(&line);
            last_is_blank = false;
        } else if let Some(end) = blank_line(parser.text(), at) {
            nested_found = true;
            last_is_blank = true;
            parser.pool.copy(at, end);
            parser.pos = end;
        } else {
            break;
        }
    }
    close_chunk(parser, &mut items, chunk);
    items
}

fn is_list_line(parser: &Parser<'_>, line: &super::list_item::Line) -> bool {
    if line.padding == 0 {
        return list_start(parser.text(), line.content).is_some();
    }
    // Spaces made of tabs stand before the text: four of them or more make no list.
    let first = spaces(parser.text(), line.content, 3);
    line.padding + (first - line.content) <= 3 && list_start(parser.text(), first).is_some()
}

fn close_chunk(parser: &Parser<'_>, items: &mut Items, start: usize) {
    if let Some(item) = items.ids.len().checked_sub(1) {
        items.chunks.push((item, Slice::new(start, parser.pool.len())));
    }
}

/// Parses the text of each item; gives the blank line that stood at the end of the last one.
fn parse_items(parser: &mut Parser<'_>, items: &Items) -> Option<ElementId> {
    let mut last_blank = None;
    let mut chunks = items.chunks.iter().peekable();
    // Whether an item before is without text or has a first paragraph without tag.
    let mut some_tight = false;
    for (index, &item) in items.ids.iter().enumerate() {
        while let Some(&&(owner, text)) = chunks.peek() {
            if owner != index {
                break;
            }
            chunks.next();
            parser.parse_blocks_of(item, text);
        }
        let Some(first) = parser.tree.first(item) else {
            some_tight = true;
            continue;
        };
        let is_last = index + 1 == items.ids.len();
        let may_be_tight = !is_last || items.ids.len() == 1 || some_tight;
        tighten(parser, item, first, is_last && !items.eob_found, may_be_tight);
        last_blank = parser.pop_blank(item);
        let first = parser.tree.first(item).map(|first| parser.tree[first].kind);
        some_tight |= !matches!(first, Some(Kind::P { transparent: false }));
    }
    last_blank
}

/// Takes the tag from the first paragraph of an item, unless a blank line follows it.
fn tighten(parser: &mut Parser<'_>, item: ElementId, first: ElementId, ends_list: bool, may_be_tight: bool) {
    if !parser.tree[first].kind.is_p() {
        return;
    }
    let mark = parser
        .tree
        .next(first)
        .filter(|&second| matches!(parser.tree[second].kind, Kind::Eob(_)));
    if let Some(mark) = mark.filter(|_| parser.tree[first].ial.is_some()) {
        parser.tree.remove(item, mark);
    }
    let second = parser.tree.next(first);
    let blank_follows = second.is_some_and(|second| parser.tree[second].kind == Kind::Blank);
    let alone = second.is_none_or(|second| parser.tree.next(second).is_none());
    if may_be_tight && (!blank_follows || ends_list && alone) {
        if second.is_some() && !blank_follows {
            parser.add_line_feed(first);
        }
        parser.tree[first].kind = Kind::P { transparent: true };
    }
}

/// Makes check boxes of `[ ]` and `[x]` at the start of items.
fn make_task_list(parser: &mut Parser<'_>, list: ElementId) {
    let mut is_task_list = false;
    let mut item = parser.tree.first(list);
    while let Some(id) = item {
        item = parser.tree.next(id);
        let Some(first) = parser
            .tree
            .first(id)
            .filter(|&first| parser.tree[first].kind.is_p())
        else {
            continue;
        };
        let Some(text) = parser.tree.first(first) else {
            continue;
        };
        is_task_list |= make_task(parser, text);
        if is_task_list {
            let class = parser
                .pool
                .add("task-list-item", parser.tree[id].source.start as usize);
            parser.set_element_attr(id, Name::Class, class);
        }
    }
    if is_task_list {
        let class = parser
            .pool
            .add("task-list", parser.tree[list].source.start as usize);
        parser.set_element_attr(list, Name::Class, class);
    }
}

fn make_task(parser: &mut Parser<'_>, id: ElementId) -> bool {
    let slice = parser.tree[id].text;
    let end = slice.end as usize;
    let text = &parser.pool.bytes()[..end];
    let at = skip_space(text, slice.start as usize);
    let mark = &text[at..end.min(at + 3)];
    let html = match mark {
        b"[ ]" => UNCHECKED,
        b"[x]" | b"[X]" => CHECKED,
        _ => return false,
    };
    let after = skip_space(text, at + 3);
    if after == at + 3 {
        return false;
    }
    let start = parser.pool.len();
    parser.pool.push(html, at);
    parser.pool.copy(after, end);
    parser.tree[id].text = Slice::new(start, parser.pool.len());
    true
}
