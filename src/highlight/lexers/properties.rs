//! Java's properties files.

use crate::highlight::Lexer;
use crate::highlight::notation::Definition;
use crate::highlight::token::Token::*;

/// Rouge's `properties`.
pub(crate) static LEXER: Lexer = Lexer::new("properties", define);

fn define(d: &mut Definition) {
    d.state("basic", |s| {
        s.rule(r"[!#].*?\n", C);
        s.rule(r"\s+", Text);
        s.rule(r"\\\n", Se);
    });
    d.state("root", |s| {
        s.mixin("basic");
        s.groups(r"([\w.-]+)(\s*)([=:])", [Py, Text, P]).push("value");
    });
    d.state("value", |s| {
        s.rule(r"\n", Text).pop();
        s.mixin("basic");
        s.rule(r#"""#, S).push("double");
        s.rule(r"\\.", Se);
        s.rule(r"[^\\\n]+", S);
    });
    d.state("double", |s| {
        s.rule(r#"""#, S).pop();
        s.rule(r"\\.", Se);
        s.rule(r"\\\n", Se);
        s.rule(r#"[^\\"]+"#, S);
    });
}
