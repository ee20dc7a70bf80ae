//! Text of a tag that may hold `{{ … }}`, such as a file's name.

use crate::diag::Result;
use crate::liquid::{Context, Filtered, Parser};
use crate::value::print;
use std::borrow::Cow;

/// A text with outputs in it.
#[derive(Debug)]
pub(super) struct Pieces(Vec<Piece>);

#[derive(Debug)]
enum Piece {
    Text(String),
    /// An output, as written between its braces.
    Output(String, Filtered),
}

impl Pieces {
    /// Parses `text`, which begins at byte `at` of the template.
    pub(super) fn read(parser: &mut Parser<'_>, text: &str, at: usize) -> Result<Self> {
        let mut pieces = Vec::new();
        let mut start = 0;
        while let Some(open) = text[start..].find("{{").map(|open| start + open) {
            let Some(close) = text[open..].find("}}").map(|close| open + close) else {
                break;
            };
            if open > start {
                pieces.push(Piece::Text(text[start..open].to_owned()));
            }
            let inside = open + 2;
            let written = &text[inside..close];
            let filtered = parser.filtered(written, at + inside)?;
            pieces.push(Piece::Output(written.trim().to_owned(), filtered));
            start = close + 2;
        }
        if start < text.len() {
            pieces.push(Piece::Text(text[start..].to_owned()));
        }
        Ok(Self(pieces))
    }

    /// What is between the braces of the last output.
    pub(super) fn last_output(&self) -> Option<&str> {
        self.0.iter().rev().find_map(|piece| match piece {
            Piece::Output(written, _) => Some(written.as_str()),
            Piece::Text(_) => None,
        })
    }

    /// The text with its outputs filled in.
    pub(super) fn text(&self, context: &mut Context<'_>) -> Result<Cow<'_, str>> {
        match &self.0[..] {
            [] => return Ok(Cow::Borrowed("")),
            [Piece::Text(text)] => return Ok(Cow::Borrowed(text)),
            _ => {}
        }
        let mut whole = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => whole.push_str(text),
                Piece::Output(_, filtered) => {
                    let value = context.filtered(filtered)?;
                    print::write(&mut whole, &value);
                }
            }
        }
        Ok(Cow::Owned(whole))
    }
}
