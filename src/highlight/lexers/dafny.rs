//! Dafny.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::token::Token::*;

/// Rouge's `dafny`.
pub(crate) static LEXER: Lexer = Lexer::new("dafny", define);

/// A letter of a name.
const LETTER: &str = "[0-9a-zA-Z_'?]";

fn define(d: &mut LexerBuilder) {
    let words = d.word_file(include_str!("dafny.txt"));
    d.state("root", |s| {
        s.rule(r"/\*", Cm).push("comment");
        s.rule("//.*?$", C1);
        s.rule(r"\*/", Err);
        strings(s);
        numbers(s);
        s.rule(r"array(?:1[0-9]+|[2-9][0-9]*)\?", Kt)
            .not_followed_by(LETTER);
        s.rule("array(?:1[0-9]+|[2-9][0-9]*)", Kt).not_followed_by(LETTER);
        s.rule("bv(?:0|[1-9][0-9]*)", Kt).not_followed_by(LETTER);
        s.words(format!("[0-9a-zA-Z?]{LETTER}*"), &words, N);
        s.rule(r"\.\.|[*!%&<>|^+=:./-]", O);
        s.rule(r"[\[\](){},;`]", P);
        s.rule(r"[^\S\n]+|\n", Text);
    });
    d.state("comment", |s| {
        s.rule(r"\*/", Cm).pop();
        s.rule(r"/\*", Cm).push("comment");
        s.rule("[^*/]+|.", Cm);
    });
}

fn strings(s: &mut StateBuilder) {
    let unicode = r"\\u\h{4}";
    s.rule(format!(r#"'(?:[^\\'\n\r]|\\["'ntr\\0]|{unicode})'"#), Sc);
    s.rule(r"'[^'\n\r]*(?:'|$)", Err);
    s.rule(format!(r#""(?:[^\\"\n\r]|\\["'ntr\\0]|{unicode})*""#), S2);
    s.rule(r#"".*"|".*$"#, Err);
    s.rule(r#"@"(?:[^"]|"")*""#, Sx);
    s.rule(r#"(?s)@".*"#, Err);
}

/// Numbers, and what is none although it begins like one.
fn numbers(s: &mut StateBuilder) {
    let digits = r"\d+(?:_\d+)*";
    s.rule(format!(r"{digits}\.{digits}"), Mf).not_followed_by(LETTER);
    s.rule("0b[01]+(?:_[01]+)*", Mb).not_followed_by(LETTER);
    s.rule(format!("0b{LETTER}*"), Err);
    s.rule(r"0x\h+(?:_\h+)*", Mh).not_followed_by(LETTER);
    s.rule(format!("0x{LETTER}*"), Err);
    s.rule(digits, Mi).not_followed_by(LETTER);
    s.rule("_", N).not_followed_by(LETTER);
    s.rule("_[0-9_]+", Err).not_followed_by(LETTER);
    s.rule("[0-9_]+_", Err).not_followed_by(LETTER);
    s.rule(format!("[0-9]{LETTER}+"), Err);
}
