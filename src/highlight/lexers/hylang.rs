//! Hy.

use crate::Lexer;
use crate::builder::{Emit, LexerBuilder};
use crate::token::Token::*;
use std::sync::Arc;

/// Rouge's `hylang`.
pub(crate) static LEXER: Lexer = Lexer::new("hylang", define);

const NAME: &str = r"[\w!$%*+,<=>?/.-]+";
const KEYWORD: &str = r"[\w!#$%*+,<=>?/.-]+";

fn define(d: &mut LexerBuilder) {
    let words = d.word_file(include_str!("hylang.txt"));
    d.state("root", |s| {
        s.rule(";.*?$", C1);
        s.rule(r"\s+", W);
        s.rule(r"-?\d+\.\d+", Mf);
        s.rule(r"-?\d+", Mi);
        s.rule(r"0x-?[0-9a-fA-F]+", Mh);
        s.rule(r#""(?:\\.|[^"])*""#, S);
        s.rule(format!("'{KEYWORD}"), Ss);
        s.rule(format!("::?{KEYWORD}"), No);
        s.rule(r"\\(?:.|[a-zA-Z]+)", Sc);
        s.rule("~@|[`'#^~&@]", O);
        s.groups(
            format!(r"(\()(\s*)({NAME})"),
            [P.into(), W.into(), Emit::Keyword(Arc::clone(&words), Nf)],
        );
        s.words(NAME, &words, N);
        s.rule(r"[\[\]{}()]", P);
    });
}
