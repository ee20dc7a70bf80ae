//! JSX: JavaScript with XML elements.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::lexers::javascript;
use crate::token::Token::*;

/// Rouge's `jsx`.
pub(crate) static LEXER: Lexer = Lexer::new("jsx", |d| {
    javascript::define(d, &[]);
    elements(d);
});

/// Adds elements to the states of JavaScript or of a language that extends it.
pub(crate) fn elements(d: &mut LexerBuilder) {
    d.start(&["expression"]);
    d.prepend("expression", |s| s.mixin("opening"));
    d.state("opening", |s| {
        s.rule(r"<", P)
            .push("children")
            .push("element")
            .push("element name");
    });
    d.state("children", |s| {
        s.rule(r"</", P).goto("element").push("element name");
        s.mixin("opening");
        s.rule(r"\{", Si).push("interpolation").push("expression");
        // Rouge delegates this text to its HTML lexer, which produces these tokens.
        s.rule(r"[^<{&]+", Text);
        s.rule(r"&[^\s<{]*?;", Ni);
    });
    d.state("element", |s| {
        s.mixin("space");
        s.rule(r"/>", P).pop_n(2);
        s.rule(r">", P).pop();
        s.rule(r"\{", Si).push("interpolation").push("expression");
        s.rule(r"\w[\w-]*", Na);
        s.rule(r"=", P);
        s.rule(r#"".*?"|'.*?'"#, S);
    });
    d.state("element name", |s| {
        s.rule(r"[A-Z]\w*", Nc);
        s.rule(r"\w+", Nt);
        s.rule(r"\.", P);
        s.empty("").pop();
    });
    d.state("interpolation", |s| {
        s.rule(r"\}", Si).pop();
        s.rule(r"\{", P).push("braces").push("statement");
        s.mixin("root");
    });
    d.state("braces", |s| {
        s.rule(r"\}", P).goto("statement");
        s.mixin("root");
    });
}
