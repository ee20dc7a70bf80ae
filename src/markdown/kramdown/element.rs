//! The tree that blocks and spans are parsed into: elements by number, linked to their neighbours.

use crate::kramdown::attributes::{AttrList, IalId};
use crate::kramdown::pool::Slice;

/// The number of an element in its [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ElementId(u32);

/// Block or span: how kramdown lays the element out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Category {
    Block,
    Span,
}

/// How the inside of an HTML element is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Model {
    Block,
    Span,
    Raw,
}

/// What left an end-of-block mark, as that decides about attribute lists and boundaries after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Eob {
    /// The mark `^` itself.
    Marker,
    /// An attribute list definition.
    Ald,
    /// A block attribute list.
    Ial,
    /// `{::options}`.
    Extension,
    /// A link, abbreviation or footnote definition: attribute lists after it belong to it.
    Definition,
}

/// The four smart quotes, in the order of the option `smart_quotes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quote {
    LeftSingle,
    RightSingle,
    LeftDouble,
    RightDouble,
}

/// The typographic symbols.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Symbol {
    Hellip,
    Mdash,
    Ndash,
    Laquo,
    Raquo,
    LaquoSpace,
    RaquoSpace,
}

/// What an element is. Where it says "text", that is [`Element::text`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The document; holds blocks.
    Root,
    /// Block: a run of blank lines (text).
    Blank,
    /// Block: a paragraph; holds spans. A transparent one prints no tag.
    P { transparent: bool },
    /// Block: a header of the level 1 to 6; holds spans.
    Header { level: u8 },
    /// Block: a quote; holds blocks.
    Blockquote,
    /// Block: code (text) with the language of its fence.
    Codeblock { lang: Slice },
    /// Block: a bullet list; holds `Li`.
    Ul,
    /// Block: a numbered list; holds `Li`.
    Ol,
    /// Block: a list item; holds blocks.
    Li,
    /// Block: a definition list; holds `Dt` and `Dd`.
    Dl,
    /// Block: a term; holds spans.
    Dt,
    /// Block: its definition; holds blocks.
    Dd,
    /// Block: a table with the number of its alignments; holds `Thead`, `Tbody`, `Tfoot`.
    Table { alignment: u32 },
    /// Part of a table; holds `Tr`.
    Thead,
    /// Part of a table; holds `Tr`.
    Tbody,
    /// Part of a table; holds `Tr`.
    Tfoot,
    /// A row; holds `Td`.
    Tr,
    /// Block: a cell; holds spans.
    Td,
    /// Only while HTML is made native: becomes `Td`.
    Th,
    /// Block: a rule.
    Hr,
    /// Block or span: a formula (text).
    Math(Category),
    /// Block or span: the body of `{::comment}` (text).
    Comment(Category),
    /// Block, span or neither: HTML to be passed on as it is (text).
    Raw(Option<Category>),
    /// Block or span: an HTML comment (text, with its marks).
    XmlComment(Category),
    /// Block or span: a processing instruction (text, with its marks).
    XmlPi(Category),
    /// Block or span: an HTML element; the text is its name; holds what its model says.
    Html {
        category: Category,
        model: Model,
        closed: bool,
    },
    /// Text (text) whose spans are not parsed yet; only between the two phases.
    RawText,
    /// Span: text (text).
    Text,
    /// The end of a block; gone after the second phase.
    Eob(Eob),
    /// Span: a link; holds spans.
    A,
    /// Span: an image.
    Img,
    /// Span: emphasis; holds spans.
    Em,
    /// Span: strong emphasis; holds spans.
    Strong,
    /// Span: code (text).
    Codespan,
    /// Span: a line break.
    Br,
    /// Span: an entity by its code point; the text is its source form, if it had one.
    Entity { code: u32 },
    /// Span: a smart quote.
    SmartQuote(Quote),
    /// Span: a typographic symbol.
    TypographicSym(Symbol),
    /// Span: the mark of the footnote with this number of definition.
    Footnote { definition: u32 },
    /// Span: an abbreviation (text) with the number of its definition.
    Abbreviation { definition: u32 },
}

impl Kind {
    /// Block or span, for those elements that kramdown counts as either.
    pub(crate) fn category(self) -> Option<Category> {
        use Kind::*;
        match self {
            Blank
            | P { .. }
            | Header { .. }
            | Blockquote
            | Codeblock { .. }
            | Ul
            | Ol
            | Li
            | Dl
            | Dt
            | Dd
            | Table { .. }
            | Td
            | Hr => Some(Category::Block),
            Text
            | A
            | Br
            | Img
            | Codespan
            | Footnote { .. }
            | Em
            | Strong
            | Entity { .. }
            | TypographicSym(_)
            | SmartQuote(_)
            | Abbreviation { .. } => Some(Category::Span),
            Math(category) | Comment(category) | XmlComment(category) | XmlPi(category) => Some(category),
            Html { category, .. } => Some(category),
            Raw(category) => category,
            Root | Thead | Tbody | Tfoot | Tr | Th | RawText | Eob(_) => None,
        }
    }

    /// True for blocks.
    pub(crate) fn is_block(self) -> bool {
        self.category() == Some(Category::Block)
    }

    /// True for paragraphs.
    pub(crate) fn is_p(self) -> bool {
        matches!(self, Self::P { .. })
    }
}

const NONE: u32 = u32::MAX;

/// One element: what it is, its text, attributes and place.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    pub(crate) kind: Kind,
    /// The text, as `kind` says.
    pub(crate) text: Slice,
    /// Where it stands, in the pool.
    pub(crate) source: Slice,
    pub(crate) attrs: AttrList,
    /// The attribute list written after it, kept until the second phase.
    pub(crate) ial: Option<IalId>,
    first: u32,
    last: u32,
    next: u32,
    prev: u32,
}

/// The elements of one document.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    elements: Vec<Element>,
}

fn link(id: u32) -> Option<ElementId> {
    (id != NONE).then_some(ElementId(id))
}

impl Tree {
    /// An empty tree with room for `elements`.
    pub(crate) fn with_capacity(elements: usize) -> Self {
        Self {
            elements: Vec::with_capacity(elements),
        }
    }

    /// A new element without neighbours.
    pub(crate) fn create(&mut self, kind: Kind, text: Slice, source: Slice) -> ElementId {
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

    /// Makes `child`, which must have no parent, the last child of `parent`.
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

    /// Takes `child` out of `parent`.
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

    /// Puts all children of `from` in the place of `child` in `parent`; `child` is taken out.
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

    /// Moves all children of `from` behind those of `to`.
    pub(crate) fn move_children(&mut self, from: ElementId, to: ElementId) {
        while let Some(child) = self.first(from) {
            self.remove(from, child);
            self.append(to, child);
        }
    }

    /// Forgets all children of `parent`.
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

    /// The sibling before.
    pub(crate) fn prev(&self, id: ElementId) -> Option<ElementId> {
        link(self[id].prev)
    }

    /// The kind of the last child.
    pub(crate) fn last_kind(&self, parent: ElementId) -> Option<Kind> {
        self.last(parent).map(|last| self[last].kind)
    }

    /// All children. The tree must not change meanwhile: use [`Tree::next`] where it does.
    pub(crate) fn children(&self, parent: ElementId) -> impl Iterator<Item = ElementId> + '_ {
        std::iter::successors(self.first(parent), |&id| self.next(id))
    }

    /// The number of elements ever made, to go back to.
    pub(crate) fn mark(&self) -> usize {
        self.elements.len()
    }

    /// Forgets every element made since `mark`; none of them may be linked any more.
    pub(crate) fn forget(&mut self, mark: usize) {
        self.elements.truncate(mark);
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
