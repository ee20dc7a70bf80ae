//! What rendering makes: text, and where each of its pieces comes from.

use crate::diag::{SourceId, Span};
use crate::value::Str;
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

/// A text under construction, with its origins.
#[derive(Debug, Default)]
pub struct Output {
    pub(super) text: String,
    pub(super) origins: Origins,
    /// The tag that is being rendered and has not written anything yet.
    tag: Option<Span>,
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
        if let Some(span) = self.tag {
            self.begin(span, false);
        }
        self.text.push_str(text);
    }

    /// Takes note of the tag that is about to be rendered.
    pub(super) fn enter_tag(&mut self, span: Option<Span>) {
        self.tag = span;
    }

    /// Begins a piece that comes from `span`.
    pub(super) fn begin(&mut self, span: Span, literal: bool) {
        self.tag = None;
        let at = self.text.len() as u32;
        let piece = Origin { at, span, literal };
        match self.origins.pieces.last_mut() {
            Some(last) if last.at == at => *last = piece,
            _ => self.origins.pieces.push(piece),
        }
    }

    /// Appends literal text of the source at `start`.
    pub(super) fn literal(&mut self, text: &str, source: SourceId, start: u32) {
        let span = Span {
            source,
            start,
            end: start + text.len() as u32,
        };
        self.begin(span, true);
        self.text.push_str(text);
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
    }

    /// Drops what was appended since the text was `length` bytes long.
    pub(super) fn truncate(&mut self, length: usize) {
        self.text.truncate(length);
        while self
            .origins
            .pieces
            .last()
            .is_some_and(|last| last.at as usize >= length)
        {
            self.origins.pieces.pop();
        }
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
    pub(super) fn note(&mut self, text: &Str, origins: Origins) {
        if text.len() >= SHORTEST {
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
