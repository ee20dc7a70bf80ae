//! The parser's state, and the two phases: text into blocks, then the text of blocks into spans.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use crate::kramdown::abbreviations::Abbreviation;
use crate::kramdown::attributes::{AttrList, Attributes, IalId};
use crate::kramdown::block::{self, Outcome};
use crate::kramdown::element::{Element, ElementId, Eob, Kind, Tree};
use crate::kramdown::memo::Memo;
use crate::kramdown::options::{Input, Options};
use crate::kramdown::pool::{Pool, Slice};
use crate::kramdown::span::Spans;
use crate::{Warning, WarningKind};

/// How deep blocks may lie in each other. Deeper ones are text: the call stack is finite.
pub(crate) const MAX_BLOCK_DEPTH: usize = 100;

/// What a link's name stands for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LinkDef {
    pub(crate) url: Slice,
    pub(crate) title: Option<Slice>,
    /// The mark its definition left, which holds its attribute list.
    pub(crate) eob: Option<ElementId>,
}

/// A footnote's definition.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FootnoteDef {
    pub(crate) name: Slice,
    /// Holds its blocks.
    pub(crate) content: ElementId,
    pub(crate) used: bool,
}

/// Everything known while a text is parsed, and its result.
#[derive(Debug)]
pub(crate) struct Parser<'o> {
    pub(crate) options: Cow<'o, Options>,
    pub(crate) gfm: bool,
    /// False where kramdown's additions to Markdown are off.
    pub(crate) extended: bool,
    pub(crate) pool: Pool,
    pub(crate) tree: Tree,
    pub(crate) root: ElementId,
    pub(crate) attributes: Attributes,
    pub(crate) alds: HashMap<Box<str>, IalId>,
    pub(crate) link_defs: HashMap<Box<str>, LinkDef>,
    /// The longest name in `link_defs`.
    pub(crate) longest_link_id: usize,
    /// True if a name in `link_defs` has a `]`, which only those from the options may have.
    pub(crate) bracket_in_link_id: bool,
    pub(crate) footnotes: Vec<FootnoteDef>,
    pub(crate) footnote_names: HashMap<Box<str>, u32>,
    pub(crate) abbreviations: Vec<Abbreviation>,
    pub(crate) abbreviation_names: HashMap<Box<str>, u32>,
    /// The alignments of tables.
    pub(crate) alignments: Vec<Vec<Alignment>>,
    pub(crate) warnings: Vec<Warning>,

    /// The text being read: `pos..end` of the pool is still to come.
    pub(crate) pos: usize,
    pub(crate) end: usize,
    /// Where blocks and spans go.
    pub(crate) parent: ElementId,
    pub(crate) block_ial: Option<IalId>,
    pub(crate) depth: usize,
    pub(crate) memo: Memo,
    pub(crate) spans: Spans,
}

/// A state of the parser to which it can go back.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    tree: usize,
    pool: (usize, usize),
    warnings: usize,
}

/// How the cells of a column are aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Alignment {
    Default,
    Left,
    Center,
    Right,
}

impl<'o> Parser<'o> {
    /// A parser with all of `text` still to be read.
    pub(crate) fn new(text: &str, options: &'o Options) -> Self {
        let pool = Pool::new(text);
        let mut tree = Tree::with_capacity(text.len() / 16 + 8);
        let root = tree.create(Kind::Root, Slice::default(), Slice::default());
        let mut parser = Self {
            options: Cow::Borrowed(options),
            gfm: options.input == Input::Gfm,
            extended: options.input != Input::Markdown,
            end: pool.input_len(),
            pool,
            tree,
            root,
            attributes: Attributes::default(),
            alds: HashMap::new(),
            link_defs: HashMap::new(),
            longest_link_id: 0,
            bracket_in_link_id: false,
            footnotes: Vec::new(),
            footnote_names: HashMap::new(),
            abbreviations: Vec::new(),
            abbreviation_names: HashMap::new(),
            alignments: Vec::new(),
            warnings: Vec::new(),
            pos: 0,
            parent: root,
            block_ial: None,
            depth: 0,
            memo: Memo::default(),
            spans: Spans::new(options),
        };
        if parser.gfm && !options.auto_id_stripping {
            parser.options.to_mut().auto_id_stripping = true;
        }
        for definition in options.link_defs.iter() {
            let url = parser.pool.add(&definition.url, 0);
            let title = definition.title.as_ref().map(|title| parser.pool.add(title, 0));
            let id = parser.pool.add(&definition.id, 0);
            parser.define_link(
                id,
                LinkDef {
                    url,
                    title,
                    eob: None,
                },
            );
        }
        parser
    }

    /// The text up to the end of what is being read.
    pub(crate) fn text(&self) -> &[u8] {
        &self.pool.bytes()[..self.end]
    }

    /// What has been made so far, for [`Parser::forget`].
    pub(crate) fn mark(&self) -> Mark {
        Mark {
            tree: self.tree.mark(),
            pool: self.pool.mark(),
            warnings: self.warnings.len(),
        }
    }

    /// Drops all elements, texts and warnings made since `mark`: what was tried came to nothing.
    pub(crate) fn forget(&mut self, mark: Mark) {
        self.tree.forget(mark.tree);
        self.pool.forget(mark.pool);
        self.warnings.truncate(mark.warnings);
    }

    /// Notes a warning about `start..end` of the pool.
    pub(crate) fn warn(&mut self, kind: WarningKind, start: usize, end: usize, message: String) {
        let start = self.pool.origin(start);
        let end = self.pool.origin(end.max(1) - 1) + 1;
        self.warnings.push(Warning {
            kind,
            message,
            range: start..end.max(start),
        });
    }

    /// A new element at `source` that is no one's child yet. A pending block attribute list becomes its own.
    pub(crate) fn new_block(&mut self, kind: Kind, text: Slice, source: Range<usize>) -> ElementId {
        let id = self.tree.create(kind, text, Slice::new(source.start, source.end));
        self.tree[id].ial = self.block_ial.take();
        id
    }

    /// The same as the last child of the current parent.
    pub(crate) fn add_block(&mut self, kind: Kind, text: Slice, source: Range<usize>) -> ElementId {
        let id = self.new_block(kind, text, source);
        self.tree.append(self.parent, id);
        id
    }

    /// Adds an element to `parent`.
    pub(crate) fn add_to(&mut self, parent: ElementId, kind: Kind, text: Slice) -> ElementId {
        let id = self.tree.create(kind, text, text);
        self.tree.append(parent, id);
        id
    }

    /// Adds text of the given kind to `parent`; it becomes one with text of the same kind that stands there last.
    pub(crate) fn add_text(&mut self, parent: ElementId, kind: Kind, text: Slice) {
        if text.is_empty() {
            return;
        }
        match self.tree.last(parent) {
            Some(last) if self.tree[last].kind == kind => {
                let before = self.tree[last].text;
                self.tree[last].text = if before.end == text.start {
                    Slice {
                        start: before.start,
                        end: text.end,
                    }
                } else {
                    self.pool.join(before, text)
                };
            }
            _ => {
                self.add_to(parent, kind, text);
            }
        }
    }

    /// True if a block may begin here that needs a boundary before it.
    pub(crate) fn after_block_boundary(&self) -> bool {
        match self.tree.last_kind(self.parent) {
            None | Some(Kind::Blank | Kind::Eob(Eob::Marker)) => true,
            Some(_) => self.block_ial.is_some(),
        }
    }

    /// Reads the blocks of `text` into `parent`.
    pub(crate) fn parse_blocks_of(&mut self, parent: ElementId, text: Slice) {
        let (pos, end) = (self.pos, self.end);
        // What is known of the text around is still to be known behind this one.
        let memo = std::mem::take(&mut self.memo);
        self.pos = text.start as usize;
        self.end = text.end as usize;
        self.parse_blocks(parent);
        self.memo = memo;
        self.pos = pos;
        self.end = end;
    }

    /// Reads blocks into `parent` up to the end of the text or to the end tag of `parent`: then it is true.
    pub(crate) fn parse_blocks(&mut self, parent: ElementId) -> bool {
        let outer_parent = std::mem::replace(&mut self.parent, parent);
        let outer_ial = self.block_ial.take();
        self.depth += 1;
        let mut stopped = false;
        while self.pos < self.end {
            match self.parse_block() {
                Outcome::Stop => {
                    stopped = true;
                    break;
                }
                Outcome::Done => {}
                Outcome::Not => {
                    let next = crate::kramdown::scan::line_end(self.text(), self.pos);
                    self.add_text(parent, Kind::RawText, Slice::new(self.pos, next));
                    self.pos = next;
                }
            }
        }
        self.depth -= 1;
        self.parent = outer_parent;
        self.block_ial = outer_ial;
        stopped
    }

    fn parse_block(&mut self) -> Outcome {
        for construct in block::order(self) {
            match construct(self) {
                Outcome::Not => {}
                outcome => return outcome,
            }
        }
        Outcome::Not
    }

    /// The second phase: text into spans, attribute lists applied, marks dropped, blank lines made one.
    pub(crate) fn update_tree(&mut self, parent: ElementId) {
        let mut last_blank: Option<ElementId> = None;
        let mut child = self.tree.first(parent);
        while let Some(id) = child {
            let next = self.tree.next(id);
            child = next;
            match self.tree[id].kind {
                Kind::RawText => {
                    last_blank = None;
                    self.parse_raw_text(parent, id);
                    continue;
                }
                Kind::Eob(_) => {
                    self.apply_own_ial(id);
                    self.tree.remove(parent, id);
                    continue;
                }
                Kind::Blank => {
                    if let Some(blank) = last_blank {
                        let text = self.pool.join(self.tree[blank].text, self.tree[id].text);
                        self.tree[blank].text = text;
                        self.tree.remove(parent, id);
                    } else {
                        last_blank = Some(id);
                    }
                    continue;
                }
                _ => {}
            }
            last_blank = None;
            self.update_tree(id);
            self.apply_own_ial(id);
        }
    }

    fn apply_own_ial(&mut self, id: ElementId) {
        if let Some(ial) = self.tree[id].ial {
            let mut attrs = self.tree[id].attrs;
            self.apply_ial(&mut attrs, ial);
            self.tree[id].attrs = attrs;
        }
    }

    /// Parses the spans of the text `id` and puts them in its place.
    fn parse_raw_text(&mut self, parent: ElementId, id: ElementId) {
        let text = self.tree[id].text;
        self.parse_span_text(id, text);
        self.tree.splice(parent, id, id);
    }

    /// The element with the number `id`.
    pub(crate) fn element(&self, id: ElementId) -> &Element {
        &self.tree[id]
    }

    /// Sets one attribute of an element.
    pub(crate) fn set_element_attr(
        &mut self,
        id: ElementId,
        name: crate::kramdown::attributes::Name,
        value: Slice,
    ) {
        let mut attrs: AttrList = self.tree[id].attrs;
        self.set_attr(&mut attrs, name, value);
        self.tree[id].attrs = attrs;
    }
}
