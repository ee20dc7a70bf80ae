//! Attributes of a document's elements: lookup, changes, and the application of attribute lists.

use crate::kramdown::document::attributes::NONE;
use crate::kramdown::document::{Attr, AttrList, AttrName, Document, ElementId, IalId, TextRange};
use crate::kramdown::scan::is_space_char;

/// How deep attribute list definitions may refer to each other.
const MAX_REFS: usize = 32;

/// How many attribute lists may be applied per byte of the text. Definitions that refer twice to others, which refer
/// twice to others again, would take exponential time.
const MAX_APPLIED: usize = 8;

/// Lists longer than this are not searched for a name, which would take quadratic time. They may contain a name twice.
const MAX_SEARCHED: u32 = 256;

impl Document<'_> {
    /// The attribute name that is written at `range`.
    pub(crate) fn attr_name(&self, range: TextRange) -> AttrName {
        match self.arena.get(range) {
            "class" => AttrName::Class,
            "id" => AttrName::Id,
            "href" => AttrName::Href,
            "src" => AttrName::Src,
            "alt" => AttrName::Alt,
            "title" => AttrName::Title,
            "style" => AttrName::Style,
            "role" => AttrName::Role,
            "start" => AttrName::Start,
            _ => AttrName::Other(range),
        }
    }

    fn same_name(&self, one: AttrName, other: AttrName) -> bool {
        match (one, other) {
            (AttrName::Other(one), AttrName::Other(other)) => self.arena.get(one) == self.arena.get(other),
            _ => std::mem::discriminant(&one) == std::mem::discriminant(&other),
        }
    }

    fn find_attr(&self, list: AttrList, name: AttrName) -> Option<u32> {
        if list.len > MAX_SEARCHED {
            return None;
        }
        let mut at = list.first;
        while at != NONE {
            let attr = &self.attributes.attrs[at as usize];
            if self.same_name(attr.name, name) {
                return Some(at);
            }
            at = attr.next;
        }
        None
    }

    /// The value of an attribute.
    pub(crate) fn attr(&self, list: AttrList, name: AttrName) -> Option<&str> {
        let at = self.find_attr(list, name)?;
        Some(self.arena.get(self.attributes.attrs[at as usize].value))
    }

    /// The value of an attribute that is not a variant of [`AttrName`].
    pub(crate) fn other_attr(&self, list: AttrList, name: &str) -> Option<&str> {
        let found = self.attributes.iter(list).find(|attr| match attr.name {
            AttrName::Other(range) => self.arena.get(range) == name,
            _ => false,
        });
        found.map(|attr| self.arena.get(attr.value))
    }

    /// Sets an attribute. An existing one keeps its position.
    pub(crate) fn set_attr(&mut self, list: &mut AttrList, name: AttrName, value: TextRange) {
        match self.find_attr(*list, name) {
            Some(at) => self.attributes.set_at(at, value),
            None => self.attributes.push(list, name, value),
        }
    }

    /// Removes an attribute and returns its value.
    pub(crate) fn delete_attr(&mut self, list: &mut AttrList, name: AttrName) -> Option<TextRange> {
        let at = self.find_attr(*list, name)?;
        let value = self.attributes.attrs[at as usize].value;
        let next = self.attributes.attrs[at as usize].next;
        let mut before = NONE;
        if list.first == at {
            list.first = next;
        } else {
            before = list.first;
            while self.attributes.attrs[before as usize].next != at {
                before = self.attributes.attrs[before as usize].next;
            }
            self.attributes.attrs[before as usize].next = next;
        }
        if list.last == at {
            list.last = before;
        }
        list.len -= 1;
        Some(value)
    }

    /// Replaces each run of line feeds in the values by one space.
    pub(crate) fn without_line_feeds(&mut self, list: AttrList) {
        let mut at = list.first;
        while at != NONE {
            let Attr { value, next, .. } = self.attributes.attrs[at as usize];
            if memchr::memchr(b'\n', self.arena.get(value).as_bytes()).is_some() {
                let mut plain = String::new();
                for line in self.arena.get(value).split_inclusive('\n') {
                    match line.strip_suffix('\n') {
                        Some("") if plain.ends_with(' ') => {}
                        Some(line) => {
                            plain.push_str(line);
                            plain.push(' ');
                        }
                        None => plain.push_str(line),
                    }
                }
                let value = self.arena.add(&plain, value.start as usize);
                self.attributes.set_at(at, value);
            }
            at = next;
        }
    }

    /// Appends classes to the existing ones.
    fn append_classes(&mut self, list: &mut AttrList, first: TextRange, more: &[TextRange]) {
        let at = match self.find_attr(*list, AttrName::Class) {
            Some(at) => at,
            None if more.is_empty() => return self.attributes.push(list, AttrName::Class, first),
            None => {
                self.attributes.push(list, AttrName::Class, TextRange::default());
                list.last
            }
        };
        let mut joined = self.attributes.attrs[at as usize].value;
        let classes = std::iter::once(&first).filter(|first| more.is_empty() || !first.is_empty());
        for &class in classes.chain(more) {
            if !joined.is_empty() {
                let space = self.arena.add(" ", class.start as usize);
                joined = self.arena.join(joined, space);
            }
            joined = self.arena.join(joined, class);
        }
        let text = self.arena.get(joined);
        let lead = text.len() - text.trim_start_matches(is_space_char).len();
        joined.start += lead as u32;
        self.attributes.set_at(at, joined);
    }

    /// Adds a class to an attribute list.
    pub(crate) fn add_class(&mut self, ial: IalId, class: TextRange) {
        let mut attrs = self.attributes.ial(ial).attrs;
        if self.find_attr(attrs, AttrName::Class).is_some() {
            self.attributes.ial_mut(ial).more_classes.push(class);
        } else {
            self.attributes.push(&mut attrs, AttrName::Class, class);
            self.attributes.ial_mut(ial).attrs = attrs;
        }
    }

    /// Sets an attribute of an attribute list.
    pub(crate) fn set_ial_attr(&mut self, ial: IalId, name: AttrName, value: TextRange) {
        let mut attrs = self.attributes.ial(ial).attrs;
        self.set_attr(&mut attrs, name, value);
        let list = self.attributes.ial_mut(ial);
        list.attrs = attrs;
        if matches!(name, AttrName::Class) {
            list.more_classes.clear();
        }
    }

    /// Applies an attribute list: first the definitions it refers to, then its own attributes (kramdown's
    /// `update_attr_with_ial`).
    fn apply_ial(&mut self, list: &mut AttrList, ial: IalId) {
        self.apply_ial_within(list, ial, 0);
    }

    /// Applies an attribute list to an element.
    pub(crate) fn apply_ial_to(&mut self, id: ElementId, ial: IalId) {
        let mut attrs = self.tree[id].attrs;
        self.apply_ial(&mut attrs, ial);
        self.tree[id].attrs = attrs;
    }

    fn apply_ial_within(&mut self, list: &mut AttrList, ial: IalId, depth: usize) {
        if depth > MAX_REFS || self.attributes.applied > (self.arena.input_len() + 1000) * MAX_APPLIED {
            return;
        }
        self.attributes.applied += 1 + self.attributes.ial(ial).refs.len();
        for at in 0..self.attributes.ial(ial).refs.len() {
            let name = self.attributes.ial(ial).refs[at];
            if let Some(&definition) = self.attribute_lists.get(self.arena.get(name)) {
                self.apply_ial_within(list, definition, depth + 1);
            }
        }
        let mut at = self.attributes.ial(ial).attrs.first;
        while at != NONE {
            let Attr { name, value, next } = self.attributes.attrs[at as usize];
            match name {
                AttrName::Class => {
                    let more = std::mem::take(&mut self.attributes.ial_mut(ial).more_classes);
                    self.append_classes(list, value, &more);
                    self.attributes.ial_mut(ial).more_classes = more;
                }
                _ => self.set_attr(list, name, value),
            }
            at = next;
        }
    }

    /// Adds the references of `from` to those of `to`. The writer needs nothing else of the lists of a span.
    pub(crate) fn merge_refs(&mut self, to: IalId, from: IalId) {
        let refs = self.attributes.ial(from).refs.clone();
        self.attributes.ial_mut(to).refs.extend(refs);
    }
}
