//! The Wolfram Language.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `mathematica`.
pub(crate) static LEXER: Lexer = Lexer::new("mathematica", define);

const NUMBER: &str = r"(?:\.\d+|\d+\.\d*|\d+)";
const NAME: &str = "[a-zA-Z$][$a-zA-Z0-9]*";
const STRING: &str = r#""(?:\\\\|\\"|[^"])*""#;

fn define(d: &mut LexerBuilder) {
    let words = d.word_file(include_str!("mathematica.txt"));
    let precision = format!("`(?:`?{NUMBER})?");
    let power = r"(?:\*\^[+-]?\d+)?";
    let symbol = format!(r"(?:{NAME}|\\\[{NAME}\])+");
    d.state("root", |s| {
        s.rule(r"\s+", W);
        s.rule(r"\(\*", C).push("comment");
        s.rule(
            format!(r"\d+\^\^(?:\.\w+|\w+\.\w*|\w+)(?:{precision})?{power}"),
            M,
        );
        s.rule(format!("{NUMBER}(?:{precision})?{power}"), M);
        s.rule(format!("::(?:{NAME}|{STRING})"), Nt);
        s.rule(r"(?:In|Out)\[[0-9]+\]:?=", Gp);
        s.words(format!("`?{symbol}(?:`{symbol})*`?"), &words, Nv);
        s.rule(format!(r#"#(?:{NAME}|"{NAME}")|#[0-9]*"#), Nf);
        s.rule(r"[+\-*/|,;.:@~=><&`'^?!_%]", O);
        s.rule(r"[\[\](){}]", P);
        s.rule(STRING, S);
    });
    d.state("comment", |s| {
        s.rule(r"\(\*", C).push("comment");
        s.rule(r"\*\)", C).pop();
        s.rule(format!("::{NAME}::"), Cp);
        s.rule(format!(r"[ ]:(?:{NAME}|[^\S])+:[ ]"), Cp);
        s.rule(".", C);
    });
}
