//! MXML: XML with ActionScript in it.

use crate::Lexer;
use crate::builder::{Emit, LexerBuilder};
use crate::lexers::actionscript;
use crate::token::Token::*;

/// Rouge's `mxml`.
pub(crate) static LEXER: Lexer = Lexer::new("mxml", define);

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule("[^<&]+", Text);
        s.rule(r"&\S*?;", Ni);
        s.rule(r"<!\[CDATA\[", Cp).push("script");
        s.rule("<!--", C).push("comment");
        s.rule(r"<\?.*?\?>", Cp);
        s.rule("<![^>]*>", Cp);
        s.rule(r"<\s*[\w:.-]+", Nt).push("tag");
        s.rule(r"<\s*/\s*[\w:.-]+\s*>", Nt);
    });
    d.state("comment", |s| {
        s.rule("[^-]+", C);
        s.rule("-->", C).pop();
        s.rule("-", C);
    });
    d.state("tag", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"[\w.:-]+\s*=", Na).push("attribute");
        s.rule(r"/?\s*>", Nt).push("root");
    });
    d.state("attribute", |s| {
        s.rule(r"\s+", Text);
        s.groups(r#"(")(\{|@\{)"#, [S, P]).push("binding");
        s.rule(r#"".*?"|'.*?'|[^\s>]+"#, S).push("tag");
    });
    d.state("script", |s| {
        s.rule(r"\]\]>", Cp).pop();
        s.groups("(?s)(.*?)", [Emit::DelegateFresh(&actionscript::LEXER)])
            .followed_by(r"\]\]>");
    });
    d.state("binding", |s| {
        s.groups(r#"(\})(")"#, [P, S]).push("tag");
        s.groups("(?s)(.*?)", [Emit::DelegateFresh(&actionscript::LEXER)])
            .followed_by(r#"\}""#);
    });
}
