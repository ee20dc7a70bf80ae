//! Racket.

use crate::Lexer;
use crate::builder::{LexerBuilder, Words};
use crate::token::Token::*;

/// Rouge's `racket`.
pub(crate) static LEXER: Lexer = Lexer::new("racket", define);

const NAME: &str = r"[^\s()\[\]{}'`,.]+";

fn define(d: &mut LexerBuilder) {
    let words = Words::new(&[
        (K, include_str!("racket_keywords.txt")),
        (Nb, include_str!("racket_builtins.txt")),
    ]);
    d.state("root", |s| {
        s.rule(";.*$", C1);
        s.rule("#!.*", C1);
        s.rule(r"#\|", Cm).push("block comment");
        s.rule("#;", Cm).push("commented form");
        s.rule(r"\s+", Text);
        s.rule(r"[+-]inf[.][f0]|[+-]nan[.]0|-min[.]0|\+max[.]0", Mf);
        s.rule(r"-?\d+\.\d+", Mf);
        s.rule(r"-?\d+", Mi);
        s.rule(format!("#:(?:{NAME})+"), Nt);
        s.rule("#b[01]+", Mb);
        s.rule("#o[0-7]+", Mo);
        s.rule(r"#d\d+", Mi);
        s.rule(r"#[xX]\h+", Mh);
        s.rule(r"#[ei][\d.]+", Mx);
        s.rule(r#""(?:\\\\|\\"|[^"])*""#, S);
        s.rule(format!("['`]{NAME}"), Ss);
        s.rule(r#"#\\(?:[()/'"._!$%& ?=+\-]|[a-zA-Z0-9]+)"#, Sc);
        s.rule("(?i)#t(?:rue)?|#f(?:alse)?", No);
        s.rule(r"'|#|`|,@|,|\.", O);
        s.rule(r"[(\[{]", P).push("command");
        s.rule(r"[)\]}]", P);
        s.rule(NAME, Nv);
    });
    d.state("block comment", |s| {
        s.rule("[^|#]+", Cm);
        s.rule(r"\|#", Cm).pop();
        s.rule(r"#\|", Cm).push("block comment");
        s.rule("[|#]", Cm);
    });
    d.state("commented form", |s| {
        s.rule(r"[({\[]", Cm).push("in commented form");
        s.rule(r#""(?:\\"|[^"])*?""#, Cm).pop();
        s.rule(r"\S+", Cm).pop();
        s.empty("").pop();
    });
    d.state("in commented form", |s| {
        s.rule(r"[^(){}\[\]]+", Cm);
        s.rule(r"[)}\]]", Cm).pop();
        s.rule(r"[({\[]", Cm).push("in commented form");
    });
    d.state("command", |s| {
        s.words(NAME, &words, Nf).pop();
        s.empty("").pop();
    });
}
