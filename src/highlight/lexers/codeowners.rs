//! The owners of a repository's files.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `codeowners`.
pub(crate) static LEXER: Lexer = Lexer::new("codeowners", define);

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"[ \t\r\n]+", W);
        s.rule(r"^\s*#.*$", C1);
        s.groups(r"(\^?\[[^\]]*[^\]\d][^\]]*\])(\[\d+\])?", [Nn, M]);
        s.rule(r"\S*@\S+", Nf);
        s.rule(r"[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}./\-*]+", N);
        s.rule(r".*\\[#\s]", N);
    });
}
