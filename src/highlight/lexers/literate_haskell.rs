//! Literate Haskell: text with lines of code.

use crate::Lexer;
use crate::builder::{Emit, LexerBuilder};
use crate::lexers::haskell;
use crate::token::Token::*;

/// Rouge's `literate_haskell`.
pub(crate) static LEXER: Lexer = Lexer::new("literate_haskell", define);

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"\s*?\n", Text).followed_by(">").push("code");
        s.rule(".*?\n", Text);
        s.rule(r".+\z", Text);
    });
    d.state("code", |s| {
        s.groups(
            r"(>)( .*?(?:\n|\z))",
            [Nl.into(), Emit::Delegate(&haskell::LEXER)],
        );
        s.rule(r"\s*\n", Text).followed_by(r"\s*[^>]").pop();
    });
}
