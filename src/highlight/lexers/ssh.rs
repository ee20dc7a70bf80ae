//! OpenSSH configuration.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::token::Token::*;

/// Rouge's `ssh`.
pub(crate) static LEXER: Lexer = Lexer::new("ssh", define);

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule("[a-zA-Z0-9]+", K).push("statement");
        base(s);
    });
    d.state("statement", |s| {
        s.rule(r"\n", Text).pop();
        s.rule(r"(?:yes|no|confirm|ask|always|auto|none|force)\b", No);
        s.rule(r"\d+", M);
        s.rule(r"[^#\s;{}$\\]+", Text);
        base(s);
    });
}

fn base(s: &mut StateBuilder) {
    s.rule(r"\s+", Text);
    s.rule("#.*", C1);
}
