//! Augeas.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `augeas`.
pub(crate) static LEXER: Lexer = Lexer::new("augeas", define);

fn define(d: &mut LexerBuilder) {
    let words = d.word_file(include_str!("augeas.txt"));
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"\(\*", Cm).push("comment");
        s.groups(r"(:)(\w+)", [P, Kt]);
        s.rule("module", Kr).not_followed_by(r"[\w']").push("module");
        s.words(r"\w[\w']*", &words, N).listed();
        s.rule(r"[A-Z][\w']*", Kn);
        s.rule(r"\w[\w']*", N);
        s.rule(r#"""#, S).push("string");
        s.rule("/", S).push("regex");
        s.rule(r"[-*+.=?|]+", O);
        s.rule(r"[\[\](){}:;]", P);
    });
    d.state("comment", |s| {
        s.rule(r"\*\)", Cm).pop();
        s.rule(r"\(\*", Cm).push("comment");
        s.rule("[^*)]+|[*)]", Cm);
    });
    d.state("module", |s| {
        s.rule(r"\s+", Text);
        s.rule("[A-Z][a-zA-Z0-9_.]*", Nn).pop();
    });
    d.state("regex", |s| {
        s.rule("/", Sr).pop();
        s.rule(r"[^\\/]+|\\[\\/]|\\", Sr);
    });
    d.state("string", |s| {
        s.rule(r#"""#, S).pop();
        s.rule(r"\\", Se).push("escape");
        s.rule(r#"[^\\"]+"#, S);
    });
    d.state("escape", |s| {
        s.rule(r#"[abfnrtv"'&\\]|\^[\]\[A-Z@^_]"#, Se).pop();
        s.rule(r"[oO][0-7]+|[xX]\h+|\d+|\s+", Se).pop();
        s.rule(".", S).pop();
    });
}
