//! Stata.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `stata`.
pub(crate) static LEXER: Lexer = Lexer::new("stata", define);

const COMMANDS: &str = include_str!("stata_commands.txt");

fn define(d: &mut LexerBuilder) {
    let words = d.word_file(include_str!("stata.txt"));
    let functions = d.word_file(include_str!("stata_functions.txt"));
    let commands: Vec<&str> = COMMANDS.split_ascii_whitespace().skip(1).collect();
    d.state("root", |s| {
        s.rule(r"^\s*#.*$", Cp);
        s.rule(r"^\*!.*$", Ch);
        s.rule(r"^\s*\*.*$", C1);
        s.rule(format!(r"^\s*(?:{})\b", commands.join("|")), K);
        s.rule(r"[ \t]+", W);
        s.rule(r"[\n\r]+", Text);
        s.rule("//.*?$", C1);
        s.rule(r"(?s)/(?:\\\n)?[*].*?[*](?:\\\n)?/", Cm);
        s.rule(r#"`"(?:\\.|.)*?"'|"(?:\\.|.)*?"|`(?:\\.|.)*?'"#, S2);
        s.rule(r"\$\w+", S2);
        s.rule(r"%\S+", Py);
        s.rule(
            r"str(?:204[0-5]|20[0-3][0-9]|[01][0-9][0-9][0-9]|[0-9][0-9][0-9]|[0-9][0-9]|[1-9])\b",
            Kt,
        );
        s.words(r"\w+", &functions, Nf).listed().followed_by(r"\(");
        s.rule(r"\.\.", O).followed_by(r".*\]");
        s.rule(r"[+-]?(?:\d+(?:[.]\d+)?|[.]\d+)(?:[eE][+-]?\d+)?", M);
        s.rule(r"[ICOicoLFDSlfds]\w*\.", O);
        s.rule(r"[ICOicoLFDSlfds]\w*", O).followed_by(r"\(.*\)\.");
        s.words(r"\w+", &words, N);
        s.rule(r"[\[\]{}();,]", P);
        s.rule(r"[-<>?*+'^/\\!#.=~:&|]", O);
    });
}
