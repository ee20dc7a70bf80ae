//! MiniZinc.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `minizinc`.
pub(crate) static LEXER: Lexer = Lexer::new("minizinc", define);

fn define(d: &mut LexerBuilder) {
    let words = d.word_file(include_str!("minizinc.txt"));
    d.state("root", |s| {
        s.rule(r"\s+|\\\n", W);
        s.rule("%.*", C1);
        s.rule(r"(?s)/(?:\\\n)?[*].*?[*](?:\\\n)?/", Cm);
        s.rule(r#""(?:\\\\|\\"|[^"])*""#, S);
        s.rule(r"not|<->|->|<-|\\/|xor|/\\|<|>|<=|>=|==|=|!=", O);
        s.rule(r"\+|-|\*|/|div|mod|\\|\.\.|\+\+", O);
        s.rule(r"[|()\[\]{},:;]", P);
        s.rule(r"(?:true|false)\b", Kc);
        // A number's dot is not one of the two in a range.
        s.rule(r"\d+\.\d+(?:[eE][-+]?\d+)?|\d+\.[eE][-+]?\d+", M);
        s.rule(r"\d+\.", M).not_followed_by(r"\.");
        s.rule(r"\d+(?:[eE][-+]?\d+)?", M);
        s.words(r"[$a-zA-Z_]\w*", &words, Nx);
    });
}
