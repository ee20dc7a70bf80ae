//! Java properties files.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::lexers::ini;
use crate::token::Token::*;

/// Rouge's `properties`.
pub(crate) static LEXER: Lexer = Lexer::new("properties", define);

fn define(d: &mut LexerBuilder) {
    ini::values(d, r"[!#].*?\n", Text);
    for state in ["value", "double"] {
        d.prepend(state, |s| {
            s.rule(r"\\u[0-9]{4}", Se);
        });
    }
    d.state("root", |s| {
        s.mixin("basic");
        for sign in ["=", ":"] {
            s.groups(format!(r"([\w.-]+)(\s*)({sign})"), [Py, Text, P])
                .push("value");
        }
    });
}
