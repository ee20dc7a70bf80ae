//! INI files.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `ini`.
pub(crate) static LEXER: Lexer = Lexer::new("ini", define);

fn define(d: &mut LexerBuilder) {
    values(d, r"[;#].*?\n");
    d.state("root", |s| {
        s.mixin("basic");
        s.groups(r"([\w.-]+)(\s*)(=)", [Py, Text, P]).push("value");
        s.rule(r"\[.*?\]", Nn);
    });
}

/// Comments, and the values behind a name's sign.
pub(crate) fn values(d: &mut LexerBuilder, comment: &'static str) {
    d.state("basic", |s| {
        s.rule(comment, C);
        s.rule(r"\s+", Text);
        s.rule(r"\\\n", Se);
    });
    d.state("value", |s| {
        s.rule(r"\n", Text).pop();
        s.mixin("basic");
        s.rule(r#"""#, S).push("double");
        s.rule("'.*?'", S);
        s.rule(r"(?s)\\.", Se);
        s.rule(r"[^\\\n]+", S);
    });
    d.state("double", |s| {
        s.rule(r#"""#, S).pop();
        s.rule(r"(?s)\\.", Se);
        s.rule(r#"[^\\"]+"#, S);
    });
}
