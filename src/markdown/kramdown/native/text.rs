//! Text in converted HTML elements: entities, white space, and paragraphs around loose text.

use crate::escape::reference;
use crate::kramdown::document::{ElementId, ElementKind, Quote, Symbol, TextRange};
use crate::kramdown::native::ElementConverter;
use crate::kramdown::scan::is_space;
use crate::kramdown::syntax::entity::code_point;

impl ElementConverter<'_, '_> {
    /// Splits text at entities. Runs of white space become one space unless `preserve` is set.
    pub(super) fn process_text(&mut self, parent: ElementId, id: ElementId, preserve: bool) {
        let mut range = self.doc.tree[id].text;
        if !preserve {
            range = self.with_single_spaces(range);
        }
        let bytes = self.doc.arena.bytes();
        if memchr::memchr(b'&', &bytes[range.range()]).is_none() {
            if range.is_empty() {
                self.doc.tree.remove(parent, id);
            } else {
                self.doc.tree[id].text = range;
            }
            return;
        }
        let holder = self
            .doc
            .tree
            .create(ElementKind::Root, TextRange::default(), range);
        let (mut from, end) = (range.start as usize, range.end as usize);
        while from < end {
            let text = &self.doc.arena.bytes()[..end];
            let found = memchr::memchr_iter(b'&', &text[from..])
                .map(|at| from + at)
                .find_map(|at| reference(&text[at..]).map(|length| (at, length)));
            let Some((at, length)) = found else {
                self.doc
                    .add_to(holder, ElementKind::Text, TextRange::new(from, end));
                break;
            };
            self.doc
                .add_to(holder, ElementKind::Text, TextRange::new(from, at));
            let source = TextRange::new(at, at + length);
            from = at + length;
            match native_entity(
                self.doc.arena.get(source),
                self.doc.options().behavior().html5_entities,
            ) {
                Some(kind) => {
                    self.doc.add_to(holder, kind, source);
                }
                None => {
                    self.doc
                        .add_to(holder, ElementKind::Entity { code: 38 }, TextRange::default());
                    from = at + 1;
                }
            }
        }
        self.doc.tree.splice(parent, id, holder);
    }

    pub(super) fn with_single_spaces(&mut self, range: TextRange) -> TextRange {
        let bytes = &self.doc.arena.bytes()[range.range()];
        let mut before = false;
        let fine = bytes.iter().all(|&byte| {
            let space = is_space(byte);
            let fine = !space || byte == b' ' && !before;
            before = space;
            fine
        });
        if fine {
            return range;
        }
        let mut plain = String::with_capacity(range.len());
        let mut in_space = false;
        for c in self.doc.arena.get(range).chars() {
            let space = c.is_ascii() && is_space(c as u8);
            if !space {
                plain.push(c);
            } else if !in_space {
                plain.push(' ');
            }
            in_space = space;
        }
        self.doc.arena.add(&plain, range.start as usize)
    }

    /// Removes the children that are text.
    pub(super) fn remove_text_children(&mut self, id: ElementId) {
        let mut child = self.doc.tree.first(id);
        while let Some(at) = child {
            child = self.doc.tree.next(at);
            if self.doc.tree[at].kind == ElementKind::Text {
                self.doc.tree.remove(id, at);
            }
        }
    }

    /// Wraps text and spans between blocks in transparent paragraphs.
    pub(super) fn wrap_text_children(&mut self, id: ElementId) {
        let mut child = self.doc.tree.first(id);
        let mut last: Option<ElementId> = None;
        self.doc.tree.clear(id);
        while let Some(at) = child {
            child = self.doc.tree.next(at);
            if self.doc.tree[at].kind.is_block() {
                last = None;
                self.doc.tree.append(id, at);
                continue;
            }
            let paragraph = match last {
                Some(paragraph) => paragraph,
                None => {
                    let source = self.doc.tree[at].source;
                    let new = self.doc.tree.create(
                        ElementKind::P { transparent: true },
                        TextRange::default(),
                        source,
                    );
                    self.doc.tree.append(id, new);
                    new
                }
            };
            last = Some(paragraph);
            self.doc.tree.append(paragraph, at);
        }
    }

    pub(super) fn strip_whitespace(&mut self, id: ElementId) {
        if let Some(first) = self.doc.tree.first_if(id, |kind| kind == ElementKind::Text) {
            let bytes = self.doc.arena.bytes();
            let mut text = self.doc.tree[first].text;
            while !text.is_empty() && is_space(bytes[text.start as usize]) {
                text.start += 1;
            }
            self.doc.tree[first].text = text;
        }
        if let Some(last) = self.doc.tree.last_if(id, |kind| kind == ElementKind::Text) {
            let bytes = self.doc.arena.bytes();
            let mut text = self.doc.tree[last].text;
            while !text.is_empty() && is_space(bytes[text.end as usize - 1]) {
                text.end -= 1;
            }
            self.doc.tree[last].text = text;
        }
    }

    /// Removes text that is only white space at both ends and between blocks.
    pub(super) fn remove_whitespace_children(&mut self, id: ElementId) {
        let mut child = self.doc.tree.first(id);
        let mut before: Option<ElementId> = None;
        while let Some(at) = child {
            child = self.doc.tree.next(at);
            let element = &self.doc.tree[at];
            let blank =
                element.kind == ElementKind::Text && self.doc.arena.get(element.text).bytes().all(is_space);
            let is_block = |id: ElementId| self.doc.tree[id].kind.is_block();
            let outside = match (before, child) {
                (Some(before), Some(after)) => is_block(before) && is_block(after),
                _ => true,
            };
            before = Some(at);
            if blank && outside {
                self.doc.tree.remove(id, at);
            }
        }
    }
}

/// The element for an entity, if its name is known.
fn native_entity(source: &str, html5: bool) -> Option<ElementKind> {
    Some(match &source[1..source.len() - 1] {
        "lsquo" => ElementKind::SmartQuote(Quote::LeftSingle),
        "rsquo" => ElementKind::SmartQuote(Quote::RightSingle),
        "ldquo" => ElementKind::SmartQuote(Quote::LeftDouble),
        "rdquo" => ElementKind::SmartQuote(Quote::RightDouble),
        "mdash" => ElementKind::TypographicSym(Symbol::Mdash),
        "ndash" => ElementKind::TypographicSym(Symbol::Ndash),
        "hellip" => ElementKind::TypographicSym(Symbol::Hellip),
        "laquo" => ElementKind::TypographicSym(Symbol::Laquo),
        "raquo" => ElementKind::TypographicSym(Symbol::Raquo),
        _ => ElementKind::Entity {
            code: code_point(source, html5)?,
        },
    })
}
