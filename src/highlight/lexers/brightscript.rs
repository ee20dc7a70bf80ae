//! BrightScript.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `brightscript`.
pub(crate) static LEXER: Lexer = Lexer::new("brightscript", define);

fn define(d: &mut LexerBuilder) {
    let components = d.word_file(include_str!("brightscript_components.txt"));
    let words = d.word_file_any_case(include_str!("brightscript.txt"));
    let name = "[$a-zA-Z_][a-zA-Z0-9_]*";
    d.state("root", |s| {
        s.rule(r"\s+", W);
        s.rule("'.*", C1);
        s.rule("(?i)REM.*", C1);
        s.rule(r"[~!%^&*+=|?:<>/-]", O);
        s.rule(r"(?i)\d*\.\d+(?:e-?\d+)?", Mf);
        s.rule(r"(?i)\d+[lu]*", Mi);
        s.rule(r#"".*?""#, S2);
        s.rule(name, Nf).followed_by(r"\s*[(]");
        s.rule(r"[()\[\],.;{}]", P);
        s.words(name, &components, Kr).listed();
        s.words(name, &words, N);
    });
}
