//! Configuration files in general.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `conf`.
pub(crate) static LEXER: Lexer = Lexer::new("conf", define);

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"#.*?\n", C);
        s.rule(r#"".*?""#, S2);
        s.rule(r"'.*?'", S1);
        s.rule(r"(?i)[a-z]\w*", N);
        s.rule(r"\d+", M);
        s.rule(r#"[^\d\w#"']+"#, Text);
    });
}
