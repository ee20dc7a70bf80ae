//! The text in HTML elements that become native: entities, white space, paragraphs around loose text.

use crate::escape::reference;
use crate::kramdown::element::{ElementId, Kind, Quote, Symbol};
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::is_space;
use crate::kramdown::span::entity_code;

impl Parser<'_> {
    /// Splits text at entities; runs of white space become one space unless they are to be kept.
    pub(super) fn process_text(&mut self, parent: ElementId, id: ElementId, preserve: bool) {
        let mut slice = self.tree[id].text;
        if !preserve {
            slice = self.with_single_spaces(slice);
        }
        let bytes = self.pool.bytes();
        if memchr::memchr(b'&', &bytes[slice.range()]).is_none() {
            if slice.is_empty() {
                self.tree.remove(parent, id);
            } else {
                self.tree[id].text = slice;
            }
            return;
        }
        let holder = self.tree.create(Kind::Root, Slice::default(), slice);
        let (mut from, end) = (slice.start as usize, slice.end as usize);
        while from < end {
            let text = &self.pool.bytes()[..end];
            let found = memchr::memchr_iter(b'&', &text[from..])
                .map(|at| from + at)
                .find_map(|at| reference(&text[at..]).map(|length| (at, length)));
            let Some((at, length)) = found else {
                self.add_to(holder, Kind::Text, Slice::new(from, end));
                break;
            };
            self.add_to(holder, Kind::Text, Slice::new(from, at));
            let source = Slice::new(at, at + length);
            from = at + length;
            match native_entity(self.pool.get(source)) {
                Some(kind) => {
                    self.add_to(holder, kind, source);
                }
                None => {
                    self.add_to(holder, Kind::Entity { code: 38 }, Slice::default());
                    from = at + 1;
                }
            }
        }
        self.tree.splice(parent, id, holder);
    }

    pub(super) fn with_single_spaces(&mut self, slice: Slice) -> Slice {
        let bytes = &self.pool.bytes()[slice.range()];
        let mut before = false;
        let fine = bytes.iter().all(|&byte| {
            let space = is_space(byte);
            let fine = !space || byte == b' ' && !before;
            before = space;
            fine
        });
        if fine {
            return slice;
        }
        let mut plain = String::with_capacity(slice.len());
        let mut in_space = false;
        for c in self.pool.get(slice).chars() {
            let space = c.is_ascii() && is_space(c as u8);
            if !space {
                plain.push(c);
            } else if !in_space {
                plain.push(' ');
            }
            in_space = space;
        }
        self.pool.add(&plain, slice.start as usize)
    }

    /// The children that are text go.
    pub(super) fn remove_text_children(&mut self, id: ElementId) {
        let mut child = self.tree.first(id);
        while let Some(at) = child {
            child = self.tree.next(at);
            if self.tree[at].kind == Kind::Text {
                self.tree.remove(id, at);
            }
        }
    }

    /// Text and spans between blocks get a paragraph without tag.
    pub(super) fn wrap_text_children(&mut self, id: ElementId) {
        let mut child = self.tree.first(id);
        let mut last: Option<ElementId> = None;
        self.tree.clear(id);
        while let Some(at) = child {
            child = self.tree.next(at);
            if self.tree[at].kind.is_block() {
                last = None;
                self.tree.append(id, at);
                continue;
            }
            let paragraph = match last {
                Some(paragraph) => paragraph,
                None => {
                    let source = self.tree[at].source;
                    let new = self
                        .tree
                        .create(Kind::P { transparent: true }, Slice::default(), source);
                    self.tree.append(id, new);
                    new
                }
            };
            last = Some(paragraph);
            self.tree.append(paragraph, at);
        }
    }

    pub(super) fn strip_whitespace(&mut self, id: ElementId) {
        if let Some(first) = self
            .tree
            .first(id)
            .filter(|&first| self.tree[first].kind == Kind::Text)
        {
            let bytes = self.pool.bytes();
            let mut text = self.tree[first].text;
            while !text.is_empty() && is_space(bytes[text.start as usize]) {
                text.start += 1;
            }
            self.tree[first].text = text;
        }
        if let Some(last) = self
            .tree
            .last(id)
            .filter(|&last| self.tree[last].kind == Kind::Text)
        {
            let bytes = self.pool.bytes();
            let mut text = self.tree[last].text;
            while !text.is_empty() && is_space(bytes[text.end as usize - 1]) {
                text.end -= 1;
            }
            self.tree[last].text = text;
        }
    }

    /// Text of nothing but white space goes at both ends and between blocks.
    pub(super) fn remove_whitespace_children(&mut self, id: ElementId) {
        let mut child = self.tree.first(id);
        let mut before: Option<ElementId> = None;
        while let Some(at) = child {
            child = self.tree.next(at);
            let element = &self.tree[at];
            let blank = element.kind == Kind::Text && self.pool.get(element.text).bytes().all(is_space);
            let is_block = |id: ElementId| self.tree[id].kind.is_block();
            let outside = match (before, child) {
                (Some(before), Some(after)) => is_block(before) && is_block(after),
                _ => true,
            };
            before = Some(at);
            if blank && outside {
                self.tree.remove(id, at);
            }
        }
    }
}

/// What an entity becomes; `None` if its name is not known.
fn native_entity(source: &str) -> Option<Kind> {
    Some(match &source[1..source.len() - 1] {
        "lsquo" => Kind::SmartQuote(Quote::LeftSingle),
        "rsquo" => Kind::SmartQuote(Quote::RightSingle),
        "ldquo" => Kind::SmartQuote(Quote::LeftDouble),
        "rdquo" => Kind::SmartQuote(Quote::RightDouble),
        "mdash" => Kind::TypographicSym(Symbol::Mdash),
        "ndash" => Kind::TypographicSym(Symbol::Ndash),
        "hellip" => Kind::TypographicSym(Symbol::Hellip),
        "laquo" => Kind::TypographicSym(Symbol::Laquo),
        "raquo" => Kind::TypographicSym(Symbol::Raquo),
        _ => Kind::Entity {
            code: entity_code(source)?,
        },
    })
}
