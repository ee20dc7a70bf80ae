//! Handlebars and Mustache templates, in HTML.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `handlebars`.
pub(crate) static LEXER: Lexer = Lexer::new("handlebars", define);

const NAME: &str = r"[\w$\-]+";

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.delegate_to_parent(r"\\\{+");
        s.rule(r"\{\{!--", C).push("comment");
        s.rule(r"\{\{!.*?\}\}", C);
        s.rule(r"\{\{\{?", K).push("expression").push("begin");
        s.call(r"(?s).+?", |ctx| {
            // The next expression replaces the value of an attribute of HTML.
            ctx.delegate_to_parent("attribute");
        })
        .followed_by(r"\\|\{\{");
        s.delegate_to_parent("(?s).+");
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
