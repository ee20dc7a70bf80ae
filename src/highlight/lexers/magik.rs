//! Magik.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `magik`.
pub(crate) static LEXER: Lexer = Lexer::new("magik", define);

const NAME: &str = r"(?:[a-zA-Z0-9_!?]|\\.|\|[^|\n]*\|)+";

fn define(d: &mut LexerBuilder) {
    let words = d.word_file(include_str!("magik.txt"));
    d.state("root", |s| {
        s.rule("##.*", Cd);
        s.rule("#.*", C1);
        s.groups(r"(_method)(\s+)", [K, W]).push("method");
        s.words(r"_\w+\b", &words, K).listed();
        s.rule(r#""[^"\n]*?"|'[^'\n]*?'"#, S);
        s.rule(format!(":{NAME}"), Ss);
        s.rule(format!(r"@\s*{NAME}(?::{NAME})?"), Nl);
        s.rule(r"(?i)%u[0-9a-z]{4}|%\S+", Sc);
        s.rule(r"(?i)[0-9]+(?:r[0-9a-z]|[e&][+-]?[0-9]+|\.[0-9]+)*", M);
        s.rule(format!("{NAME}(?::{NAME})?"), N);
        s.rule(r"[\[\]{}().,;$]", P);
        s.rule(r"<<|>>|[-~+/*%=&^<>]|!=", O);
        s.rule(r"\s+", W);
    });
    d.state("method", |s| {
        s.groups(format!(r"({NAME})(\.)({NAME})"), [Nc, P, Nf]).pop();
    });
}
