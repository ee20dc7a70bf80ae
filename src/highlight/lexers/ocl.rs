//! The Object Constraint Language.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;
use crate::version::Version::V4_7;

/// Rouge's `ocl`.
pub(crate) static LEXER: Lexer = Lexer::new("ocl", define);

fn define(d: &mut LexerBuilder) {
    let words = d.word_file(include_str!("ocl.txt"));
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule("--.*", C1);
        s.rule(r"\d+", Mi);
        s.rule("'", S1).push("string");
        s.rule(r"[-|+*/<>=~!@#%&?^]", O);
        s.rule(r"[;:()\[\],.]", P);
        s.words(r"\w+", &words, N).before(V4_7);
        s.words(r"[a-zA-Z]\w*", &words, N).since(V4_7);
    });
    d.state("string", |s| {
        s.rule(r"\\.", Se);
        s.rule("'", S1).pop();
        s.rule(r"[^\\']+", S1);
    });
}
