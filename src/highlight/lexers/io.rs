//! Io.

use crate::Lexer;
use crate::builder::{LexerBuilder, Words};
use crate::token::Token::*;

/// Rouge's `io`.
pub(crate) static LEXER: Lexer = Lexer::new("io", define);

const BUILTINS: &str = "args call clone do doFile doString else elseif for if list method return super then";

fn define(d: &mut LexerBuilder) {
    let words = Words::new(&[(Kc, "nil false true"), (Nb, BUILTINS)]);
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule("//.*|#.*", C1);
        s.rule(r"(?s)/(?:\\\n)?[*].*?[*](?:\\\n)?/", Cm);
        s.rule("/[+]", Cm).push("comment");
        s.rule(r#""(?:\\\\|\\"|[^"])*""#, S);
        s.rule(":?:=", K);
        s.rule("[()]", P);
        s.rule(r"[-=;,*+><!/|^.%&\[\]{}]", O);
        s.rule(r"[A-Z]\w*", Nc);
        s.words(r"[a-z_]\w*", &words, N);
        s.rule(r"(?:\d+[.]?\d*|\d*[.]\d+)(?:[eE][+-]?[0-9]+)?", Mf);
        s.rule("@@?", K);
    });
    d.state("comment", |s| {
        s.rule("[^/+]+", Cm);
        s.rule("/[+]", Cm).push("comment");
        s.rule("[+]/", Cm).pop();
    });
}
