//! HTML.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::lexers::{css, javascript};
use crate::token::Token::*;

/// Rouge's `html`.
pub(crate) static LEXER: Lexer = Lexer::new("html", define);

/// The name of an element: letters of any language.
const NAME: &str = r"[\p{L}:_\-][\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Cf}:.·\-]*";

/// The name of an attribute, with the signs that frameworks use.
const ATTRIBUTE: &str = r"[\p{L}:_\[\]()*.\-][\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Cf}:.·\[\]()*\-]*";

/// The states, shared with languages that extend HTML.
pub(crate) fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"[^<&]+", Text);
        // No entity is longer.
        s.rule(r"&\S{0,64}?;", Ni);
        s.rule(r"(?is)<!DOCTYPE .*?>", Cp);
        s.rule(r"(?s)<!\[CDATA\[.*?\]\]>", Cp);
        s.rule(r"<!--", C).push("comment");
        s.rule(r"(?s)<\?.*?\?>", Cp);
        s.call(r"<\s*script\s*", |ctx| {
            ctx.token(Nt);
            ctx.reset(&javascript::LEXER);
        })
        .push("script")
        .push("tag");
        s.call(r"<\s*style\s*", |ctx| {
            ctx.token(Nt);
            ctx.reset(&css::LEXER);
        })
        .push("style")
        .push("tag");
        s.rule(r"</", Nt).push("end tag");
        s.rule(r"<", Nt).push("start tag");
    });
    d.state("comment", |s| {
        s.rule(r"-->", C).pop();
        s.rule(r"[^-]+|-", C);
    });
    d.state("end tag", |s| {
        s.rule(NAME, Nt).goto("after end tag");
        s.mixin("after end tag");
    });
    d.state("after end tag", |s| {
        s.rule(r"\s+", Text);
        s.rule(r">", Nt).pop();
    });
    d.state("start tag", |s| {
        s.rule(r"\s+", Text);
        s.rule(NAME, Nt).goto("tag");
        s.empty("").goto("tag");
    });
    d.state("tag", |s| {
        s.rule(r"\s+", Text);
        s.rule(format!(r"{ATTRIBUTE}\s*=\s*"), Na).push("attribute");
        s.rule(
            r"[\p{L}:_*#\-][\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Cf}:.·*#\-]*",
            Na,
        );
        s.rule(r"/?\s*>", Nt).pop();
    });
    d.state("attribute", |s| {
        s.rule(r#"""#, S).goto("double");
        s.rule(r"'", S).goto("single");
        s.rule(r"[^\s>]+", S).pop();
    });
    d.state("double", |s| {
        s.rule(r#"""#, S).pop();
        s.rule(r#"[^"]+"#, S);
    });
    d.state("single", |s| {
        s.rule(r"'", S).pop();
        s.rule(r"[^']+", S);
    });
    d.state("script", |s| {
        s.delegate(r"[^<]+", &javascript::LEXER);
        s.rule(r"<\s*/\s*script\s*>", Nt).pop();
        s.delegate(r"<", &javascript::LEXER);
    });
    d.state("style", |s| {
        s.delegate(r"[^<]+", &css::LEXER);
        s.rule(r"<\s*/\s*style\s*>", Nt).pop();
        s.delegate(r"<", &css::LEXER);
    });
}
