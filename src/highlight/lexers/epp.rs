//! Puppet's templates.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::lexers::puppet;
use crate::token::Token::*;

/// Rouge's `epp`.
pub(crate) static LEXER: Lexer = Lexer::new("epp", define);

const OPEN: &str = r"(?:<%%|<%=|<%#|(?:<%-|<%)(?:\s*\|)?)";
const CLOSE: &str = r"(?:%%>|(?:\|\s*)?(?:-%>|%>))";

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule("<%#", C).push("comment");
        s.rule(OPEN, Cp).push("puppet");
        s.rule("(?s).+?", Text).followed_by(OPEN);
        s.rule("(?s).+", Text);
    });
    d.state("comment", |s| {
        s.rule(CLOSE, C).pop();
        s.rule("(?s).+?", C).followed_by(CLOSE);
        s.rule("(?s).+", C);
    });
    d.state("puppet", |s| {
        s.rule(CLOSE, Cp).pop();
        s.delegate("(?s).+?", &puppet::LEXER).followed_by(CLOSE);
        s.delegate("(?s).+", &puppet::LEXER);
    });
}
