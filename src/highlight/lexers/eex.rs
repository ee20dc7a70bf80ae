//! EEx templates: HTML with Elixir code.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::lexers::elixir;
use crate::token::Token::*;

/// Rouge's `eex`.
pub(crate) static LEXER: Lexer = Lexer::new("eex", define);

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule("<%#", C).push("comment");
        s.rule("<%[%=]?", Cp).push("elixir");
        s.delegate_to_parent(r"(?s).+?").followed_by("<%");
        s.delegate_to_parent(r"(?s).+");
    });
    d.state("comment", |s| {
        s.rule("%?%>", C).pop();
        s.rule(r"(?s).+?", C).followed_by("%>");
        s.rule(r"(?s).+", C);
    });
    d.state("elixir", |s| {
        s.rule("%?%>", Cp).pop();
        s.delegate(r"(?s).+?", &elixir::LEXER).followed_by("%?%>");
        s.delegate(r"(?s).+", &elixir::LEXER);
    });
}
