//! CoffeeScript in Markdown.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::lexers::{coffeescript, markdown};

/// Rouge's `literate_coffeescript`.
pub(crate) static LEXER: Lexer = Lexer::new("literate_coffeescript", define);

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.delegate(r"^(?:    [^\n]*\n)+", &coffeescript::LEXER);
        s.delegate(r"^(?:[ ]{0,3}(?:\S[^\n]*)?\n)*", &markdown::LEXER);
    });
}
