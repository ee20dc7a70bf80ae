//! P4.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `p4`.
pub(crate) static LEXER: Lexer = Lexer::new("p4", define);

const OPERATORS: &str = r"\|\+\||\|-\||\?|&|&&&|<|>|<<|>>|\*|\||~|\^|-|\+|/|#|\.|=|!=|<=|>=|\+\+";

const NAME: &str = r"[\p{XID_Start}_]\p{XID_Continue}*";

fn define(d: &mut LexerBuilder) {
    let words = d.word_file(include_str!("p4.txt"));
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule("//.*$\n?", C1);
        s.rule(r"(?s)/\*.*?\*/", Cm);
        s.rule(format!(r"#\s*{NAME}"), Cp);
        s.words(r"[a-zA-Z_]\w*\b", &words, K).listed();
        s.rule(format!(r"{NAME}_[th]\b"), Nc);
        s.rule(OPERATORS, O);
        s.rule(r"[(){}\[\]<>,:;.]", P);
        s.rule(
            "(?:[0-9]+[sw])?(?:0[oO][0-7_]+|0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[dD][0-9_]+|[0-9_]+)",
            M,
        );
        s.rule(format!("@{NAME}"), Nl);
        s.rule(NAME, Text);
        s.rule(r#""(?:\\"|[^"])*""#, S);
    });
}
