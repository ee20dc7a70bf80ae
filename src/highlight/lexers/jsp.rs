//! JavaServer Pages: HTML with Java in it.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::lexers::java;
use crate::token::Token::*;

/// Rouge's `jsp`.
pub(crate) static LEXER: Lexer = Lexer::new("jsp", define);

const DIRECTIVES: &str = "(?:page|include|taglib)";
const ACTIONS: &str = "(?:scriptlet|declaration|expression)";

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule("<%--", C).push("comment");
        s.rule(format!(r"<%@\s*{DIRECTIVES}\s*"), Nt).push("directive");
        s.rule(format!(r"<jsp:directive\.{DIRECTIVES}"), Nt)
            .push("directive element");
        s.rule(format!("<jsp:{ACTIONS}>"), Nt).push("expression element");
        s.rule(r"<[a-zA-Z]*:[a-zA-Z]*\s*", Nt).push("tag");
        s.rule("</[a-zA-Z]*:[a-zA-Z]*>", Nt);
        s.rule("<%[!=]?", Nt).push("expression");
        s.delegate_to_parent("(?s).+?").followed_by("<%|</?[a-zA-Z]*:");
        s.delegate_to_parent("(?s).+");
    });
    d.state("comment", |s| {
        s.rule("--%>", C).pop();
        s.rule("(?s).", C);
    });
    for (state, end) in [("directive", "%>"), ("directive element", "/>"), ("tag", "/?>")] {
        d.state(state, |s| {
            s.rule(end, Nt).pop();
            s.mixin("attributes");
            s.delegate_to_parent("(?s).+?").followed_by(end);
        });
    }
    d.state("expression element", |s| {
        s.rule(format!("</jsp:{ACTIONS}>"), Nt).pop();
        s.mixin("attributes");
        s.delegate("[^</]+", &java::LEXER);
    });
    d.state("expression", |s| {
        s.rule("%>", Nt).pop();
        s.delegate("[^%>]+", &java::LEXER);
    });
    attributes(d);
}

fn attributes(d: &mut LexerBuilder) {
    d.state("attributes", |s| {
        s.rule(r"\s*[a-zA-Z0-9_:-]+\s*=\s*", Na).push("attribute");
    });
    d.state("attribute", |s| {
        s.rule(r#"""#, S).goto("double");
        s.rule("'", S).goto("single");
        s.rule(r"[^\s>]+", S).pop();
    });
    for (state, quote) in [("double", '"'), ("single", '\'')] {
        d.state(state, |s: &mut StateBuilder| {
            s.rule(quote.to_string(), S).pop();
            s.rule(r"\$\{", Si).push("interpolation");
            s.rule(format!("[^{quote}]+"), S);
        });
    }
    d.state("interpolation", |s| {
        s.rule(r"\}", Si).pop();
        s.rule("'", L).push("literal");
        s.delegate(r"[^'}]+", &java::LEXER);
    });
    d.state("literal", |s| {
        s.rule("'", L).pop();
        s.rule("[^']+", L);
    });
}
