//! Cuts a template into texts, tags and outputs by the very rule of Ruby Liquid's `TemplateParser` expression.
//!
//! A tag is `{%` up to the next `%}`, an output is `{{` up to the next `}`, with a second `}` where there is
//! one. Quotes play no part. An opening without its close is a token of its own, which the parser reports.

use memchr::memmem;
use std::ops::Range;

/// What a piece of a template is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Literal text.
    Text,
    /// `{% … %}`.
    Tag,
    /// `{{ … }}`, `{{ … }`, or a bare `{{`.
    Output,
    /// A bare `{%` without its `%}`.
    OpenTag,
    /// A line of `{% liquid … %}`, a tag without its signs.
    Line,
}

/// A piece of a template: its kind and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) range: Range<usize>,
}

/// Gives the tokens of a text, one after the other; every byte belongs to exactly one.
#[derive(Debug)]
pub(super) struct Lexer<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    /// Set once no `%}` (or no `}`) is left: without it, each unclosed opening would search to the end of the text.
    no_tag_end: bool,
    no_output_end: bool,
    /// Whether each line is a tag, as inside `{% liquid … %}`.
    lines: bool,
    /// What is text in any case, in order; from `literal_at` on it is still ahead.
    literal: Vec<Range<usize>>,
    literal_at: usize,
}

impl<'t> Lexer<'t> {
    /// Reads `range` of `text`.
    pub(super) fn new(text: &'t str, range: Range<usize>) -> Self {
        Self {
            text,
            at: range.start,
            end: range.end,
            no_tag_end: false,
            no_output_end: false,
            lines: false,
            literal: Vec::new(),
            literal_at: 0,
        }
    }

    /// The same, with parts that are text whatever they hold.
    pub(super) fn with_literal(mut self, literal: &[Range<usize>]) -> Self {
        self.literal = literal.to_vec();
        self
    }

    /// Reads each line of `range` that is not blank as a tag.
    pub(super) fn of_lines(text: &'t str, range: Range<usize>) -> Self {
        Self {
            lines: true,
            ..Self::new(text, range)
        }
    }

    /// What is not read yet.
    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.at..self.end).unwrap_or_default()
    }

    /// Passes over the next `length` bytes.
    pub(super) fn pass_over(&mut self, length: usize) {
        self.at = (self.at + length).min(self.end);
    }

    fn line(&mut self) -> Option<Token> {
        loop {
            let rest = self.text.get(self.at..self.end).filter(|rest| !rest.is_empty())?;
            let start = self.at;
            let length = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
            self.at = (start + length + 1).min(self.end);
            if !rest[..length].trim().is_empty() {
                return Some(Token {
                    kind: Kind::Line,
                    range: start..start + length,
                });
            }
        }
    }

    fn opening(&mut self) -> Option<usize> {
        let bytes = &self.text.as_bytes()[..self.end];
        let mut from = self.at;
        while let Some(found) = memchr::memchr(b'{', &bytes[from..]) {
            let at = from + found;
            match bytes.get(at + 1) {
                Some(b'{' | b'%') => match literal_end(&self.literal, &mut self.literal_at, at) {
                    Some(end) => from = end.min(self.end),
                    None => return Some(at),
                },
                Some(_) => from = at + 1,
                None => return None,
            }
        }
        None
    }

    fn tag_end(&mut self, from: usize) -> Option<usize> {
        if self.no_tag_end {
            return None;
        }
        let found = memmem::find(&self.text.as_bytes()[from..self.end], b"%}").map(|at| from + at + 2);
        self.no_tag_end = found.is_none();
        found
    }

    fn output_end(&mut self, from: usize) -> Option<usize> {
        if self.no_output_end {
            return None;
        }
        let bytes = &self.text.as_bytes()[..self.end];
        let found = memchr::memchr(b'}', &bytes[from..])
            .map(|at| from + at + 1 + usize::from(bytes.get(from + at + 1) == Some(&b'}')));
        self.no_output_end = found.is_none();
        found
    }
}

/// The end of the part of `literal` around `at`; `ahead` moves on to the first part that does not end before `at`.
fn literal_end(literal: &[Range<usize>], ahead: &mut usize, at: usize) -> Option<usize> {
    while literal.get(*ahead).is_some_and(|part| part.end <= at) {
        *ahead += 1;
    }
    literal
        .get(*ahead)
        .filter(|part| part.contains(&at))
        .map(|part| part.end)
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        if self.lines {
            return self.line();
        }
        if self.at >= self.end {
            return None;
        }
        let start = self.at;
        let (kind, end) = match self.opening() {
            None => (Kind::Text, self.end),
            Some(open) if open > start => (Kind::Text, open),
            Some(_) if self.text.as_bytes()[start + 1] == b'%' => match self.tag_end(start + 2) {
                Some(end) => (Kind::Tag, end),
                None => (Kind::OpenTag, start + 2),
            },
            Some(_) => (Kind::Output, self.output_end(start + 2).unwrap_or(start + 2)),
        };
        self.at = end;
        Some(Token {
            kind,
            range: start..end,
        })
    }
}
