//! Assembly of the NES.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `nesasm`.
pub(crate) static LEXER: Lexer = Lexer::new("nesasm", define);

fn define(d: &mut LexerBuilder) {
    let words = d.word_file_any_case(include_str!("nesasm.txt"));
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule(";.*", C1);
        s.rule(r"[(),.\[\]]", P);
        s.rule("#?%[0-1]+", Mb);
        s.rule(r"#?\$\h+", Mh);
        s.rule(r"#?\d+", M);
        s.rule(r"[~&*+=|?:<>/-]", O);
        s.words(r"#?\w+:?", &words, Nf);
        s.rule(r"#\(", P);
        s.rule(r#"""#, S).push("string");
        s.rule(r"'\w'", Sc);
        s.rule(r"\\\??[\d@#]", Nb);
    });
    d.state("string", |s| {
        s.rule(r#"""#, S).pop();
        s.rule(r#"\\"?"#, Se);
        s.rule(r#"[^"\\]+"#, S);
    });
}
