//! ERB: templates with Ruby.

use crate::Lexer;
use crate::builder::{Emit, LexerBuilder};
use crate::lexers::ruby;
use crate::token::Token::*;

/// Rouge's `erb`.
pub(crate) static LEXER: Lexer = Lexer::new("erb", define);

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"<%#", C).push("comment");
        s.rule(r"<%[=%-]?", Cp).push("ruby");
        s.delegate_to_parent(r"(?s).+?").followed_by("<%");
        s.delegate_to_parent(r"(?s).+");
    });
    d.state("comment", |s| {
        s.rule(r"%%>|-?%>", C).pop();
        s.rule(r"(?s).+?", C).followed_by(r"%%>|-?%>|\z");
    });
    d.state("ruby", |s| {
        s.rule(r"%%>|-?%>", Cp).pop();
        s.groups(r"(?s)(.+?)", [Emit::Delegate(&ruby::LEXER)])
            .followed_by(r"%%>|-?%>|\z");
    });
}
