//! The tree of elements: an arena of elements that link to their neighbours by number.

use crate::kramdown::document::arena::TextRange;
use crate::kramdown::document::attributes::{AttrList, IalId};
use crate::kramdown::document::element::ElementKind;

/// The index of an element in its [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ElementId(u32);

const NONE: u32 = u32::MAX;

/// One element: its kind, text, attributes and position.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    pub(crate) kind: ElementKind,
    /// The text; its meaning depends on `kind`.
    pub(crate) text: TextRange,
    /// The position in the arena.
    pub(crate) source: TextRange,
    pub(crate) attrs: AttrList,
    /// The attribute list written for it, which the span phase applies.
    pub(crate) ial: Option<IalId>,
    first: u32,
    last: u32,
    next: u32,
    prev: u32,
}

/// All elements of one document.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    elements: Vec<Element>,
}

fn link(id: u32) -> Option<ElementId> {
    (id != NONE).then_some(ElementId(id))
}

impl Tree {
    /// An empty tree with capacity for `elements`.
    pub(crate) fn with_capacity(elements: usize) -> Self {
        Self {
            elements: Vec::with_capacity(elements),
        }
    }

    /// Creates an element without neighbours.
    pub(crate) fn create(&mut self, kind: ElementKind, text: TextRange, source: TextRange) -> ElementId {
        let id = ElementId(self.elements.len() as u32);
        self.elements.push(Element {
            kind,
            text,
            source,
            attrs: AttrList::default(),
            ial: None,
            first: NONE,
            last: NONE,
            next: NONE,
            prev: NONE,
        });
        id
    }

    /// Appends `child`, which must have no parent, to the children of `parent`.
    pub(crate) fn append(&mut self, parent: ElementId, child: ElementId) {
        let last = self[parent].last;
        self[child].prev = last;
        self[child].next = NONE;
        self[parent].last = child.0;
        if last == NONE {
            self[parent].first = child.0;
        } else {
            self.elements[last as usize].next = child.0;
        }
    }

    /// Removes `child` from `parent`.
    pub(crate) fn remove(&mut self, parent: ElementId, child: ElementId) {
        let (prev, next) = (self[child].prev, self[child].next);
        if prev == NONE {
            self[parent].first = next;
        } else {
            self.elements[prev as usize].next = next;
        }
        if next == NONE {
            self[parent].last = prev;
        } else {
            self.elements[next as usize].prev = prev;
        }
        self[child].prev = NONE;
        self[child].next = NONE;
    }

    /// Replaces `child` of `parent` by all children of `from`.
    pub(crate) fn splice(&mut self, parent: ElementId, child: ElementId, from: ElementId) {
        let (first, last) = (self[from].first, self[from].last);
        let (prev, next) = (self[child].prev, self[child].next);
        if first == NONE {
            self.remove(parent, child);
            return;
        }
        self[from].first = NONE;
        self[from].last = NONE;
        self.elements[first as usize].prev = prev;
        self.elements[last as usize].next = next;
        if prev == NONE {
            self[parent].first = first;
        } else {
            self.elements[prev as usize].next = first;
        }
        if next == NONE {
            self[parent].last = last;
        } else {
            self.elements[next as usize].prev = last;
        }
    }

    /// Appends all children of `from` to those of `to`.
    pub(crate) fn move_children(&mut self, from: ElementId, to: ElementId) {
        while let Some(child) = self.first(from) {
            self.remove(from, child);
            self.append(to, child);
        }
    }

    /// Removes all children of `parent`.
    pub(crate) fn clear(&mut self, parent: ElementId) {
        self[parent].first = NONE;
        self[parent].last = NONE;
    }

    /// The first child.
    pub(crate) fn first(&self, parent: ElementId) -> Option<ElementId> {
        link(self[parent].first)
    }

    /// The last child.
    pub(crate) fn last(&self, parent: ElementId) -> Option<ElementId> {
        link(self[parent].last)
    }

    /// The next sibling.
    pub(crate) fn next(&self, id: ElementId) -> Option<ElementId> {
        link(self[id].next)
    }

    /// The previous sibling.
    pub(crate) fn prev(&self, id: ElementId) -> Option<ElementId> {
        link(self[id].prev)
    }

    /// The first child, if its kind matches.
    pub(crate) fn first_if(
        &self,
        parent: ElementId,
        matches: impl Fn(ElementKind) -> bool,
    ) -> Option<ElementId> {
        self.first(parent).filter(|&first| matches(self[first].kind))
    }

    /// The last child, if its kind matches.
    pub(crate) fn last_if(
        &self,
        parent: ElementId,
        matches: impl Fn(ElementKind) -> bool,
    ) -> Option<ElementId> {
        self.last(parent).filter(|&last| matches(self[last].kind))
    }

    /// Creates an element without text and position.
    pub(crate) fn create_empty(&mut self, kind: ElementKind) -> ElementId {
        self.create(kind, TextRange::default(), TextRange::default())
    }

    /// The kind of the last child.
    pub(crate) fn last_kind(&self, parent: ElementId) -> Option<ElementKind> {
        self.last(parent).map(|last| self[last].kind)
    }

    /// All children. Use [`Tree::next`] where the tree changes during the iteration.
    pub(crate) fn children(&self, parent: ElementId) -> impl Iterator<Item = ElementId> + '_ {
        std::iter::successors(self.first(parent), |&id| self.next(id))
    }

    /// The number of elements, for [`Tree::rollback`].
    pub(crate) fn checkpoint(&self) -> usize {
        self.elements.len()
    }

    /// Removes every element created since `checkpoint`. No other element may link to them.
    pub(crate) fn rollback(&mut self, checkpoint: usize) {
        self.elements.truncate(checkpoint);
    }
}

impl std::ops::Index<ElementId> for Tree {
    type Output = Element;
    fn index(&self, id: ElementId) -> &Element {
        &self.elements[id.0 as usize]
    }
}

impl std::ops::IndexMut<ElementId> for Tree {
    fn index_mut(&mut self, id: ElementId) -> &mut Element {
        &mut self.elements[id.0 as usize]
    }
}
