//! Reads markup by Ruby Liquid's strict grammar (`Lexer` and `Parser`): tried first in the modes `warn` and `strict`.
//!
//! The grammar gives back markup without the blanks that the lax rules would trip over (`( 1 .. 3 )`), so that both
//! ways end in the same expressions.

use super::fragment::{quoted_string, run, spaces};
use recto_text::ascii::{is_space, is_word};
use std::borrow::Cow;

/// A kind of token; punctuation represents itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Comparison,
    String,
    Number,
    Id,
    DotDot,
    Sign(u8),
    End,
}

/// How deep expressions may nest.
const DEEPEST: usize = 64;

/// What is wrong, in words for the user, and where in the markup.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) at: usize,
}

type Result<T> = std::result::Result<T, Fault>;

/// Markup cut into tokens, and a place among them.
pub(super) struct Cursor<'t> {
    text: &'t str,
    tokens: Vec<(Kind, usize, usize)>,
    at: usize,
}

impl<'t> Cursor<'t> {
    /// Cuts `text` into tokens; fails at a character that no token starts with.
    pub(super) fn new(text: &'t str) -> Result<Self> {
        let mut tokens = Vec::new();
        let bytes = text.as_bytes();
        let mut at = spaces(bytes, 0);
        while at < bytes.len() {
            let (kind, end) = token(bytes, at).ok_or_else(|| {
                let sign = text[at..].chars().next().unwrap_or_default();
                Fault {
                    message: format!("unexpected character `{sign}`"),
                    at,
                }
            })?;
            tokens.push((kind, at, end));
            at = spaces(bytes, end);
        }
        tokens.push((Kind::End, bytes.len(), bytes.len()));
        Ok(Self { text, tokens, at: 0 })
    }

    fn peek(&self, ahead: usize) -> Kind {
        self.tokens
            .get(self.at + ahead)
            .map_or(Kind::End, |token| token.0)
    }

    /// Whether the token `ahead` of the next one is of `kind`.
    pub(super) fn looks_at(&self, kind: Kind, ahead: usize) -> bool {
        self.peek(ahead) == kind
    }

    /// Takes the next token, of whatever kind.
    fn take(&mut self) -> (usize, usize) {
        let (_, start, end) = self.tokens[self.at.min(self.tokens.len() - 1)];
        self.at += 1;
        (start, end)
    }

    /// Where the next token starts.
    pub(super) fn position(&self) -> usize {
        self.tokens[self.at.min(self.tokens.len() - 1)].1
    }

    /// Takes the next token if it is of `kind`.
    pub(super) fn accept(&mut self, kind: Kind) -> Option<&'t str> {
        self.looks_at(kind, 0).then(|| {
            let (start, end) = self.take();
            &self.text[start..end]
        })
    }

    /// Takes the next token, which must be of `kind`.
    pub(super) fn expect(&mut self, kind: Kind) -> Result<&'t str> {
        let fault = self.fault(kind);
        self.accept(kind).ok_or(fault)
    }

    fn fault(&self, wanted: Kind) -> Fault {
        let (_, start, end) = self.tokens[self.at.min(self.tokens.len() - 1)];
        let found = match self.peek(0) {
            Kind::End => "the end".to_owned(),
            _ => format!("`{}`", &self.text[start..end]),
        };
        Fault {
            message: format!("expected {} but found {found}", wanted.label()),
            at: start,
        }
    }

    /// Takes the word `word` if it comes next.
    pub(super) fn accept_word(&mut self, word: &str) -> bool {
        let (kind, start, end) = self.tokens[self.at.min(self.tokens.len() - 1)];
        let found = kind == Kind::Id && &self.text[start..end] == word;
        self.at += usize::from(found);
        found
    }

    /// An expression: a lookup, a text, a number or a range, as markup.
    pub(super) fn expression(&mut self) -> Result<Cow<'t, str>> {
        self.expression_at(0)
    }

    fn expression_at(&mut self, depth: usize) -> Result<Cow<'t, str>> {
        let start = self.position();
        match self.peek(0) {
            Kind::Id => self.signature(depth),
            Kind::String | Kind::Number => {
                let (start, end) = self.take();
                Ok(Cow::Borrowed(&self.text[start..end]))
            }
            Kind::Sign(b'(') if depth < DEEPEST => {
                self.take();
                let first = self.expression_at(depth + 1)?;
                self.expect(Kind::DotDot)?;
                let last = self.expression_at(depth + 1)?;
                self.expect(Kind::Sign(b')'))?;
                Ok(self.joined(start, || format!("({first}..{last})")))
            }
            _ => Err(Fault {
                message: self
                    .fault(Kind::Id)
                    .message
                    .replace(Kind::Id.label(), "an expression"),
                at: start,
            }),
        }
    }

    /// A lookup: words, brackets and points.
    fn signature(&mut self, depth: usize) -> Result<Cow<'t, str>> {
        let start = self.position();
        let mut built = String::new();
        loop {
            built.push_str(self.expect(Kind::Id)?);
            while self.accept(Kind::Sign(b'[')).is_some() {
                if depth >= DEEPEST {
                    return Err(self.fault(Kind::Sign(b']')));
                }
                built.push('[');
                built.push_str(&self.expression_at(depth + 1)?);
                self.expect(Kind::Sign(b']'))?;
                built.push(']');
            }
            if self.accept(Kind::Sign(b'.')).is_none() {
                break;
            }
            built.push('.');
        }
        Ok(self.joined(start, || built))
    }

    /// What was taken since `start`, borrowed where it has no blanks to leave out.
    fn joined(&self, start: usize, build: impl FnOnce() -> String) -> Cow<'t, str> {
        let taken = &self.text[start..self.tokens[self.at - 1].2];
        match taken.bytes().any(is_space) {
            false => Cow::Borrowed(taken),
            true => Cow::Owned(build()),
        }
    }

    /// An argument of a filter: an expression, perhaps with a name.
    pub(super) fn argument(&mut self) -> Result<(Option<&'t str>, Cow<'t, str>)> {
        let mut name = None;
        if self.looks_at(Kind::Id, 0) && self.looks_at(Kind::Sign(b':'), 1) {
            name = self.accept(Kind::Id);
            self.take();
        }
        Ok((name, self.expression()?))
    }
}

impl Kind {
    fn label(self) -> &'static str {
        match self {
            Self::Comparison => "a comparison",
            Self::String => "a text",
            Self::Number => "a number",
            Self::Id => "a name",
            Self::DotDot => "`..`",
            Self::Sign(b'[') => "`[`",
            Self::Sign(b']') => "`]`",
            Self::Sign(b')') => "`)`",
            Self::Sign(b':') => "`:`",
            Self::Sign(_) => "a sign",
            Self::End => "the end",
        }
    }
}

/// The token at `at`, which is not white space.
fn token(bytes: &[u8], at: usize) -> Option<(Kind, usize)> {
    let rest = &bytes[at..];
    let comparison = match rest {
        [b'=', b'=', ..] | [b'!', b'=', ..] | [b'<', b'>' | b'=', ..] | [b'>', b'=', ..] => 2,
        [b'<' | b'>', ..] => 1,
        _ if rest.starts_with(b"contains") && rest.get(8).copied().is_some_and(is_space) => 8,
        _ => 0,
    };
    if comparison > 0 {
        return Some((Kind::Comparison, at + comparison));
    }
    if let Some(end) = quoted_string(bytes, at) {
        return Some((Kind::String, end));
    }
    if let Some(end) = number(bytes, at) {
        return Some((Kind::Number, end));
    }
    match rest[0] {
        b'a'..=b'z' | b'A'..=b'Z' | b'_' => {
            let end = run(bytes, at, |byte| is_word(byte) || byte == b'-');
            Some((Kind::Id, end + usize::from(bytes.get(end) == Some(&b'?'))))
        }
        b'.' if rest.get(1) == Some(&b'.') => Some((Kind::DotDot, at + 2)),
        sign @ (b'|' | b'.' | b':' | b',' | b'[' | b']' | b'(' | b')' | b'?' | b'-') => {
            Some((Kind::Sign(sign), at + 1))
        }
        _ => None,
    }
}

/// `-?\d+(\.\d+)?`
fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let start = at + usize::from(bytes.get(at) == Some(&b'-'));
    let whole = run(bytes, start, |byte| byte.is_ascii_digit());
    if whole == start {
        return None;
    }
    if bytes.get(whole) == Some(&b'.') {
        let part = run(bytes, whole + 1, |byte| byte.is_ascii_digit());
        if part > whole + 1 {
            return Some(part);
        }
    }
    Some(whole)
}
