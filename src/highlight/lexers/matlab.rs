//! MATLAB.

use crate::Lexer;
use crate::builder::{Emit, LexerBuilder, Words};
use crate::lexers::shell;
use crate::token::Token::*;

/// Rouge's `matlab`.
pub(crate) static LEXER: Lexer = Lexer::new("matlab", define);

const KEYWORDS: &str = "arguments break case catch classdef continue else elseif end for function global if import methods \
    otherwise parfor persistent properties return spmd switch try while";

fn define(d: &mut LexerBuilder) {
    let words = Words::new(&[(K, KEYWORDS), (Nb, include_str!("matlab_builtins.txt"))]);
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"(?s)[{]%.*?%[}]", Cm);
        s.rule("%.*$", C1);
        s.groups(r"([.][.][.])(.*?)$", [K, C]);
        s.groups("^(!)(.*?)", [K.into(), Emit::DelegateFresh(&shell::LEXER)])
            .followed_by("%|$");
        s.words(r"[a-zA-Z]\w*", &words, N);
        s.rule(r"[(){};:,/\\\]\[]", P);
        s.rule(r"~=|==|<<|>>|[-~+/*%=<>&^|.@]", O);
        s.rule(r"(?:\d+\.\d*|\d*\.\d+)(?:[eE][+-]?\d+)?", Mf);
        s.rule(r"\d+[eE][+-]?\d+", Mf);
        s.rule(r"\d+L", Il);
        s.rule(r"\d+", Mi);
        s.rule("'", S1).followed_by(".*'").push("characters");
        s.rule(r#"""#, S2).followed_by(r#".*""#).push("string");
        s.rule("'", O);
    });
    for (name, quote, token) in [("characters", '\'', S1), ("string", '"', S2)] {
        d.state(name, |s| {
            s.rule(format!("[^{quote}]+"), token);
            s.rule(format!("{quote}{quote}"), Se);
            s.rule(quote.to_string(), token).pop();
        });
    }
}
