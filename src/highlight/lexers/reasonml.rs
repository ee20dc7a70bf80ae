//! ReasonML.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::lexers::ocaml::{self, NAME, OPERATOR, UPPER};
use crate::token::Token::*;

/// Rouge's `reasonml`.
pub(crate) static LEXER: Lexer = Lexer::new("reasonml", define);

fn define(d: &mut LexerBuilder) {
    let words = Words::new(&[ocaml::WORDS, &[(K, "switch")]].concat());
    ocaml::shared(d);
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"false|true|[(][)]|\[\]", Bp);
        s.rule(UPPER, Nn).followed_by(r"\s*[.]").push("dotted");
        s.rule(format!("`{NAME}"), Nt);
        s.rule(UPPER, Nc);
        s.rule("//.*", C1);
        s.rule(r"/\*", Cm).push("comment");
        s.words(NAME, &words, N);
        s.rule(r"[(){}\[\];]+", P);
        s.rule(OPERATOR, O);
        literals(s);
        s.rule(format!("[~?]{NAME}"), Nv);
    });
    comments(d);
}

/// Numbers, characters, and what begins a string.
pub(crate) fn literals(s: &mut StateBuilder) {
    ocaml::numbers(s);
    s.rule(r#"'(?:\\[\\"'ntbr ]|\\\d{3}|\\x\h{2})'|'[^'/]'"#, Sc);
    s.rule("'", K);
    s.rule(r#"""#, S2).push("string");
}

/// Comments, which nest.
pub(crate) fn comments(d: &mut LexerBuilder) {
    d.state("comment", |s| {
        s.rule("[^/*]+", Cm);
        s.rule(r"/\*", Cm).push("comment");
        s.rule(r"\*/", Cm).pop();
        s.rule("[*/]", Cm);
    });
}
