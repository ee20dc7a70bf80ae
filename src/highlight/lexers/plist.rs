//! Property lists in the old style, before XML.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `plist`.
pub(crate) static LEXER: Lexer = Lexer::new("plist", define);

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"//.*$", C);
        s.rule(r"(?s)/\*.+?\*/", C);
        s.rule(r"\s+", W);
        s.rule(r"\{", P).push("dictionary");
        s.rule(r"\(", P).push("array");
        s.rule(r#""(?:[^"\\]|\\.)*""#, S2);
        s.rule(r"'(?:[^'\\]|\\.)*'", S1);
        s.rule("<", P).push("data");
        s.rule(r"[\w$/:.\-]+", L);
    });
    d.state("dictionary", |s| {
        s.mixin("root");
        s.rule("[=;]", P);
        s.rule(r"\}", P).pop();
    });
    d.state("array", |s| {
        s.mixin("root");
        s.rule(",", P);
        s.rule(r"\)", P).pop();
    });
    d.state("data", |s| {
        s.rule(r"[\h\s]+", Mh);
        s.rule(">", P).pop();
    });
}
