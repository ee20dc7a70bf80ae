//! Storage of attributes and of attribute lists (`{: .class #id key="value"}`).

use crate::kramdown::document::arena::TextRange;

pub(super) const NONE: u32 = u32::MAX;

/// The name of an attribute. Names that the engine itself reads or writes are variants.
#[derive(Clone, Copy, Debug)]
pub(crate) enum AttrName {
    Class,
    Id,
    Href,
    Src,
    Alt,
    Title,
    Style,
    Role,
    Start,
    Other(TextRange),
}

/// The attributes of one element, in the order in which they were set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AttrList {
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) len: u32,
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
    /// True if there are no attributes.
    pub(crate) fn is_empty(self) -> bool {
        self.first == NONE
    }
}

/// One attribute.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attr {
    pub(crate) name: AttrName,
    pub(crate) value: TextRange,
    pub(super) next: u32,
}

/// The index of an attribute list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct IalId(u32);

/// An attribute list as written (kramdown's IAL): references to definitions, and attributes of its own.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ial {
    pub(crate) refs: Vec<TextRange>,
    pub(crate) attrs: AttrList,
    /// The classes after the first one, which is in `attrs`. They are joined when the list is applied.
    pub(crate) more_classes: Vec<TextRange>,
}

/// All attributes and attribute lists of a document.
#[derive(Debug, Default)]
pub(crate) struct Attributes {
    pub(super) attrs: Vec<Attr>,
    ials: Vec<Ial>,
    /// The number of lists applied so far, referenced ones included.
    pub(super) applied: usize,
}

impl Attributes {
    /// The attributes of a list in order.
    pub(crate) fn iter(&self, list: AttrList) -> impl Iterator<Item = &Attr> + '_ {
        let get = |at: u32| self.attrs.get(at as usize);
        std::iter::successors(get(list.first), move |attr| get(attr.next))
    }

    /// Creates an empty attribute list.
    pub(crate) fn create_ial(&mut self) -> IalId {
        self.ials.push(Ial::default());
        IalId((self.ials.len() - 1) as u32)
    }

    /// The attribute list with the index `id`.
    pub(crate) fn ial(&self, id: IalId) -> &Ial {
        &self.ials[id.0 as usize]
    }

    pub(crate) fn ial_mut(&mut self, id: IalId) -> &mut Ial {
        &mut self.ials[id.0 as usize]
    }

    /// Appends an attribute without a search for one of the same name.
    pub(crate) fn push(&mut self, list: &mut AttrList, name: AttrName, value: TextRange) {
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

    pub(super) fn set_at(&mut self, at: u32, value: TextRange) {
        self.attrs[at as usize].value = value;
    }
}
