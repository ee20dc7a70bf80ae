//! The block parser: its state, and the loop that tries the constructs. It knows none of them; `block` passes them in.

use std::ops::Range;

use crate::kramdown::document::{Document, ElementId, ElementKind, Eob, IalId, TextRange};
use crate::kramdown::lookahead::Lookahead;
use crate::kramdown::scan::line_end;

/// The deepest nesting of blocks. Deeper ones are read as text, since the call stack is limited.
pub(super) const MAX_BLOCK_DEPTH: usize = 100;

/// The result of trying a construct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockMatch {
    /// The construct is not here. The parser has not moved.
    No,
    /// The construct was read.
    Yes,
    /// The end of the parent was read.
    EndsParent,
}

impl From<bool> for BlockMatch {
    fn from(matches: bool) -> Self {
        if matches { Self::Yes } else { Self::No }
    }
}

/// The parser of one block construct.
pub(super) type Construct = fn(&mut BlockParser<'_, '_>) -> BlockMatch;

/// The state of the block phase.
#[derive(Debug)]
pub(super) struct BlockParser<'d, 'o> {
    pub(super) doc: &'d mut Document<'o>,
    constructs: &'static [Construct],
    /// False if kramdown's extensions of Markdown are off.
    pub(super) extended: bool,
    /// The position in the arena.
    pub(super) pos: usize,
    /// The end of the text that is read.
    pub(super) end: usize,
    /// The element that gets the blocks.
    pub(super) parent: ElementId,
    /// An attribute list for the next block.
    pub(super) block_ial: Option<IalId>,
    pub(super) depth: usize,
    pub(super) lookahead: Lookahead,
}

impl<'d, 'o> BlockParser<'d, 'o> {
    /// A parser at the start of the document.
    pub(super) fn new(doc: &'d mut Document<'o>, constructs: &'static [Construct], extended: bool) -> Self {
        Self {
            constructs,
            extended,
            pos: 0,
            end: doc.arena.input_len(),
            parent: doc.root,
            block_ial: None,
            depth: 0,
            lookahead: Lookahead::default(),
            doc,
        }
    }

    /// The arena up to the end of the text that is read.
    pub(super) fn text(&self) -> &[u8] {
        &self.doc.arena.bytes()[..self.end]
    }

    /// The text together with the look-ahead tables.
    pub(super) fn text_and_lookahead(&mut self) -> (&[u8], &mut Lookahead) {
        (&self.doc.arena.bytes()[..self.end], &mut self.lookahead)
    }

    /// Creates an element for `source` without a parent. The pending attribute list becomes its own.
    pub(super) fn new_block(
        &mut self,
        kind: ElementKind,
        text: TextRange,
        source: Range<usize>,
    ) -> ElementId {
        let source = TextRange::new(source.start, source.end);
        let id = self.doc.tree.create(kind, text, source);
        self.doc.tree[id].ial = self.block_ial.take();
        id
    }

    /// Creates an element as [`BlockParser::new_block`] does and appends it to the current parent.
    pub(super) fn add_block(
        &mut self,
        kind: ElementKind,
        text: TextRange,
        source: Range<usize>,
    ) -> ElementId {
        let id = self.new_block(kind, text, source);
        self.doc.tree.append(self.parent, id);
        id
    }

    /// True if a block that needs a boundary before it may begin here.
    pub(super) fn after_block_boundary(&self) -> bool {
        match self.doc.tree.last_kind(self.parent) {
            None | Some(ElementKind::Blank | ElementKind::Eob(Eob::Marker)) => true,
            Some(_) => self.block_ial.is_some(),
        }
    }

    /// Parses the blocks of `text` into `parent`.
    pub(super) fn parse_blocks_of(&mut self, parent: ElementId, text: TextRange) {
        let (pos, end) = (self.pos, self.end);
        // The tables describe the surrounding text, which continues after `text`.
        let lookahead = std::mem::take(&mut self.lookahead);
        self.pos = text.start as usize;
        self.end = text.end as usize;
        self.parse_blocks(parent);
        self.lookahead = lookahead;
        (self.pos, self.end) = (pos, end);
    }

    /// Parses blocks into `parent` up to the end of the text or the end tag of `parent`. Returns true for the latter.
    pub(super) fn parse_blocks(&mut self, parent: ElementId) -> bool {
        let outer_parent = std::mem::replace(&mut self.parent, parent);
        let outer_ial = self.block_ial.take();
        self.depth += 1;
        let mut ended = false;
        while self.pos < self.end && !ended {
            match self.parse_block() {
                BlockMatch::EndsParent => ended = true,
                BlockMatch::Yes => {}
                BlockMatch::No => {
                    let next = line_end(self.text(), self.pos);
                    let line = TextRange::new(self.pos, next);
                    self.doc.add_text(parent, ElementKind::RawText, line);
                    self.pos = next;
                }
            }
        }
        self.depth -= 1;
        self.parent = outer_parent;
        self.block_ial = outer_ial;
        ended
    }

    fn parse_block(&mut self) -> BlockMatch {
        for construct in self.constructs {
            match construct(self) {
                BlockMatch::No => {}
                found => return found,
            }
        }
        BlockMatch::No
    }
}
