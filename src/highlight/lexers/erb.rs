//! ERB: a template with Ruby in it.

use crate::Lexer;
use crate::lexers::{html, ruby};
use crate::notation::{Definition, Part};
use crate::token::Token::*;

/// Rouge's `erb`.
pub(crate) static LEXER: Lexer = Lexer::new("erb", define);

fn define(d: &mut Definition) {
    d.state("root", |s| {
        s.rule(r"<%#", C).push("comment");
        s.rule(r"<%[=%-]?", Cp).push("ruby");
        s.delegate(r"(?s).+?", &html::LEXER).before("<%");
        s.delegate(r"(?s).+", &html::LEXER);
    });
    d.state("comment", |s| {
        s.rule(r"%>", C).pop();
        s.rule(r"(?s).+?", C).before(r"%>|\z");
    });
    d.state("ruby", |s| {
        s.rule(r"-?%>", Cp).pop();
        s.parts(r"(?s)(.+?)", [Part::By(&ruby::LEXER)]).before(r"-?%>|\z");
    });
}
