//! Graphviz graphs.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::lexers::html;
use crate::token::Token::*;

/// Rouge's `dot`.
pub(crate) static LEXER: Lexer = Lexer::new("dot", define);

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        blanks(s);
        s.rule(r"(?i)\b(?:strict|graph|digraph|subgraph|node|edge)\b", K);
        s.rule("[{};:=]", P);
        s.rule("-[->]", O);
        s.rule(r"\[", O).push("attributes");
        values(s);
    });
    d.state("attributes", |s| {
        blanks(s);
        values(s);
        s.rule("[=;,]", P);
        s.rule(r"\]", O).pop();
    });
    d.state("html", |s| {
        s.delegate("[^<>]+", &html::LEXER);
        s.delegate("(?s)<.+?>", &html::LEXER);
        s.rule(">", P).pop();
    });
}

fn blanks(s: &mut StateBuilder) {
    s.rule(r"\s+", Text);
    s.rule("#.*", C1);
    s.rule("//.*$", C1);
    s.rule(r"/(?:\\\n)?[*](?s:.*?)[*](?:\\\n)?/", Cm);
}

fn values(s: &mut StateBuilder) {
    s.groups(r"([a-zA-Z]\w*)(\s*)(=)", [N, Text, P]);
    s.rule(r"[a-zA-Z]\w*", Nv);
    s.rule(r"\d*\.\d+", Mf);
    s.rule(r"\d+", Mi);
    s.rule(r#""(?:\\"|[^"])*""#, S2);
    s.call("<", |ctx| {
        ctx.token(P);
        ctx.reset(&html::LEXER);
    })
    .push("html");
}
