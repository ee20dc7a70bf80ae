//! JSON in documentation: with comments, and with dots for omitted parts.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::lexers::json;
use crate::token::Token::*;

/// Rouge's `json-doc`.
pub(crate) static LEXER: Lexer = Lexer::new("json-doc", define);

fn define(d: &mut LexerBuilder) {
    json::define(d);
    d.state("comments", |s| {
        s.rule(r"/[*].*?[*]/", C);
        s.rule(r"//.*", C1);
        s.rule(r"\.\.\.", C1);
    });
    for state in ["root", "object", "value"] {
        d.prepend(state, |s| s.mixin("comments"));
    }
    for state in ["root", "object"] {
        d.prepend(state, |s| {
            s.groups(r"([$\w]+)(\s*)(:)", [Na, Text, P]);
        });
    }
}
