//! Differences of files.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `diff`.
pub(crate) static LEXER: Lexer = Lexer::new("diff", define);

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"\s.*\n?", Text);
        s.rule(r"^---\n", P);
        s.rule(r"^[+>].*\n?", Gi);
        s.rule(r"^[-<].*\n?", Gd);
        s.rule(r"^!.*\n?", Gs);
        s.rule(r"^(?:[Ii]ndex|diff|=).*\n?", Gh);
        s.groups(r"^(@@[^@]*@@)([^\n]*\n)", [P, Text]);
        s.rule(r"^\w.*\n?", P);
    });
}
