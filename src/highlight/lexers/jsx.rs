//! JavaScript with elements in it.

use crate::highlight::Lexer;
use crate::highlight::lexers::javascript;
use crate::highlight::notation::Definition;
use crate::highlight::token::Token::*;

/// Rouge's `jsx`.
pub(crate) static LEXER: Lexer = Lexer::new("jsx", |d| {
    javascript::define(d, &[]);
    elements(d);
});

/// Adds elements to the states of JavaScript or of a language that extends it.
pub(crate) fn elements(d: &mut Definition) {
    d.start(&["expression"]);
    d.prepend("expression", |s| {
        s.rule(r"<", P).push("element");
    });
    d.state("element", |s| {
        s.mixin("element name");
        s.empty("").goto("attributes");
    });
    d.state("element name", |s| {
        s.rule(r"[A-Z]\w*", Nc);
        s.rule(r"\w+", Nt);
        s.rule(r"\.", P);
    });
    d.state("attributes", |s| {
        s.rule(r"/>", P).pop();
        s.rule(r">", P).goto("children");
        s.mixin("attribute");
    });
    d.state("attribute", |s| {
        s.mixin("space");
        s.rule(r"\w[\w-]*", Na);
        s.rule(r"=", P);
        s.rule(r#"".*?""#, S);
        s.rule(r"'.*?'", S);
        s.rule(r"\{", Si).push("interpolation").push("expression");
    });
    d.state("children", |s| {
        s.rule(r"[^<{&]+", Text);
        s.rule(r"&\S*?;", Ni);
        s.rule(r"\{", Si).push("interpolation").push("expression");
        s.rule(r"</", P).goto("closing tag");
        s.rule(r"<", P).push("element");
    });
    d.state("closing tag", |s| {
        s.mixin("element name");
        s.empty("").goto("closing tag end");
    });
    d.state("closing tag end", |s| {
        s.rule(r"/?>", P).pop();
        s.mixin("attribute");
    });
    d.state("interpolation", |s| {
        s.rule(r"\}", Si).pop();
        s.mixin("root");
    });
}
