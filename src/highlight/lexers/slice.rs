//! Slice, the interface language of Ice.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::lexers::c;
use crate::token::Token::*;

/// Rouge's `slice`.
pub(crate) static LEXER: Lexer = Lexer::new("slice", define);

const KEYWORDS: &str = "extends implements enum interface struct class module dictionary const optional out throws exception \
    local idempotent sequence Object LocalObject Value";

fn define(d: &mut LexerBuilder) {
    let words = [
        (K, KEYWORDS),
        (Kt, "bool string byte long float double int void short"),
        (Kr, c::RESERVED),
    ];
    c::states(d, &words);
}
