//! Literate Haskell: text with lines of code in it.

use crate::Lexer;
use crate::lexers::haskell;
use crate::notation::{Definition, Part};
use crate::token::Token::*;

/// Rouge's `literate_haskell`.
pub(crate) static LEXER: Lexer = Lexer::new("literate_haskell", define);

fn define(d: &mut Definition) {
    d.state("root", |s| {
        s.rule(r"\s*?\n", Text).before(">").needs("\n>").push("code");
        s.rule(".*?\n", Text);
        s.rule(r".+\z", Text);
    });
    d.state("code", |s| {
        s.parts(r"(>)( .*?(?:\n|\z))", [Nl.into(), Part::By(&haskell::LEXER)]);
        s.rule(r"\s*\n", Text).before(r"\s*[^>]").pop();
    });
}
