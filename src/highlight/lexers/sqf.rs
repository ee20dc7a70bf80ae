//! SQF.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `sqf`.
pub(crate) static LEXER: Lexer = Lexer::new("sqf", define);

fn define(d: &mut LexerBuilder) {
    let words = d.word_file_any_case(include_str!("sqf.txt"));
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"(?s)/\*.*?\*/", Cm);
        s.rule("//.*", C1);
        s.rule("#(?:define|undef|ifn?def|else|endif|include)", Cp);
        s.rule(r"\\\r?\n", Cp);
        s.rule("__(?:EVAL|EXEC|LINE__|FILE__)", Nb);
        s.rule(r#"".*?"|'.*?'"#, S);
        s.rule(r"(?:\$|0x)\h+", Mh);
        s.rule(r"[0-9]+\.?(?:e[0-9]+)?", Mf);
        s.rule(r"[!%&*+\-/<=>^|#]", O);
        s.rule(r"[(){}\[\],:;]", P);
        s.words("[a-zA-Z0-9_]+", &words, N).listed();
        s.rule("[a-zA-Z0-9_]*_[a-zA-Z0-9_]+", Nv);
        s.rule("[a-zA-Z0-9_]+", Vg);
    });
}
