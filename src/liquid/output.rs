//! What rendering makes: text, and where each of its pieces comes from.

use crate::diag::{SourceId, Span};
use crate::value::{Str, Value, print};
use std::sync::Arc;

/// Where a piece of an output comes from: it starts at `at` and reaches to the next piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The byte of the output at which the piece starts.
    pub at: u32,
    /// The literal text that was copied, or the tag or output that made the piece.
    pub span: Span,
    /// Whether the piece is a copy of the span, byte for byte.
    pub literal: bool,
}

/// The origins of all pieces of an output, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins {
    pieces: Vec<Origin>,
}

impl Origins {
    /// The source of the byte `at` of the output: to the byte within literal text, else the whole tag. `None` in an
    /// empty output.
    pub fn of(&self, at: usize) -> Option<Span> {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        let index = self
            .pieces
            .partition_point(|piece| piece.at <= at)
            .checked_sub(1)?;
        let piece = self.pieces[index];
        if !piece.literal {
            return Some(piece.span);
        }
        let start = (piece.span.start + (at - piece.at)).min(piece.span.end);
        Some(Span { start, ..piece.span })
    }

    /// All pieces.
    pub fn pieces(&self) -> &[Origin] {
        &self.pieces
    }

    /// The origins of a text that was copied whole from `span`.
    pub fn whole(span: Span) -> Self {
        Self {
            pieces: vec![Origin {
                at: 0,
                span,
                literal: true,
            }],
        }
    }
}

/// What a template renders to.
#[derive(Clone, Debug)]
pub struct Expanded {
    /// The text.
    pub text: String,
    /// Where it comes from.
    pub origins: Origins,
    /// What is worth a warning.
    pub warnings: Vec<crate::diag::Diagnostic>,
}

/// A text under construction, with its origins: one piece for each of its lines, and one where the source changes
/// within a line.
#[derive(Debug, Default)]
pub struct Output {
    pub(super) text: String,
    pub(super) origins: Origins,
    /// The tag that is being rendered and has not written anything yet.
    tag: Option<Span>,
    /// Whether the piece begun last reaches to the end of the text and no line has ended in it.
    within_line: bool,
}

impl Output {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Appends text of a tag's own making.
    pub fn push_str(&mut self, text: &str) {
        if let Some(span) = self.tag.take() {
            self.begin(span, false);
        }
        self.push(text);
    }

    /// Takes note of the tag that is about to be rendered.
    pub(super) fn enter_tag(&mut self, span: Option<Span>) {
        self.tag = span;
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.within_line &= memchr::memchr(b'\n', text.as_bytes()).is_none();
    }

    /// Begins a piece that comes from `span`, unless it continues a line of the same source.
    fn begin(&mut self, span: Span, literal: bool) {
        self.tag = None;
        let pieces = &mut self.origins.pieces;
        if self.within_line && pieces.last().is_some_and(|last| last.span.source == span.source) {
            return;
        }
        let at = self.text.len() as u32;
        let piece = Origin { at, span, literal };
        match pieces.last_mut() {
            Some(last) if last.at == at => *last = piece,
            _ => pieces.push(piece),
        }
        self.within_line = true;
    }

    /// Appends literal text of the source at `start`; `lines` tells whether a line ends in it.
    pub(super) fn literal(&mut self, text: &str, source: SourceId, start: u32, lines: bool) {
        let span = Span {
            source,
            start,
            end: start + text.len() as u32,
        };
        self.begin(span, true);
        self.text.push_str(text);
        self.within_line &= !lines;
    }

    /// Appends what an output or tag at `span` prints.
    pub(super) fn printed(&mut self, value: &Value, span: Option<Span>) {
        if let Some(span) = span {
            self.begin(span, false);
        }
        match value {
            Value::Str(text) => self.push(text),
            other => {
                print::write(&mut self.text, other);
                self.within_line = false;
            }
        }
    }

    /// Appends `text` with the origins it was captured with.
    pub(super) fn captured(&mut self, text: &str, origins: &Origins) {
        let base = self.text.len() as u32;
        if self.origins.pieces.last().is_some_and(|last| last.at == base) {
            self.origins.pieces.pop();
        }
        let shifted = origins.pieces.iter().map(|piece| Origin {
            at: base + piece.at,
            ..*piece
        });
        self.origins.pieces.extend(shifted);
        self.text.push_str(text);
        self.tag = None;
        self.within_line = false;
    }

    /// Drops what was appended since the text was `length` bytes long.
    pub(super) fn truncate(&mut self, length: usize) {
        if self.text.len() > length {
            self.text.truncate(length);
            while self
                .origins
                .pieces
                .last()
                .is_some_and(|last| last.at as usize >= length)
            {
                self.origins.pieces.pop();
            }
            self.within_line = false;
        }
    }

    /// Whether it has room that another rendering can use, and not so much that it would only be held back.
    pub(super) fn is_worth_keeping(&self) -> bool {
        (1..=4 << 20).contains(&self.text.capacity())
    }

    /// Empties it and keeps its room.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.origins.pieces.clear();
        self.tag = None;
        self.within_line = false;
    }
}

/// Texts made by `capture`, known again by their address, with their origins.
#[derive(Debug, Default)]
pub(super) struct Captured {
    texts: std::collections::HashMap<usize, (Str, Arc<Origins>), foldhash::fast::RandomState>,
}

/// Shorter captures are not looked for: they are names and flags more often than content.
const SHORTEST: usize = 32;

impl Captured {
    /// Notes the origins of `text`.
    pub(super) fn note(&mut self, text: &Str, origins: &Origins) {
        if text.len() >= SHORTEST {
            let origins = origins.clone();
            let address = text.as_ptr().addr();
            self.texts.insert(address, (Str::clone(text), Arc::new(origins)));
        }
    }

    /// The origins of `text`, if it was captured.
    pub(super) fn find(&self, text: &Str) -> Option<&Origins> {
        if self.texts.is_empty() || text.len() < SHORTEST {
            return None;
        }
        let (known, origins) = self.texts.get(&text.as_ptr().addr())?;
        Arc::ptr_eq(known, text).then_some(&**origins)
    }
}
