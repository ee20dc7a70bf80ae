//! YANG.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `yang`.
pub(crate) static LEXER: Lexer = Lexer::new("yang", define);

fn define(d: &mut LexerBuilder) {
    let words = d.word_file_any_case(include_str!("yang.txt"));
    let end = r"[\s{};]";
    d.state("root", |s| {
        s.rule(r"\s+", W);
        s.rule("[{};]+", P);
        s.rule(r"and|or|not|\+|\.", O).not_followed_by(r"[\-\w]");
        s.rule(r#""(?:\\"|[^"])*?""#, S2);
        s.rule(r"'(?:\\'|[^'])*?'", S1);
        s.rule(r"/\*", C).push("comment");
        s.rule("//.*?$", C);
        s.groups(r"([\w.-]+)(:)([\w.-]+)", [Nn, P, N]).followed_by(end);
        s.rule("[0-9]{4}-[0-9]{2}-[0-9]{2}", Nl).followed_by(end);
        s.rule(r"[0-9]+\.[0-9]+", Mf).followed_by(end);
        s.rule("[0-9]+", Mi).followed_by(end);
        s.words(r"[\w-]*\w", &words, N)
            .followed_by(r"[^\w\-:\p{Alphabetic}\p{M}\p{Nd}\p{Pc}]");
        s.rule(r#"[^;{}\s'"]+"#, N);
    });
    d.state("comment", |s| {
        s.rule("[^*/]", C);
        s.rule(r"/\*", C).push("comment");
        s.rule(r"\*/", C).pop();
        s.rule("[*/]", C);
    });
}
