//! JSON.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `json`.
pub(crate) static LEXER: Lexer = Lexer::new("json", define);

/// The states, shared with the lenient JSON of documentation.
pub(crate) fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"\s+", W);
        s.rule(r"\{", P).push("object");
        s.rule(r"\[", P).push("array");
        s.mixin("name");
        s.mixin("value");
        s.rule(r"[\]}]", P);
    });
    d.state("name", |s| {
        s.groups(r#"("(?:\\.|[^"\\\n])*")(\s*)(:)"#, [Nl, W, P]);
    });
    d.state("value", |s| {
        s.rule(r"\s+", W);
        s.rule(r#"""#, S2).push("string");
        s.rule(r"true|false|null", Kc);
        s.rule(r"-?(?:0|[1-9]\d*)\.\d+(?:[eE][+-]?\d+)?", Mf);
        s.rule(r"-?(?:0|[1-9]\d*)(?:[eE][+-]?\d+)?", Mi);
        s.rule(r"\{", P).push("object");
        s.rule(r"\[", P).push("array");
    });
    d.state("string", |s| {
        s.rule(r#"[^\\"]+"#, S2);
        s.rule(r"\\.", Se);
        s.rule(r#"""#, S2).pop();
    });
    d.state("object", |s| {
        s.mixin("name");
        s.mixin("value");
        s.rule(r"\}", P).pop();
        s.rule(r",", P);
    });
    d.state("array", |s| {
        s.rule(r"\]", P).pop();
        s.rule(r",", P);
        s.mixin("value");
    });
}
