//! TypeScript.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::lexers::javascript::{self, NAME};
use crate::token::Token::*;
use crate::version::Version::V4_7;

/// Rouge's `typescript`.
pub(crate) static LEXER: Lexer = Lexer::new("typescript", define);

const UTILITY_TYPES: &str = "Capitalize ConstructorParameters Exclude Extract InstanceType Lowercase NonNullable Omit \
    OmitThisParameter Parameters Required ReturnType ThisParameterType ThisType Uncapitalize Uppercase";

/// The states, shared with TSX.
pub(crate) fn define(d: &mut LexerBuilder) {
    javascript::define(
        d,
        &[
            (
                K,
                "implements is namespace private protected public readonly static",
            ),
            (Kd, "abstract type"),
            (Kr, "any declare interface keyof module number string"),
            (Nb, "Partial Pick Readonly Record"),
            (Nb, d.since(V4_7, UTILITY_TYPES)),
        ],
    );
    d.prepend("root", |s| {
        s.rule(r"\?\.", P);
        s.rule(r"\?\?", O);
        s.rule(r"(?:as|satisfies)\s+", Kd).since(V4_7);
    });
    d.prepend("statement", |s| {
        s.groups(format!(r"({NAME})(\??)(\s*)(:)"), [Nl, P, Text, P])
            .push("expression");
    });
}
