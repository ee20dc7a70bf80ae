//! Collects the tokens of a piece of code: a list without gaps, in which adjacent tokens of one kind are merged.

use crate::token::Token;

/// A token: its kind and its end. It begins at the end of the token before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenSpan {
    /// The kind of token.
    pub token: Token,
    /// The end, in bytes of the code.
    pub end: usize,
}

/// The list that lexers write to.
#[derive(Debug, Default)]
pub(crate) struct Sink {
    tokens: Vec<TokenSpan>,
}

impl Sink {
    /// The end of the last token.
    pub(crate) fn end(&self) -> usize {
        self.tokens.last().map_or(0, |last| last.end)
    }

    /// Adds a token from the end of the last one to `end`. An `end` before that is ignored, so the tokens cover the code
    /// once, whatever a lexer does.
    pub(crate) fn push(&mut self, token: Token, end: usize) {
        match self.tokens.last_mut() {
            Some(last) if end <= last.end => {}
            Some(last) if last.token == token => last.end = end,
            _ if end == 0 => {}
            _ => self.tokens.push(TokenSpan { token, end }),
        }
    }

    /// The tokens, with plain text from the last one up to `length`.
    pub(crate) fn into_tokens(mut self, length: usize) -> Vec<TokenSpan> {
        self.push(Token::Text, length);
        self.tokens
    }
}
