//! Lutin.

use crate::Lexer;
use crate::builder::{LexerBuilder, Words};
use crate::lexers::lustre;
use crate::token::Token::*;

/// Rouge's `lutin`.
pub(crate) static LEXER: Lexer = Lexer::new("lutin", define);

const KEYWORDS: &str = "let in node extern system returns weak strong assert raise try catch trap do exist erun run type ref \
    exception include false true";

fn define(d: &mut LexerBuilder) {
    let words = Words::new(&[
        (K, KEYWORDS),
        (Ow, "div and xor mod or not nor if then else pre"),
        (Kt, "int real bool trace loop fby"),
    ]);
    lustre::states(d, &words);
}
