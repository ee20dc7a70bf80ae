//! Rego.

use crate::Lexer;
use crate::builder::{LexerBuilder, Words};
use crate::token::Token::*;

/// Rouge's `rego`.
pub(crate) static LEXER: Lexer = Lexer::new("rego", define);

fn define(d: &mut LexerBuilder) {
    let words = Words::new(&[
        (Kc, "true false null"),
        (Ow, "as default else import not package some with"),
    ]);
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule("#.*", C1);
        s.rule(r"[\[\](){}|.,;!]", P);
        s.rule(r#""[^"]*""#, S2);
        s.rule(r"-?\d+\.\d+(?:[eE][+-]?\d+)?", Mf);
        s.rule(r"-?\d+(?:[eE][+-]?\d+)?", M);
        s.rule(r"\\u\h{4}", Mh);
        s.rule(r#"\\["/bfnrt]"#, Se);
        s.rule(r"=|!=|>=|<=|>|<|\+|-|\*|%|/|\||&|:=", O);
        s.rule("[/:?@^~]+", O);
        s.words(r"[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}]+", &words, N);
    });
}
