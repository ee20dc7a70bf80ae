//! Unit files of systemd.

use crate::Lexer;
use crate::notation::Definition;
use crate::token::Token::*;

/// Rouge's `systemd`.
pub(crate) static LEXER: Lexer = Lexer::new("systemd", define);

fn define(d: &mut Definition) {
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule("[;#].*", C);
        s.rule(r"\[.*?\]$", K).needs("]");
        s.groups(r"(.*?)(=)(.*)(\\\n)", [Nt, P, Text, Se])
            .needs("=")
            .push("continuation");
        s.groups(r"(.*?)(=)(.*)", [Nt, P, Text]).needs("=");
    });
    // It ends with a quote only.
    d.state("continuation", |s| {
        s.groups(r"(.*?)(\\\n)", [Text, Se]).needs("\\\n");
        s.rule(r"(.*)'", Text).needs("'").pop();
    });
}
