//! Elm.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `elm`.
pub(crate) static LEXER: Lexer = Lexer::new("elm", define);

const KEYWORDS: &str = "module|exposing|port|import|as|type|alias|if|then|else|case|of|let|in";

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule("--.*", C1);
        s.rule(r"\{-", Cm).push("comment");
        s.rule(format!(r"\b(?:{KEYWORDS})\b"), K);
        s.rule(r"[a-z]\w*|_", N);
        s.rule(r"[A-Z]\w*", Kt);
        s.rule(r"->|::|//|\.\.|&&|\|\||\+\+|\|>|<\||>>|<<|==|/=|<=|>=", O);
        s.rule(r"[+,\-./*%=<>^|!\\@#$&~?]", O);
        s.rule(r#"""""#, S).push("long string");
        s.rule(r"'(?:\\.|.)'", Sc);
        s.rule(r#"""#, S).push("string");
        s.rule(r"0[xX]\h+", Mh);
        s.rule(r"\d+[eE][+-]?\d+", Mf);
        s.rule(r"\d+\.\d+(?:[eE][+-]?\d+)?", Mf);
        s.rule(r"\d+", Mi);
        s.rule(r"[\[\](),;`{}:]", P);
    });
    d.state("comment", |s| {
        s.rule(r"-\}", Cm).pop();
        s.rule(r"\{-", Cm).push("comment");
        s.rule(r"[^\-{}]+|[\-{}]", Cm);
    });
    d.state("string", |s| {
        s.rule(r#"[^\\"]+"#, S2);
        s.rule(r#"\\""#, Se);
        s.rule(r#"""#, S2).pop();
    });
    d.state("long string", |s| {
        s.rule(r#"\\""#, Se);
        s.rule(r#"""""#, S).pop();
        s.rule(r#"[^"]+|""#, S);
    });
}
