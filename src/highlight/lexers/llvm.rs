//! LLVM's intermediate representation.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `llvm`.
pub(crate) static LEXER: Lexer = Lexer::new("llvm", define);

const NAME: &str = r#"(?:[-a-zA-Z$._][-a-zA-Z$._0-9]*|"[^"]*?")"#;

fn define(d: &mut LexerBuilder) {
    let words = d.word_file(include_str!("llvm.txt"));
    d.state("root", |s| {
        s.rule(";.*?$", C1);
        s.rule(r"\s+", Text);
        s.rule(format!(r"{NAME}\s*:"), Nl);
        s.rule(format!(r"@(?:{NAME}|\d+)|#\d+"), Vg);
        s.rule(format!(r"[%!](?:{NAME}|\d+)"), Nv);
        s.rule(r#"c?"[^"]*?""#, S);
        s.rule(r"0[xX]\h+", M);
        s.rule(r"-?\d+(?:[.]\d+)?(?:[eE][-+]?\d+(?:[.]\d+)?)?", M);
        s.rule(r"[=<>{}\[\]()*.,!]|x", P);
        s.rule(r"i[1-9]\d*", Kt);
        s.words(r"\w+", &words, Err);
    });
}
