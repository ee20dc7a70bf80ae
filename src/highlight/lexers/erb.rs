//! ERB: a template with Ruby in it.

use crate::Lexer;
use crate::builder::{Emit, LexerBuilder};
use crate::lexers::{html, ruby};
use crate::token::Token::*;

/// Rouge's `erb`.
pub(crate) static LEXER: Lexer = Lexer::new("erb", define);

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"<%#", C).push("comment");
        s.rule(r"<%[=%-]?", Cp).push("ruby");
        s.delegate(r"(?s).+?", &html::LEXER).followed_by("<%");
        s.delegate(r"(?s).+", &html::LEXER);
    });
    d.state("comment", |s| {
        s.rule(r"%>", C).pop();
        s.rule(r"(?s).+?", C).followed_by(r"%>|\z");
    });
    d.state("ruby", |s| {
        s.rule(r"-?%>", Cp).pop();
        s.groups(r"(?s)(.+?)", [Emit::Delegate(&ruby::LEXER)])
            .followed_by(r"-?%>|\z");
    });
}
