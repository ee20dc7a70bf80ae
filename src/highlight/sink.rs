//! The tokens of one piece of code, in order: in come ranges and their kinds, out comes a list without gaps in
//! which neighbours of one kind are one.

use crate::token::Token;

/// A piece of the code: from where the piece before ends to `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub token: Token,
    /// Where it ends, in bytes of the code.
    pub end: usize,
}

/// The list that lexers write to.
#[derive(Debug, Default)]
pub(crate) struct Sink {
    pieces: Vec<Piece>,
}

impl Sink {
    /// Up to where the code is covered.
    pub(crate) fn end(&self) -> usize {
        self.pieces.last().map_or(0, |piece| piece.end)
    }

    /// The kind of the last piece.
    pub(crate) fn last(&self) -> Option<Token> {
        self.pieces.last().map(|piece| piece.token)
    }

    /// Everything from the last end to `end` is `token`. An `end` that lies before is no news, so the pieces
    /// always cover the code once, whatever a lexer does.
    pub(crate) fn push(&mut self, token: Token, end: usize) {
        match self.pieces.last_mut() {
            Some(last) if end <= last.end => {}
            Some(last) if last.token == token => last.end = end,
            _ if end == 0 => {}
            _ => self.pieces.push(Piece { token, end }),
        }
    }

    /// The pieces, and plain text up to `length` where nothing was said.
    pub(crate) fn into_pieces(mut self, length: usize) -> Vec<Piece> {
        self.push(Token::Text, length);
        self.pieces
    }
}
