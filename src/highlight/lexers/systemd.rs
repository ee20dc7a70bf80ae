//! systemd unit files.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;
use crate::version::Version::V4_7;

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
    d.state("continuation", |s| {
        s.groups(r"(.*?)(\\\n)", [Text, Se]);
        // In Rouge 3 only a quote ends the continuation.
        s.rule(".*'", Text).pop().before(V4_7);
        s.rule(".*", Text).pop().since(V4_7);
    });
}
