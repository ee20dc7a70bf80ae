//! JSON5.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::lexers::javascript;
use crate::token::Token::*;

/// Rouge's `json5`.
pub(crate) static LEXER: Lexer = Lexer::new("json5", define);

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        blanks(s);
        s.rule(r"\{", P).push("object");
        s.rule(r"\[", P).push("array");
        s.mixin("name");
        s.mixin("value");
        s.rule(r"[\]}]", P);
    });
    d.state("object", |s| {
        blanks(s);
        s.mixin("name");
        s.mixin("value");
        s.rule(r"\}", P).pop();
        s.rule(",", P);
        s.rule(":", P).goto("object value");
    });
    d.state("object value", |s| {
        s.mixin("value");
        s.rule(",", P).goto("object");
        s.rule(r"\}", P).pop();
    });
    d.state("array", |s| {
        s.mixin("value");
        s.rule(r"\]", P).pop();
        s.rule(",", P);
    });
    d.state("name", |s| {
        s.rule(javascript::NAME, Nl);
        s.rule(r#"".*?""#, Nl);
        s.groups(r#"("(?:\\.|[^"\\\n])*?")(\s*)(:)"#, [Nl, W, P]);
    });
    d.state("value", |s| {
        blanks(s);
        s.rule(r"(?:true|false|null)\b", Kc);
        s.rule(r"[+-]?\b(?:Infinity|NaN)\b", Kc);
        s.rule(r"[+-]?0[xX]\h+", Mh);
        s.rule(r"[+-.]?[0-9]+[.]?[0-9]?(?:[eE]-?[0-9]+)?", Mf);
        s.rule(r#"""#, S2).push("double");
        s.rule(r"\[", P).push("array");
        s.rule(r"\{", P).push("object");
        s.rule("'", S1).push("single");
    });
    for (state, quote, token) in [("double", '"', S2), ("single", '\'', S1)] {
        d.state(state, |s| {
            s.rule(format!(r"[^\\{quote}]+"), token);
            s.rule(r"(?s)\\.", Se);
            s.rule(quote.to_string(), token).pop();
        });
    }
}

fn blanks(s: &mut StateBuilder) {
    s.rule(r"\s+", W);
    s.rule("//.*$", C);
    s.rule("(?s)/[*].*?[*]/", C);
}
