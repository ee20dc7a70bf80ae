//! Attributes of elements, and the attribute lists (`{: .class #id key="value"}`) that set them.

use crate::WarningKind;
use crate::kramdown::memo::Next;
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::{is_space, is_word};

const NONE: u32 = u32::MAX;

/// How deep attribute list definitions may refer to each other.
const MAX_REFS: usize = 32;

/// How many attribute lists may be applied, and names looked up, per byte of the text: definitions that refer to others
/// twice, which refer to others twice, would take for ever.
const MAX_APPLIED: usize = 8;

/// What Ruby's `strip` takes away, but for the null character.
fn is_ruby_space(c: char) -> bool {
    c.is_ascii_whitespace() || c == '\u{b}'
}

/// The name of an attribute; those that the engine itself reads and writes are told apart.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Name {
    Class,
    Id,
    Href,
    Src,
    Alt,
    Title,
    Style,
    Role,
    Start,
    Other(Slice),
}

/// In lists longer than this the same name may stand twice: looking for it would take quadratic time.
const MAX_SEARCHED: u32 = 256;

/// The attributes of one element, in the order in which they were set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AttrList {
    first: u32,
    last: u32,
    len: u32,
}

impl Default for AttrList {
    fn default() -> Self {
        Self {
            first: NONE,
            last: NONE,
            len: 0,
        }
    }
}

impl AttrList {
    /// True if there is none.
    pub(crate) fn is_empty(self) -> bool {
        self.first == NONE
    }
}

/// One attribute.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attr {
    pub(crate) name: Name,
    pub(crate) value: Slice,
    next: u32,
}

/// The number of an attribute list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct IalId(u32);

/// An attribute list as written: names of definitions it refers to, and attributes of its own.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ial {
    pub(crate) refs: Vec<Slice>,
    pub(crate) attrs: AttrList,
    /// The classes behind the first, which stands in `attrs`: they become one text only where they are applied.
    more_classes: Vec<Slice>,
}

/// All attributes and attribute lists of a document.
#[derive(Debug, Default)]
pub(crate) struct Attributes {
    attrs: Vec<Attr>,
    ials: Vec<Ial>,
    /// How many lists have been applied, those referred to included.
    applied: usize,
}

impl Attributes {
    /// The attributes of a list in order.
    pub(crate) fn iter(&self, list: AttrList) -> impl Iterator<Item = &Attr> + '_ {
        let get = |at: u32| self.attrs.get(at as usize);
        std::iter::successors(get(list.first), move |attr| get(attr.next))
    }

    /// A new, empty attribute list.
    pub(crate) fn create_ial(&mut self) -> IalId {
        self.ials.push(Ial::default());
        IalId((self.ials.len() - 1) as u32)
    }

    /// The attribute list with the number `id`.
    pub(crate) fn ial(&self, id: IalId) -> &Ial {
        &self.ials[id.0 as usize]
    }

    fn ial_mut(&mut self, id: IalId) -> &mut Ial {
        &mut self.ials[id.0 as usize]
    }

    /// Adds an attribute behind all others without looking for one of the same name.
    pub(crate) fn push(&mut self, list: &mut AttrList, name: Name, value: Slice) {
        let new = self.attrs.len() as u32;
        self.attrs.push(Attr {
            name,
            value,
            next: NONE,
        });
        if list.first == NONE {
            list.first = new;
        } else {
            self.attrs[list.last as usize].next = new;
        }
        list.last = new;
        list.len += 1;
    }

    fn set_at(&mut self, at: u32, value: Slice) {
        self.attrs[at as usize].value = value;
    }

    /// A copy that can be changed alone.
    pub(crate) fn duplicate(&mut self, list: AttrList) -> AttrList {
        let mut copy = AttrList::default();
        let mut at = list.first;
        while at != NONE {
            let attr = self.attrs[at as usize];
            self.push(&mut copy, attr.name, attr.value);
            at = attr.next;
        }
        copy
    }
}

impl Parser<'_> {
    /// The name written as `slice`.
    pub(crate) fn name(&self, slice: Slice) -> Name {
        match self.pool.get(slice) {
            "class" => Name::Class,
            "id" => Name::Id,
            "href" => Name::Href,
            "src" => Name::Src,
            "alt" => Name::Alt,
            "title" => Name::Title,
            "style" => Name::Style,
            "role" => Name::Role,
            "start" => Name::Start,
            _ => Name::Other(slice),
        }
    }

    fn same_name(&self, one: Name, other: Name) -> bool {
        match (one, other) {
            (Name::Other(one), Name::Other(other)) => self.pool.get(one) == self.pool.get(other),
            _ => std::mem::discriminant(&one) == std::mem::discriminant(&other),
        }
    }

    fn find_attr(&self, list: AttrList, name: Name) -> Option<u32> {
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
    pub(crate) fn attr(&self, list: AttrList, name: Name) -> Option<&str> {
        let at = self.find_attr(list, name)?;
        Some(self.pool.get(self.attributes.attrs[at as usize].value))
    }

    /// Sets an attribute; one that is there keeps its place.
    pub(crate) fn set_attr(&mut self, list: &mut AttrList, name: Name, value: Slice) {
        match self.find_attr(*list, name) {
            Some(at) => self.attributes.set_at(at, value),
            None => self.attributes.push(list, name, value),
        }
    }

    /// Takes an attribute out and gives its value.
    pub(crate) fn delete_attr(&mut self, list: &mut AttrList, name: Name) -> Option<Slice> {
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

    /// Makes runs of line feeds in values one space.
    pub(crate) fn without_line_feeds(&mut self, list: AttrList) {
        let mut at = list.first;
        while at != NONE {
            let Attr { value, next, .. } = self.attributes.attrs[at as usize];
            if memchr::memchr(b'\n', self.pool.get(value).as_bytes()).is_some() {
                let mut plain = String::new();
                for line in self.pool.get(value).split_inclusive('\n') {
                    match line.strip_suffix('\n') {
                        Some("") if plain.ends_with(' ') => {}
                        Some(line) => {
                            plain.push_str(line);
                            plain.push(' ');
                        }
                        None => plain.push_str(line),
                    }
                }
                let value = self.pool.add(&plain, value.start as usize);
                self.attributes.set_at(at, value);
            }
            at = next;
        }
    }

    /// Adds to the classes there are.
    fn append_classes(&mut self, list: &mut AttrList, first: Slice, more: &[Slice]) {
        let at = match self.find_attr(*list, Name::Class) {
            Some(at) => at,
            None if more.is_empty() => return self.attributes.push(list, Name::Class, first),
            None => {
                self.attributes.push(list, Name::Class, Slice::default());
                list.last
            }
        };
        let mut joined = self.attributes.attrs[at as usize].value;
        let classes = std::iter::once(&first).filter(|first| more.is_empty() || !first.is_empty());
        for &class in classes.chain(more) {
            if !joined.is_empty() {
                let space = self.pool.add(" ", class.start as usize);
                joined = self.pool.join(joined, space);
            }
            joined = self.pool.join(joined, class);
        }
        let text = self.pool.get(joined);
        let lead = text.len() - text.trim_start_matches(is_ruby_space).len();
        joined.start += lead as u32;
        self.attributes.set_at(at, joined);
    }

    /// Adds a class to those that an attribute list sets.
    fn add_class(&mut self, ial: IalId, class: Slice) {
        let mut attrs = self.attributes.ial(ial).attrs;
        if self.find_attr(attrs, Name::Class).is_some() {
            self.attributes.ial_mut(ial).more_classes.push(class);
        } else {
            self.attributes.push(&mut attrs, Name::Class, class);
            self.attributes.ial_mut(ial).attrs = attrs;
        }
    }

    /// Sets an attribute of an attribute list.
    fn set_ial_attr(&mut self, ial: IalId, name: Name, value: Slice) {
        let mut attrs = self.attributes.ial(ial).attrs;
        self.set_attr(&mut attrs, name, value);
        let list = self.attributes.ial_mut(ial);
        list.attrs = attrs;
        if matches!(name, Name::Class) {
            list.more_classes.clear();
        }
    }

    /// Sets what the attribute list says: first what it refers to, then its own (kramdown's `update_attr_with_ial`).
    pub(crate) fn apply_ial(&mut self, list: &mut AttrList, ial: IalId) {
        self.apply_ial_within(list, ial, 0);
    }

    fn apply_ial_within(&mut self, list: &mut AttrList, ial: IalId, depth: usize) {
        if depth > MAX_REFS || self.attributes.applied > (self.pool.input_len() + 1000) * MAX_APPLIED {
            return;
        }
        self.attributes.applied += 1 + self.attributes.ial(ial).refs.len();
        for at in 0..self.attributes.ial(ial).refs.len() {
            let name = self.attributes.ial(ial).refs[at];
            if let Some(&definition) = self.alds.get(self.pool.get(name)) {
                self.apply_ial_within(list, definition, depth + 1);
            }
        }
        let mut at = self.attributes.ial(ial).attrs.first;
        while at != NONE {
            let Attr { name, value, next } = self.attributes.attrs[at as usize];
            match name {
                Name::Class => {
                    let more = std::mem::take(&mut self.attributes.ial_mut(ial).more_classes);
                    self.append_classes(list, value, &more);
                    self.attributes.ial_mut(ial).more_classes = more;
                }
                _ => self.set_attr(list, name, value),
            }
            at = next;
        }
    }

    /// Adds the names that `from` refers to to those of `to`: all that is asked of the list of a span later on.
    pub(crate) fn merge_refs(&mut self, to: IalId, from: IalId) {
        let refs = self.attributes.ial(from).refs.clone();
        self.attributes.ial_mut(to).refs.extend(refs);
    }

    /// Reads the inside of an attribute list into `ial`. What cannot be read is passed over; a list with nothing in
    /// it that could be read is a warning (kramdown's `parse_attribute_list`).
    pub(crate) fn parse_attribute_list(&mut self, content: Slice, ial: IalId) {
        let text = self.pool.get(content).trim_matches(is_ruby_space);
        if text.is_empty() || text == ":" {
            return;
        }
        let end = content.end as usize;
        let mut at = content.start as usize;
        let mut found = false;
        let mut first = true;
        let mut quotes = [Next::default(); 2];
        while at < end || first {
            let here = if first && (at >= end || !is_space(self.pool.bytes()[at])) {
                Some(at)
            } else if at < end && is_space(self.pool.bytes()[at]) {
                Some(at + 1)
            } else {
                None
            };
            first = false;
            match here.and_then(|here| self.parse_attribute(here, end, ial, &mut quotes)) {
                Some(after) => {
                    found = true;
                    at = after;
                }
                None => at += 1,
            }
        }
        if !found {
            let message = format!(
                "no or invalid attributes in the attribute list `{}`",
                self.pool.get(content)
            );
            self.warn(
                WarningKind::InvalidAttributeList,
                content.start as usize,
                end,
                message,
            );
        }
    }

    fn ends_attribute(&self, at: usize, end: usize) -> bool {
        at >= end || is_space(self.pool.bytes()[at])
    }

    /// One attribute at `at`: where it ends, if it is one.
    fn parse_attribute(
        &mut self,
        at: usize,
        end: usize,
        ial: IalId,
        quotes: &mut [Next; 2],
    ) -> Option<usize> {
        let bytes = self.pool.bytes();
        if at >= end {
            return None;
        }
        if is_word(bytes[at]) {
            let mut name_end = at + 1;
            while name_end < end && (is_word(bytes[name_end]) || bytes[name_end] == b'-') {
                name_end += 1;
            }
            let name = Slice::new(at, name_end);
            if name_end + 1 < end && bytes[name_end] == b'=' {
                return self.parse_key_value(name, name_end + 1, end, ial, quotes);
            }
            if !self.ends_attribute(name_end, end) {
                return None;
            }
            self.attributes.ial_mut(ial).refs.push(name);
            return Some(name_end);
        }
        self.parse_ids_and_classes(at, end, ial)
    }

    /// What stands behind `name=`; `quotes` knows the quotes that end a value.
    fn parse_key_value(
        &mut self,
        name: Slice,
        at: usize,
        end: usize,
        ial: IalId,
        quotes: &mut [Next; 2],
    ) -> Option<usize> {
        let bytes = &self.pool.bytes()[..end];
        let quote = bytes[at];
        if quote != b'"' && quote != b'\'' {
            return None;
        }
        let start = at + 1;
        // A quote ends the value if white space or nothing follows; no brace without a backslash stands before it.
        let stop = quotes[usize::from(quote == b'"')].find(bytes, start, 1, |text| {
            memchr::memchr2_iter(quote, b'}', text).find(|&at| {
                let escaped = at > 0 && text[at - 1] == b'\\';
                !escaped && (text[at] == b'}' || text.get(at + 1).is_none_or(|&byte| is_space(byte)))
            })
        });
        let i = stop.filter(|&at| bytes[at] == quote)?;
        let mut value = Slice::new(start, i);
        if memchr::memchr(b'\\', &bytes[start..i]).is_some() {
            let quote = quote as char;
            let plain = self
                .pool
                .get(value)
                .replace("\\}", "}")
                .replace(&format!("\\{quote}"), &quote.to_string());
            value = self.pool.add(&plain, start);
        }
        let name = self.name(name);
        self.set_ial_attr(ial, name, value);
        Some(i + 1)
    }

    /// A run of `#id` and `.class` without space between.
    fn parse_ids_and_classes(&mut self, at: usize, end: usize, ial: IalId) -> Option<usize> {
        let bytes = self.pool.bytes();
        let mut i = at;
        while i < end && !is_space(bytes[i]) {
            let start = i + 1;
            let mut stop = start;
            match bytes[i] {
                b'#' if start < end && bytes[start].is_ascii_alphabetic() => {
                    while stop < end && (is_word(bytes[stop]) || matches!(bytes[stop], b':' | b'-')) {
                        stop += 1;
                    }
                }
                b'.' => {
                    while stop < end && !is_space(bytes[stop]) && !matches!(bytes[stop], b'.' | b'#') {
                        stop += 1;
                    }
                }
                _ => return None,
            }
            if stop == start {
                return None;
            }
            i = stop;
        }
        if i == at {
            return None;
        }
        let mut start = at;
        while start < i {
            let bytes = self.pool.bytes();
            let is_class = bytes[start] == b'.';
            let mut stop = start + 1;
            while stop < i && !matches!(bytes[stop], b'.' | b'#') {
                stop += 1;
            }
            let value = Slice::new(start + 1, stop);
            if is_class {
                self.add_class(ial, value);
            } else {
                self.set_ial_attr(ial, Name::Id, value);
            }
            start = stop;
        }
        Some(i)
    }
}
