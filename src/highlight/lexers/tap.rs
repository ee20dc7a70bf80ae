//! TAP, the output of tests.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `tap`.
pub(crate) static LEXER: Lexer = Lexer::new("tap", define);

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"^TAP version \d+\n", Nn);
        s.rule(r"^1\.\.\d+", Kd).push("plan");
        s.groups(r"^(not ok)([^\S\n]*)(\d*)", [Gr, Text, Mi]).push("test");
        s.groups(r"^(ok)([^\S\n]*)(\d*)", [Kr, Text, Mi]).push("test");
        s.rule("^#.*\n", C);
        s.rule("^Bail out!.*\n", Gr);
        s.rule("^.*\n", Text);
    });
    d.state("plan", |s| {
        s.rule(r"[^\S\n]+", Text);
        s.rule("#", C).push("directive");
        s.rule("\n", C).pop();
        s.rule(".*\n", Gr).pop();
    });
    d.state("test", |s| {
        s.rule(r"[^\S\n]+", Text);
        s.rule("#", C).push("directive");
        s.rule(r"\S+", Text);
        s.rule("\n", Text).pop();
    });
    d.state("directive", |s| {
        s.rule(r"[^\S\n]+", C);
        s.rule(r"(?i)TODO\b|SKIP\S*", Cp);
        s.rule(r"\S+", C);
        s.rule("\n", C).pop_n(2);
    });
}
