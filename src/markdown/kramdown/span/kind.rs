//! The kinds of span constructs, sets of them, and the bytes at which they can begin.

/// A span construct. The order is the one in which kramdown tries them: the first that matches wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SpanKind {
    Emphasis,
    Codespan,
    Autolink,
    Html,
    FootnoteMarker,
    Link,
    SmartQuotes,
    Math,
    Extension,
    Entity,
    TypographicSymbol,
    LineBreak,
    EscapedChar,
    Strikethrough,
    /// Not a construct: the brackets that count while the text of a link is read.
    Bracket,
}

use SpanKind::{
    Autolink, Bracket, Codespan, Emphasis, Entity, EscapedChar, Extension, FootnoteMarker, Html, LineBreak,
    Link, Math, SmartQuotes, Strikethrough, TypographicSymbol,
};

impl SpanKind {
    /// All kinds in order.
    const ALL: [Self; 15] = [
        Emphasis,
        Codespan,
        Autolink,
        Html,
        FootnoteMarker,
        Link,
        SmartQuotes,
        Math,
        Extension,
        Entity,
        TypographicSymbol,
        LineBreak,
        EscapedChar,
        Strikethrough,
        Bracket,
    ];
}

// `SpanSet` maps bits to kinds through `ALL`.
const _: () = {
    let mut at = 0;
    while at < SpanKind::ALL.len() {
        assert!(SpanKind::ALL[at] as usize == at);
        at += 1;
    }
};

/// A set of span constructs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SpanSet(u16);

impl SpanSet {
    pub(super) const EMPTY: Self = Self(0);

    /// Every construct.
    pub(super) const ALL: Self = Self::of(&SpanKind::ALL).without(Bracket);

    /// What kramdown's parser of plain Markdown reads.
    pub(super) const MARKDOWN: Self = Self::of(&[
        Emphasis,
        Codespan,
        Autolink,
        Html,
        Link,
        Entity,
        LineBreak,
        EscapedChar,
    ]);

    /// What Jekyll's `smartify` reads.
    pub(super) const SMARTY_PANTS: Self = Self::of(&[SmartQuotes, Entity, TypographicSymbol, Html]);

    /// What can protect a pipe in the row of a table.
    pub(super) const TABLE_ROW: Self = Self::of(&[Codespan]);

    /// What can protect a pipe in a whole table.
    pub(super) const TABLE: Self = Self::of(&[Codespan, Html]);

    /// What is read inside an HTML element without Markdown.
    pub(super) const RAW_HTML: Self = Self::of(&[Html]);

    /// What can begin at a space: ` >>`, and a line break.
    pub(super) const AT_SPACE: Self = Self::of(&[TypographicSymbol, LineBreak]);

    /// The set of `kinds`.
    pub(super) const fn of(kinds: &[SpanKind]) -> Self {
        let mut bits = 0;
        let mut at = 0;
        while at < kinds.len() {
            bits |= 1 << (kinds[at] as u16);
            at += 1;
        }
        Self(bits)
    }

    pub(super) const fn with(self, kind: SpanKind) -> Self {
        Self(self.0 | 1 << (kind as u16))
    }

    pub(super) const fn without(self, kind: SpanKind) -> Self {
        Self(self.0 & !(1 << (kind as u16)))
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Removes the first kind and returns it.
    pub(super) fn take_first(&mut self) -> Option<SpanKind> {
        let kind = *SpanKind::ALL.get(self.0.trailing_zeros() as usize)?;
        *self = self.without(kind);
        Some(kind)
    }

    /// The constructs that can begin at `byte`, or whose start is found there.
    pub(super) const fn at(byte: u8) -> Self {
        AT[byte as usize]
    }
}

const AT: [SpanSet; 256] = {
    let mut table = [SpanSet::EMPTY; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = kinds_at(byte as u8);
        byte += 1;
    }
    table
};

const fn kinds_at(byte: u8) -> SpanSet {
    match byte {
        b'*' | b'_' => SpanSet::of(&[Emphasis]),
        b'`' => SpanSet::of(&[Codespan]),
        b'<' => SpanSet::of(&[Autolink, Html, TypographicSymbol]),
        b'[' => SpanSet::of(&[FootnoteMarker, Link, Bracket]),
        b'!' => SpanSet::of(&[Link, Bracket]),
        b']' => SpanSet::of(&[Bracket]),
        b'"' | b'\'' => SpanSet::of(&[SmartQuotes]),
        b'$' => SpanSet::of(&[Math]),
        b'{' => SpanSet::of(&[Extension]),
        b'&' => SpanSet::of(&[Entity]),
        b'-' | b'.' | b'>' => SpanSet::of(&[TypographicSymbol]),
        b'\\' => SpanSet::of(&[TypographicSymbol, LineBreak, EscapedChar]),
        b'\n' => SpanSet::of(&[LineBreak]),
        b'~' => SpanSet::of(&[Strikethrough]),
        _ => SpanSet::EMPTY,
    }
}
