//! Vim script.

use crate::Lexer;
use crate::builder::{LexerBuilder, Words};
use crate::token::Token::*;

/// Rouge's `viml`.
pub(crate) static LEXER: Lexer = Lexer::new("viml", define);

fn define(d: &mut LexerBuilder) {
    let words = Words::new(&[
        (K, include_str!("viml_commands.txt")),
        (Nb, include_str!("viml_names.txt")),
    ]);
    d.state("root", |s| {
        s.groups(r#"^(\s*)(".*?)$"#, [Text, C]);
        s.rule(r"^\s*\\", Se);
        s.rule(r"^\s*\n", Text);
        s.rule(r"[ \t]+", Text);
        s.rule(r"/(?:\\\\|\\/|[^\n/])*/", Sr);
        s.rule(r#""(?:\\\\|\\"|[^\n"])*""#, S2);
        s.rule(r"'(?:\\\\|\\'|[^\n'])*'", S1);
        s.rule(r"-?\d+", M);
        s.rule(r"#\h{6}", Mh);
        s.rule("^:", P);
        s.rule(r"[():<>+=!\[\]{}|,~.\-]", P);
        s.rule(r"\b(?:let|if|else|endif|elseif|fun|function|endfunction)\b", K);
        s.rule(r"\b(?:NONE|bold|italic|underline|dark|light)\b", Nb);
        s.rule(r"[absg]:\w+\b", Nv);
        s.words(r"\b\w+\b", &words, Text);
        s.rule("(?s).", Text);
    });
}
