//! Differences between files.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;
use crate::version::Version::V4_7;

/// Rouge's `diff`.
pub(crate) static LEXER: Lexer = Lexer::new("diff", define);

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"^ .*\n?", Text);
        s.rule(r"^---$\n?", P);
        s.rule(r"^[+>].*\n?", Gi).before(V4_7);
        s.rule(r"^[-<].*\n?", Gd).before(V4_7);
        s.rule(r"^(?:\+.*|>+(?:[ \t].*)?)$\n?", Gi).since(V4_7);
        s.rule(r"^(?:-.*|<+(?:[ \t].*)?)$\n?", Gd).since(V4_7);
        s.rule(r"^!.*\n?", Gs);
        s.rule(r"^(?:[Ii]ndex|diff).*\n?", Gh);
        s.groups(r"^(@@[^@]*@@)([^\n]*\n)", [P, Text]);
        s.rule(r"^\w.*\n?", P);
        s.rule(r"^=.*\n?", Gh);
        s.rule(r"\s.*\n?", Text).before(V4_7);
        s.rule(r".+\n?", Text).since(V4_7);
    });
}
