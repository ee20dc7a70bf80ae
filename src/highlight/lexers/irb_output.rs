//! The output of `irb`, Ruby's shell: messages, and values as Ruby code.

use crate::Lexer;
use crate::builder::StateBuilder;
use crate::lexers::ruby;
use crate::token::Token::*;

/// Rouge's `irb_output`.
pub(crate) static LEXER: Lexer = Lexer::new("irb_output", |d| {
    ruby::define(d);
    d.start(&["expression", "output"]);
    d.prepend("root", |s| {
        s.rule("#<", Kt).push("object");
    });
    d.state("object", |s| {
        s.rule(">", Kt).pop();
        s.mixin("root");
    });
    d.state("output", |s| {
        s.rule(r"\w+?(?:Error|Exception):.+?(?:\n|$)", Gr).push("error");
        output(s);
    });
    d.state("error", |s| {
        s.rule(r".+?(?:\n|$)", Gr);
        output(s);
    });
});

fn output(s: &mut StateBuilder) {
    s.rule("=>", P).pop();
    s.rule(r".+?(?:\n|$)", Go);
}
