//! Brainfuck.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::token::Token::*;

/// Rouge's `brainfuck`.
pub(crate) static LEXER: Lexer = Lexer::new("brainfuck", define);

fn define(d: &mut LexerBuilder) {
    d.start(&["beginning"]);
    d.state("beginning", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"\[", Cm).push("comment");
        s.empty("").pop();
    });
    d.state("root", |s| {
        s.rule(r"\]", Err);
        commands(s);
    });
    d.state("loop", |s| {
        s.rule(r"\]", P).pop();
        commands(s);
    });
    d.state("comment", |s| {
        s.rule(r"\[", Cm).push("comment");
        s.rule(r"\]", Cm).pop();
        s.rule(r"[^\[\]]+", Cm);
    });
}

fn commands(s: &mut StateBuilder) {
    s.rule(r"\[", P).push("loop");
    s.rule(r"[^><+\-.,\[\]]+", C1);
    s.rule("[><]+", Nb);
    s.rule(r"[+\-.,]+", Nf);
}
