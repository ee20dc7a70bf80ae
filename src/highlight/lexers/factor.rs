//! Factor.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::token::Token::*;

/// Rouge's `factor`.
pub(crate) static LEXER: Lexer = Lexer::new("factor", define);

fn define(d: &mut LexerBuilder) {
    let words = d.word_file(include_str!("factor.txt"));
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        definitions(s);
        s.rule(r"(?:<PRIVATE|PRIVATE>)", Kn);
        s.groups(r"(MAIN:)(\s+)(\S+)", [Kn, Text, Nf]);
        s.rule(r#""(?:\\\\|\\"|[^"])*""#, S);
        s.rule(r#"\S+"\s+(?:\\\\|\\"|[^"])*""#, S);
        s.rule(r"CHAR:\s+(?:\\[\\abfnrstv]*|\S)", Sc).followed_by(r"\s");
        s.rule(r"!\s+.*$|#!\s+.*$", C);
        s.rule("[tf]", No).followed_by(r"\s");
        s.rule(r"-?\d+\.\d+", Mf).followed_by(r"\s");
        s.rule(r"-?\d+", Mi).followed_by(r"\s");
        s.rule(r"HEX:\s+\h+", Mh).followed_by(r"\s");
        s.rule(r"BIN:\s+[01]+", Mb).followed_by(r"\s");
        s.rule(r"OCT:\s+[0-7]+", Mo).followed_by(r"\s");
        s.rule("[-+/*=<>^]", O).followed_by(r"\s");
        s.rule("(?:deprecated|final|foldable|flushable|inline|recursive)", K)
            .followed_by(r"\s");
        s.words(r"\S+", &words, N);
    });
    d.state("effect", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"\(", Nf).push("effect");
        s.rule(r"\)", Nf).pop();
        s.rule("--", Nf);
        s.rule(r"\S+", Nv);
    });
    d.state("slots", |s| {
        s.rule(r"\s+", Text);
        s.rule(";", K).followed_by(r"\s").pop();
        s.rule(r"\S+", Nv);
    });
    d.state("import", |s| {
        s.rule(";", K).followed_by(r"\s").pop();
        s.rule(r"\s+", Text);
        s.rule(r"\S+", Nn);
    });
}

fn definitions(s: &mut StateBuilder) {
    s.groups(r"(:|::|MACRO:|MEMO:|GENERIC:|HELP:)(\s+)(\S+)", [K, Text, Nf]);
    s.groups(
        r"(M:|HOOK:|GENERIC#)(\s+)(\S+)(\s+)(\S+)",
        [K, Text, Nc, Text, Nf],
    );
    s.rule(r"\(", Nf).followed_by(r"\s").push("effect");
    s.rule(";", K).followed_by(r"\s");
    s.groups(r"(USING:)((?:\s|\\\s)+)", [Kn, Text]).push("import");
    s.groups(
        r"(IN:|USE:|UNUSE:|QUALIFIED:|QUALIFIED-WITH:)(\s+)(\S+)",
        [Kn, Text, Nn],
    );
    s.groups(r"(FROM:|EXCLUDE:)(\s+)(\S+)(\s+)(=>)", [Kn, Text, Nn, Text, P]);
    s.rule("(?:ALIAS|DEFER|FORGET|POSTPONE):", Kn);
    s.groups(
        r"(TUPLE:)(\s+)(\S+)(\s+)(<)(\s+)(\S+)",
        [K, Text, Nc, Text, P, Text, Nc],
    )
    .push("slots");
    s.groups(r"(TUPLE:)(\s+)(\S+)", [K, Text, Nc]).push("slots");
    s.groups(r"(UNION:|INTERSECTION:)(\s+)(\S+)", [K, Text, Nc]);
    s.groups(
        r"(PREDICATE:)(\s+)(\S+)(\s+)(<)(\s+)(\S+)",
        [K, Text, Nc, Text, P, Text, Nc],
    );
    s.groups(r"(C:)(\s+)(\S+)(\s+)(\S+)", [K, Text, Nf, Text, Nc]);
    s.rule(
        "(?:INSTANCE|SLOT|MIXIN|SINGLETONS?|CONSTANT|SYMBOLS?|ERROR|SYNTAX|ALIEN|TYPEDEF|FUNCTION|STRUCT):",
        K,
    );
}
