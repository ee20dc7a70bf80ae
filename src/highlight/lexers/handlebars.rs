//! Handlebars and Mustache templates, in HTML.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::lexers::html;
use crate::token::Token::*;

/// Rouge's `handlebars`.
pub(crate) static LEXER: Lexer = Lexer::new("handlebars", define);

const NAME: &str = r"[\w$\-]+";

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.delegate(r"\\\{+", &html::LEXER);
        s.rule(r"\{\{!--", C).push("comment");
        s.rule(r"\{\{!.*?\}\}", C);
        s.rule(r"\{\{\{?", K).push("expression").push("begin");
        s.call(r"(?s).+?", |ctx| {
            ctx.delegate_next(ctx.text().len(), &html::LEXER);
            // The next text replaces the value of an attribute.
            ctx.pop_in(&html::LEXER, "attribute");
        })
        .followed_by(r"\\|\{\{");
        s.delegate("(?s).+", &html::LEXER);
    });
    d.state("comment", |s| {
        s.rule(r"\{\{", C).push("comment");
        s.rule(r"\}\}", C).pop();
        s.rule(r"[^{}]+|[{}]", C);
    });
    d.state("expression", |s| {
        s.rule(r"\}\}\}?", K).pop();
        s.rule(r"\|", P);
        s.rule("~", K);
        s.rule(r"\s+", Text);
        s.rule("=", O);
        s.rule(r"[\[\]()]", P);
        s.rule(r"\.", Nv).followed_by(r"[}\s]");
        s.rule(r"\.\.", Nv);
        s.rule("[/.]", P);
        s.rule(r#""(?:\\.|.)*?""#, S2);
        s.rule(r"'(?:\\.|.)*?'", S1);
        s.rule(r"\d+", M).followed_by(r"\}\s");
        s.rule("true|false", Kc).followed_by(r"[}\s]");
        s.rule("else", K).followed_by(r"[}\s]");
        s.rule("this", Bp).followed_by(r"[}\s]");
        s.rule(format!("@{NAME}"), Na);
        s.rule(NAME, Nv);
    });
    d.state("begin", |s| {
        s.rule("[#/]", K).goto("block");
        s.rule("[>^&~]", K);
        s.empty("").pop();
    });
    d.state("block", |s| {
        s.rule("if", K).followed_by(r"[}\s]");
        s.rule(NAME, Nn).pop();
        s.empty("").pop();
    });
}
