//! The document: what the block phase and the span phase produce, and what the HTML writer reads.
//!
//! A [`Document`] owns the text ([`TextArena`]), the tree of elements, their attributes, and the definitions of links,
//! footnotes, abbreviations and attribute lists. It knows no syntax: the parsers in `block` and `span` fill it, and
//! `html` writes it.

mod arena;
mod attribute_access;
mod attributes;
mod element;
mod tree;

pub(crate) use arena::{TextArena, TextRange};
pub(crate) use attributes::{Attr, AttrList, AttrName, Attributes, IalId};
pub(crate) use element::{Category, ContentModel, ElementKind, Eob, Quote, Symbol};
pub(crate) use tree::{ElementId, Tree};

use std::borrow::Cow;
use std::collections::HashMap;

use crate::kramdown::options::{Input, Options, Setting};
use crate::{Warning, WarningKind};

/// The target of a link definition.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LinkDef {
    pub(crate) url: TextRange,
    pub(crate) title: Option<TextRange>,
    /// The end-of-block element of the definition, which owns its attribute list.
    pub(crate) eob: Option<ElementId>,
}

/// The link definitions by their normalized names.
#[derive(Debug, Default)]
pub(crate) struct LinkDefs {
    by_id: HashMap<Box<str>, LinkDef>,
    longest_id: usize,
    /// True if a name contains `]`, which only those from the option `link_defs` can.
    bracket_in_id: bool,
}

/// The definition of a footnote.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FootnoteDef {
    pub(crate) name: TextRange,
    /// The element that contains its blocks.
    pub(crate) content: ElementId,
    pub(crate) used: bool,
}

/// The definition of an abbreviation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AbbreviationDef {
    pub(crate) name: TextRange,
    pub(crate) title: TextRange,
    /// The end-of-block element of the definition, whose attributes are those of the abbreviation.
    pub(crate) eob: ElementId,
}

/// Definitions in the order of their first occurrence. The last definition of a name counts.
#[derive(Debug)]
pub(crate) struct Definitions<T> {
    all: Vec<T>,
    by_name: HashMap<Box<str>, u32>,
}

/// The alignment of a table column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Alignment {
    Default,
    Left,
    Center,
    Right,
}

/// A parsed text.
#[derive(Debug)]
pub(crate) struct Document<'o> {
    pub(crate) input: Input,
    /// The options of the conversion, with the changes that `{::options}` makes for this document.
    options: Cow<'o, Options>,
    /// Whether header ids come from the parsed text of headers rather than from their source.
    pub(crate) strips_header_ids: bool,
    pub(crate) arena: TextArena,
    pub(crate) tree: Tree,
    pub(crate) root: ElementId,
    pub(crate) attributes: Attributes,
    pub(crate) attribute_lists: HashMap<Box<str>, IalId>,
    pub(crate) links: LinkDefs,
    pub(crate) footnotes: Definitions<FootnoteDef>,
    pub(crate) abbreviations: Definitions<AbbreviationDef>,
    /// The alignments of each table.
    pub(crate) alignments: Vec<Vec<Alignment>>,
    pub(crate) warnings: Vec<Warning>,
}

/// A state of the document, to which [`Document::rollback`] returns.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Checkpoint {
    tree: usize,
    arena: arena::ArenaCheckpoint,
    warnings: usize,
}

impl<'o> Document<'o> {
    /// A document with `text` that is not parsed yet.
    pub(crate) fn new(text: &str, input: Input, options: &'o Options) -> Self {
        let arena = TextArena::new(text);
        let mut tree = Tree::with_capacity(text.len() / 16 + 8);
        let root = tree.create_empty(ElementKind::Root);
        let mut document = Self {
            input,
            options: Cow::Borrowed(options),
            strips_header_ids: options.auto_id_stripping || options.input == Input::Gfm,
            arena,
            tree,
            root,
            attributes: Attributes::default(),
            attribute_lists: HashMap::new(),
            links: LinkDefs::default(),
            footnotes: Definitions::default(),
            abbreviations: Definitions::default(),
            alignments: Vec::new(),
            warnings: Vec::new(),
        };
        for definition in options.link_defs.iter() {
            let url = document.arena.add(&definition.url, 0);
            let title = definition.title.as_ref();
            let title = title.map(|title| document.arena.add(title, 0));
            document.links.define(
                &definition.id,
                LinkDef {
                    url,
                    title,
                    eob: None,
                },
            );
        }
        document
    }

    /// The options as they apply to this document.
    pub(crate) fn options(&self) -> &Options {
        &self.options
    }

    /// Sets an option for this document, as `{::options name="value" /}` does.
    pub(crate) fn set_option(&mut self, name: &str, value: &str) -> Setting {
        let setting = self.options.to_mut().set(name, value);
        if name == "auto_id_stripping" && setting == Setting::Known {
            self.strips_header_ids = self.options.auto_id_stripping;
        }
        setting
    }

    /// True if the GFM parser reads the text.
    pub(crate) fn is_gfm(&self) -> bool {
        self.input == Input::Gfm
    }

    /// The current state.
    pub(crate) fn checkpoint(&self) -> Checkpoint {
        Checkpoint {
            tree: self.tree.checkpoint(),
            arena: self.arena.checkpoint(),
            warnings: self.warnings.len(),
        }
    }

    /// Removes all elements, texts and warnings that were added since `checkpoint`.
    pub(crate) fn rollback(&mut self, checkpoint: Checkpoint) {
        self.tree.rollback(checkpoint.tree);
        self.arena.rollback(checkpoint.arena);
        self.warnings.truncate(checkpoint.warnings);
    }

    /// Adds a warning about the bytes `start..end` of the arena.
    pub(crate) fn warn(&mut self, kind: WarningKind, start: usize, end: usize, message: String) {
        self.warnings.push(Warning {
            kind,
            message,
            range: self.source_range(TextRange::new(start, end)),
        });
    }

    /// Warns that an HTML element has no end tag.
    pub(crate) fn warn_unclosed(&mut self, name: TextRange, start: usize, end: usize) {
        let message = format!("no end tag for `{}`", self.arena.get(name));
        self.warn(WarningKind::UnclosedHtml, start, end, message);
    }

    /// Warns about footnotes that no marker refers to.
    pub(crate) fn warn_about_unused_footnotes(&mut self) {
        for at in 0..self.footnotes.len() {
            let FootnoteDef { name, used, .. } = *self.footnotes.get(at as u32);
            if !used {
                let message = format!("footnote `{}` is never referred to", self.arena.get(name));
                self.warn(
                    WarningKind::UnusedFootnote,
                    name.start as usize,
                    name.end as usize,
                    message,
                );
            }
        }
    }

    /// The bytes of the input, as it was passed in, from which `range` of the arena was made.
    pub(crate) fn source_range(&self, range: TextRange) -> std::ops::Range<usize> {
        let start = self.arena.origin(range.start as usize);
        let end = self.arena.origin(range.end.max(1) as usize - 1) + 1;
        start..end.max(start)
    }

    /// Adds an element to `parent`.
    pub(crate) fn add_to(&mut self, parent: ElementId, kind: ElementKind, text: TextRange) -> ElementId {
        let id = self.tree.create(kind, text, text);
        self.tree.append(parent, id);
        id
    }

    /// Adds text of the given kind to `parent`, merged with a last child of the same kind.
    pub(crate) fn add_text(&mut self, parent: ElementId, kind: ElementKind, text: TextRange) {
        if text.is_empty() {
            return;
        }
        match self.tree.last(parent) {
            Some(last) if self.tree[last].kind == kind => {
                let before = self.tree[last].text;
                self.tree[last].text = self.arena.join(before, text);
            }
            _ => {
                self.add_to(parent, kind, text);
            }
        }
    }

    /// Sets one attribute of an element.
    pub(crate) fn set_element_attr(&mut self, id: ElementId, name: AttrName, value: TextRange) {
        let mut attrs = self.tree[id].attrs;
        self.set_attr(&mut attrs, name, value);
        self.tree[id].attrs = attrs;
    }

    /// The attribute list of an element, which is created if there is none.
    pub(crate) fn ial_of(&mut self, id: ElementId) -> IalId {
        if let Some(ial) = self.tree[id].ial {
            return ial;
        }
        let ial = self.attributes.create_ial();
        self.tree[id].ial = Some(ial);
        ial
    }
}

impl LinkDefs {
    /// Defines `id` and returns true if it was defined before.
    pub(crate) fn define(&mut self, id: &str, definition: LinkDef) -> bool {
        let id = normalize_link_id(id);
        self.longest_id = self.longest_id.max(id.len());
        self.bracket_in_id |= id.contains(']');
        self.by_id.insert(id.into(), definition).is_some()
    }

    /// The definition of a normalized name.
    pub(crate) fn get(&self, id: &str) -> Option<&LinkDef> {
        self.by_id.get(id)
    }

    /// False if no definition can have the name `id`, which is not normalized. This is cheaper than a lookup.
    pub(crate) fn may_contain(&self, id: &str) -> bool {
        // Normalization and the removal of backslashes shorten a name, so it may be longer than the longest one.
        !self.by_id.is_empty()
            && id.len() <= self.longest_id * 4 + 64
            && (self.bracket_in_id || memchr::memrchr(b']', id.as_bytes()).is_none())
    }
}

/// The form in which link names are compared: in lower case, and with one space for each run of white space.
pub(crate) fn normalize_link_id(text: &str) -> String {
    let mut id = String::with_capacity(text.len());
    let mut in_space = false;
    for c in text.chars() {
        let space = crate::kramdown::scan::is_space_char(c);
        if space && !in_space {
            id.push(' ');
        } else if !space {
            id.extend(c.to_lowercase());
        }
        in_space = space;
    }
    id
}

impl<T> Default for Definitions<T> {
    fn default() -> Self {
        Self {
            all: Vec::new(),
            by_name: HashMap::new(),
        }
    }
}

impl<T> Definitions<T> {
    /// Defines `name`, or replaces its definition and returns false.
    pub(crate) fn define(&mut self, name: &str, definition: T) -> bool {
        if let Some(&before) = self.by_name.get(name) {
            self.all[before as usize] = definition;
            return false;
        }
        self.by_name.insert(name.into(), self.all.len() as u32);
        self.all.push(definition);
        true
    }

    /// The index of the definition of `name`.
    pub(crate) fn find(&self, name: &str) -> Option<u32> {
        self.by_name.get(name).copied()
    }

    /// The definition with an index.
    pub(crate) fn get(&self, index: u32) -> &T {
        &self.all[index as usize]
    }

    pub(crate) fn get_mut(&mut self, index: u32) -> &mut T {
        &mut self.all[index as usize]
    }

    /// The number of definitions.
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }
}
