//! What rendering makes: text, and where each of its pieces comes from.

use super::ast::Shape;
use recto_diag::{SourceId, Span};
use recto_value::{Str, Value, print};
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
    /// The strings that were printed, by the byte of the output at which each begins; kept only in an exact rendering.
    values: Vec<(u32, Str)>,
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

    /// The piece that covers the byte `at` of the output, and the byte at which the next one begins.
    pub fn piece(&self, at: usize) -> Option<(Origin, Option<usize>)> {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        let index = self.pieces.partition_point(|piece| piece.at <= at);
        let next = self.pieces.get(index).map(|piece| piece.at as usize);
        Some((self.pieces[index.checked_sub(1)?], next))
    }

    /// The string that was printed at the byte `at` of the output, in an exact rendering.
    pub fn value(&self, at: usize) -> Option<&Str> {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        let index = self.values.binary_search_by_key(&at, |(at, _)| *at).ok()?;
        Some(&self.values[index].1)
    }

    /// The origins, leaving none but room for as many.
    fn take(&mut self) -> Self {
        let room = Vec::with_capacity(self.pieces.len());
        Self {
            pieces: std::mem::replace(&mut self.pieces, room),
            values: std::mem::take(&mut self.values),
        }
    }

    /// The bytes that they take.
    pub(super) fn size(&self) -> usize {
        self.pieces.len() * size_of::<Origin>() + self.values.len() * size_of::<(u32, Str)>()
    }

    /// All pieces.
    pub fn pieces(&self) -> &[Origin] {
        &self.pieces
    }

    /// The origins of a text copied from `span`.
    pub fn whole(span: Span) -> Self {
        Self {
            pieces: vec![Origin {
                at: 0,
                span,
                literal: true,
            }],
            values: Vec::new(),
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
    pub warnings: Vec<recto_diag::Diagnostic>,
    /// Where strings come from, in an exact rendering.
    pub trail: Option<Box<super::Trail>>,
}

/// A text under construction, with its origins: one piece for each of its lines that is not blank, and one where the
/// source changes within a line.
#[derive(Debug, Default)]
pub struct Output {
    pub(super) text: String,
    pub(super) origins: Origins,
    /// Whether origins are not recorded.
    untraced: bool,
    /// Whether every change of source within a line begins a piece, and printed strings are kept.
    exact: bool,
    /// The tag that is being rendered and has not written anything yet.
    tag: Option<Span>,
    /// The source of the piece begun last, while that reaches to the end of the text and no line has ended in it.
    line: Option<SourceId>,
}

impl Output {
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
        if !self.untraced && ends_a_line(text.as_bytes()) {
            self.line = None;
        }
    }

    /// Begins a piece that comes from `span`, unless it continues a line of the same source.
    fn begin(&mut self, span: Span, literal: bool) {
        self.tag = None;
        if self.is_in_line_of(Some(span.source)) {
            return;
        }
        let pieces = &mut self.origins.pieces;
        let at = self.text.len() as u32;
        let piece = Origin { at, span, literal };
        match pieces.last_mut() {
            Some(last) if last.at == at => {
                *last = piece;
                self.origins.values.pop_if(|(known, _)| *known == at);
            }
            _ => pieces.push(piece),
        }
        self.line = Some(span.source);
    }

    /// Appends literal text of the source at `start`. Blank ends of lines belong to the piece before them.
    pub(super) fn literal(&mut self, text: &str, source: SourceId, start: u32, shape: Shape) {
        let blank = matches!(shape, Shape::LineFeed | Shape::Blank);
        match blank && !self.is_empty() && !self.exact {
            true => self.tag = None,
            false => {
                if shape == Shape::Lines {
                    self.line = None;
                }
                let end = start + text.len() as u32;
                self.begin(Span { source, start, end }, true);
            }
        }
        self.text.push_str(text);
        // What follows a line's begin belongs to it: its place is the end of this piece.
        if !matches!(shape, Shape::Within | Shape::Lines) || text.ends_with('\n') {
            self.line = None;
        }
    }

    /// Whether the line that is being written began in `source`, and no other piece since.
    #[inline]
    pub(super) fn is_in_line_of(&self, source: Option<SourceId>) -> bool {
        self.untraced || (!self.exact && self.line.is_some() && self.line == source)
    }

    /// Appends literal text to such a line, and ends that if it is `closing`.
    #[inline]
    pub(super) fn go_on(&mut self, text: &str, closing: bool) {
        self.tag = None;
        self.text.push_str(text);
        if closing {
            self.line = None;
        }
    }

    /// Whether nothing has been appended yet.
    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.origins.pieces.is_empty() && !self.untraced
    }

    /// Appends a line feed, which belongs to the piece before it.
    #[inline]
    pub(super) fn line_feed(&mut self) {
        self.tag = None;
        self.text.push('\n');
        self.line = None;
    }

    /// Appends what an output or tag at `span` prints.
    pub(super) fn printed(&mut self, value: &Value, span: Option<Span>) {
        if let Some(span) = span {
            self.begin(span, false);
        }
        if self.exact
            && let Value::Str(text) = value
        {
            let at = self.text.len() as u32;
            self.origins.values.push((at, Str::clone(text)));
        }
        match value {
            Value::Str(text) => self.push(text),
            other => {
                print::write(&mut self.text, other);
                self.line = None;
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
        self.origins.values.pop_if(|(known, _)| *known == base);
        let values = origins.values.iter();
        let values = values.map(|(at, text)| (base + at, Str::clone(text)));
        self.origins.values.extend(values);
        self.text.push_str(text);
        self.tag = None;
        self.line = None;
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
            self.origins.values.retain(|(at, _)| (*at as usize) < length);
            self.line = None;
        }
    }

    /// Whether it has room that another rendering can use, and not so much that it would only be held back.
    pub(super) fn is_worth_keeping(&self) -> bool {
        (1..=4 << 20).contains(&self.text.capacity())
    }

    /// The same, without recording origins if `untraced`.
    pub(super) fn untraced(mut self, untraced: bool) -> Self {
        self.untraced = untraced;
        self
    }

    /// The same; every change of source within a line begins a piece, if `exact`.
    pub(super) fn exact(mut self, exact: bool) -> Self {
        self.exact = exact;
        self
    }

    /// Whether every change of source within a line begins a piece.
    pub(super) fn is_exact(&self) -> bool {
        self.exact
    }

    /// Whether origins are not recorded.
    pub(super) fn is_untraced(&self) -> bool {
        self.untraced
    }

    /// What was written, leaving nothing but room for as much.
    pub(super) fn take(&mut self) -> (String, Origins) {
        let room = String::with_capacity(self.text.len());
        let made = (std::mem::replace(&mut self.text, room), self.origins.take());
        self.clear();
        made
    }

    /// Empties it and keeps its room.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.origins.pieces.clear();
        self.origins.values.clear();
        self.tag = None;
        self.line = None;
    }
}

/// Whether a line ends in `text`: eight bytes at a time, since most texts are titles and addresses.
fn ends_a_line(text: &[u8]) -> bool {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const LINE_FEEDS: u64 = u64::from_ne_bytes([b'\n'; 8]);
    let found = |eight: &[u8; 8]| {
        let differ = u64::from_ne_bytes(*eight) ^ LINE_FEEDS;
        // Some byte is zero.
        differ.wrapping_sub(ONES) & !differ & (ONES << 7) != 0
    };
    match text.last_chunk::<8>() {
        Some(_) if text.len() > 64 => memchr::memchr(b'\n', text).is_some(),
        // Some of the last eight may be seen twice.
        Some(last) => found(last) || text.as_chunks::<8>().0.iter().any(found),
        None => text.contains(&b'\n'),
    }
}

/// Texts made by `capture`, known again by their address, with their origins.
#[derive(Debug, Default)]
pub(super) struct Captured {
    texts: std::collections::HashMap<usize, (Str, Arc<Origins>), foldhash::fast::RandomState>,
    /// The [`trait_of`] each text, which rules out most texts that were not captured.
    traits: u64,
    /// Whether short texts are kept as well.
    pub(super) exact: bool,
}

/// One bit out of 64 by a text's address and length.
fn trait_of(text: &Str) -> u64 {
    1 << (((text.as_ptr().addr() >> 4) ^ text.len()) % 64)
}

/// Shorter captures are not looked for: they are names and flags more often than content.
const SHORTEST: usize = 32;

impl Captured {
    /// Notes the origins of `text`, and takes them.
    pub(super) fn note(&mut self, text: &Str, origins: &mut Origins) {
        if text.len() >= SHORTEST || self.exact {
            let origins = origins.take();
            let address = text.as_ptr().addr();
            self.traits |= trait_of(text);
            self.texts.insert(address, (Str::clone(text), Arc::new(origins)));
        }
    }

    /// Forgets the texts that no variable holds any more.
    pub(super) fn forget_unused(&mut self) {
        self.texts.retain(|_, (text, _)| Arc::strong_count(text) > 1);
    }

    /// The bytes that the texts and their origins take.
    pub(super) fn bytes(&self) -> u64 {
        let sizes = self
            .texts
            .values()
            .map(|(text, origins)| text.len() + origins.size());
        sizes.map(|size| size as u64).sum()
    }

    /// The origins of `text`, if it was captured.
    #[inline]
    pub(super) fn find(&self, text: &Str) -> Option<&Origins> {
        if (text.len() < SHORTEST && !self.exact) || self.traits & trait_of(text) == 0 {
            return None;
        }
        self.find_by_address(text)
    }

    /// All texts with their origins.
    pub(super) fn into_texts(self) -> impl Iterator<Item = (Str, Arc<Origins>)> {
        self.texts.into_values()
    }

    fn find_by_address(&self, text: &Str) -> Option<&Origins> {
        let (known, origins) = self.texts.get(&text.as_ptr().addr())?;
        Arc::ptr_eq(known, text).then_some(&**origins)
    }
}
