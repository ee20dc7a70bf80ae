//! QML.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::lexers::javascript;
use crate::token::Token::*;

/// Rouge's `qml`.
pub(crate) static LEXER: Lexer = Lexer::new("qml", define);

const NAME: &str = "[$a-zA-Z_][a-zA-Z0-9_.]*";

fn define(d: &mut LexerBuilder) {
    javascript::define(d, &[]);
    d.prepend("root", |s| {
        s.groups(format!(r"({NAME})(\s*)(\{{)"), [Kt, Text, P])
            .push("block");
        s.groups(
            format!(r"({NAME})(\s+)(on)(\s+)({NAME})(\s*)(\{{)"),
            [Kt, Text, K, Text, Nl, Text, P],
        )
        .push("block");
        s.rule(r"\{", P).push_same();
    });
    d.state("block", |s| {
        s.groups(format!(r"(id)(\s*)(:)(\s*)({NAME})"), [Nl, Text, P, Text, Kd]);
        s.groups(format!(r"({NAME})(\s*)(:)"), [Nl, Text, P])
            .push("expression");
        s.groups(format!(r"(signal)(\s+)({NAME})"), [Kd, Text, Nl])
            .push("signal");
        s.groups(
            format!(r"(property)(\s+)({NAME})(\s+)({NAME})(\s*)(:?)"),
            [Kd, Text, Kt, Text, Nl, Text, P],
        )
        .push("expression");
        s.rule(r"\}", P).pop();
        s.mixin("root");
    });
    d.state("signal", |s| {
        s.mixin("space");
        s.rule(r"\(", P).goto("signal parameters");
        s.empty("").pop();
    });
    d.state("signal parameters", |s| {
        s.mixin("space");
        s.groups(format!(r"({NAME})(\s+)({NAME})(\s*)(,?)"), [Kt, Text, N, Text, P]);
        s.rule(r"\)", P).pop();
    });
}
