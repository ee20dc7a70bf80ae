//! TypeScript.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::lexers::javascript::{self, NAME};
use crate::token::Token::*;

/// Rouge's `typescript`.
pub(crate) static LEXER: Lexer = Lexer::new("typescript", define);

/// The states, shared with TypeScript that has elements in it.
pub(crate) fn define(d: &mut LexerBuilder) {
    javascript::define(
        d,
        &[
            (
                K,
                "implements is namespace private protected public readonly static",
            ),
            (Kd, "abstract type"),
            (Kr, "any declare keyof module number string"),
            (Nb, "Partial Pick Readonly Record"),
        ],
    );
    d.prepend("root", |s| {
        s.rule(r"\?\.", P);
        s.rule(r"\?\?", O);
    });
    d.prepend("statement", |s| {
        s.groups(format!(r"({NAME})(\??)(\s*)(:)"), [Nl, P, Text, P])
            .push("expression");
    });
}
