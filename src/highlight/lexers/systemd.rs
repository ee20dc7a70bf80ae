//! Unit files of systemd.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `systemd`.
pub(crate) static LEXER: Lexer = Lexer::new("systemd", define);

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule("[;#].*", C);
        s.rule(r"\[.*?\]$", K);
        s.groups(r"(.*?)(=)(.*)(\\\n)", [Nt, P, Text, Se])
            .push("continuation");
        s.groups(r"(.*?)(=)(.*)", [Nt, P, Text]);
    });
    // It ends with a quote only.
    d.state("continuation", |s| {
        s.groups(r"(.*?)(\\\n)", [Text, Se]);
        s.rule(r"(.*)'", Text).pop();
    });
}
