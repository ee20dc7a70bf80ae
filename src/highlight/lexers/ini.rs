//! INI files.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::{self, *};
use crate::version::Version::V4_7;

/// Rouge's `ini`.
pub(crate) static LEXER: Lexer = Lexer::new("ini", define);

fn define(d: &mut LexerBuilder) {
    let space = if d.is_since(V4_7) { W } else { Text };
    values(d, r"[;#].*?\n", space);
    d.state("root", |s| {
        s.mixin("basic");
        s.groups(r"([\w.-]+)(\s*)(=)", [Py, space, P]).push("value");
        s.rule(r"\[.*?\]", Nn);
        s.rule(".", Na).since(V4_7);
    });
}

/// The states of comments and values. `space` is the token of white space.
pub(crate) fn values(d: &mut LexerBuilder, comment: &'static str, space: Token) {
    d.state("basic", |s| {
        s.rule(comment, C);
        s.rule(r"\s+", space);
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
