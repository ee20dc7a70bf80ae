//! OCaml.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::token::Token::{self, *};

/// Rouge's `ocaml`.
pub(crate) static LEXER: Lexer = Lexer::new("ocaml", define);

/// The words that related languages share.
pub(crate) const WORDS: &[(Token, &str)] = &[
    (
        K,
        "as assert begin class constraint do done downto else end exception external false for fun function \
    functor if in include inherit initializer lazy let module mutable new nonrec object of open rec sig \
    struct then to true try type val virtual when while with",
    ),
    (Ow, "and asr land lor lsl lxor mod or"),
    (Kt, "array bool char float int list string unit"),
];

pub(crate) const NAME: &str = r"[a-zA-Z_][\w']*";

pub(crate) const UPPER: &str = r"[A-Z][\w']*";

pub(crate) const OPERATOR: &str = r"[;,_!$%&*+./:<=>?@^|~#\-]+";

fn define(d: &mut LexerBuilder) {
    let words = Words::new(&[WORDS, &[(K, "match raise")]].concat());
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"false|true|[(][)]|\[\]", Bp);
        s.rule(UPPER, Nn).followed_by(r"\s*[.]").push("dotted");
        s.rule(format!("`{NAME}"), Nt);
        s.rule(UPPER, Nc);
        s.rule(r"[(][*]", C).not_followed_by("[)]").push("comment");
        s.words(NAME, &words, N);
        s.rule(r"[(){}\[\];]+", P);
        s.rule(OPERATOR, O);
        numbers(s);
        characters(s);
        s.rule("'", K);
        s.rule(r#"""#, S2).push("string");
    });
    shared(d);
}

/// Numbers. A number with a fraction needs an exponent.
pub(crate) fn numbers(s: &mut StateBuilder) {
    s.rule(r"-?\d[\d_]*(?:.[\d_]*)?[eE][+-]?\d[\d_]*", Mf);
    s.rule(r"0[xX]\h[\h_]*", Mh);
    s.rule(r"0[oO][0-7][0-7_]*", Mo);
    s.rule(r"0[bB][01][01_]*", Mb);
    s.rule(r"\d[\d_]*", Mi);
}

/// Single characters.
pub(crate) fn characters(s: &mut StateBuilder) {
    s.rule(r#"'(?:\\[\\"'ntbr ]|\\\d{3}|\\x\h{2})'"#, Sc);
    s.rule("'[.]'", Sc);
}

/// Comments, strings, and the path after the name of a module.
pub(crate) fn shared(d: &mut LexerBuilder) {
    d.state("comment", |s| {
        s.rule("[^(*)]+", C);
        s.rule("[(][*]", C).push("comment");
        s.rule("[*][)]", C).pop();
        s.rule("[(*)]", C);
    });
    d.state("string", |s| {
        s.rule(r#"[^\\"]+"#, S2);
        s.rule(r#"\\[\\"'ntbr]|\\\d{3}|\\x\h{2}"#, Se);
        s.rule("\\\\\n", S2);
        s.rule(r#"""#, S2).pop();
    });
    d.state("dotted", |s| {
        s.rule(r"\s+", Text);
        s.rule("[.]", P);
        s.rule(UPPER, Nn).followed_by(r"\s*[.]");
        s.rule(UPPER, Nc).pop();
        s.rule(NAME, N).pop();
        s.rule(r"[({\[]", P).pop();
    });
}
