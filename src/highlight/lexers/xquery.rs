//! XQuery.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::lexers::xpath::{self, ANY_NAME, PREFIXED};
use crate::token::Token::*;
use crate::words::alternatives;

/// Rouge's `xquery`.
pub(crate) static LEXER: Lexer = Lexer::new("xquery", define);

fn define(d: &mut LexerBuilder) {
    xpath::define(d);
    let keywords = alternatives(include_str!("xquery.txt"));
    d.prepend("root", |s| {
        s.mixin("tags");
        s.rule(r"\{", P);
        s.rule(r"\}`?", P).pop();
        s.groups(r"(namespace)(\s+)([a-zA-Z_][a-zA-Z_\-.0-9]*)", [K, W, Nn]);
        s.rule(format!(r"{keywords}\b"), K);
        s.rule(";", P);
        s.rule("%", Kd).push("annotation");
        s.groups(format!(r"(\(#)(\s*)({ANY_NAME})"), [Cp, W, Nt])
            .push("pragma");
        s.rule(r"``\[", S).push("constructed string");
    });
    d.state("tags", |s| {
        s.rule(format!("<{PREFIXED}"), Nt).push("start tag");
        s.rule("<!--", C).push("xml comment");
        s.rule(r"<\?.*?\?>|<!\[CDATA\[.*?\]\]>", Cp);
        s.rule(r"&\S*?;", Ni);
    });
    d.state("annotation", |s| {
        s.mixin("blanks");
        s.rule(ANY_NAME, Kd).pop();
    });
    d.state("pragma", |s| {
        s.mixin("blanks");
        s.rule(r"#\)", Cp).pop();
        s.rule(".", Cp);
    });
    d.state("constructed string", |s| {
        s.rule(r"`\{", P).push("root");
        s.rule(r"\]``", S).pop();
        s.rule(r"[^`\]]+|[`\]]", S);
    });
    d.state("xml comment", |s| {
        s.rule("[^-]+", C);
        s.rule("-->", C).pop();
        s.rule("-", C);
    });
    elements(d);
}

fn elements(d: &mut LexerBuilder) {
    d.state("start tag", |s| {
        s.rule(r"\s+", W);
        s.groups(r#"([\w.:-]+\s*=)(")"#, [Na, S]).push("double");
        s.groups(r"([\w.:-]+\s*=)(')", [Na, S]).push("single");
        s.rule(">", Nt).push("content");
        s.rule("/>", Nt).pop();
    });
    for (state, quote) in [("double", '"'), ("single", '\'')] {
        d.state(state, |s: &mut StateBuilder| {
            s.rule(quote.to_string(), S).pop();
            s.rule(r"\{\{", S);
            s.rule(r"\{", P).push("root");
            s.rule(format!("[^{quote}{{>]+"), S);
        });
    }
    d.state("content", |s| {
        s.rule(r"\s+", W);
        s.mixin("tags");
        s.rule(r"\{\{|\}\}", Text);
        s.rule(r"\{", P).push("root");
        s.rule("[^{}<&]", Text);
        s.rule(format!(r"</{PREFIXED}\s*>"), Nt).pop_n(2);
    });
}
