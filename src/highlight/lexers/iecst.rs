//! Structured text of IEC 61131-3.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `iecst`.
pub(crate) static LEXER: Lexer = Lexer::new("iecst", define);

fn define(d: &mut LexerBuilder) {
    let words = d.word_file_any_case(include_str!("iecst.txt"));
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule("//.*$\n?", C1);
        s.rule(r"(?s)\(\*.*?\*\)", Cm);
        s.rule(r"(?s)\{.*?\}", Cs);
        s.rule("'[^']+'", S1);
        s.rule(r#""[^"]+""#, Ss);
        s.rule(r"%[IQM][XBWDL][\d.]*|%[IQ][\d.]*", Vm);
        s.rule(r"(?i)(?:D|DT|T|TOD)#[\d_shmd:]*", Ld);
        s.rule(r"(?i)(?:16#[\d_a-f]+|0x[\d_a-f]+)\b", Mh);
        s.rule("2#[01_]+", Mb);
        s.rule(r"(?i)(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?", Mf);
        s.rule(r"[\d_][\d.,_]*", M);
        s.words(r"[A-Za-z_]+\b", &words, N);
        s.rule(r"S?R?:?=>?|&&?|\*\*?|<[=>]?|>=?|[-:^/+#]", O);
        s.rule(r"[a-zA-Z_]\w*", Nf).followed_by(r"\s*\(");
        s.rule(r"[a-zA-Z_]\w*\b", N);
        s.rule(r"[()\[\].,;]", P);
    });
}
