//! Go.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::token::Token::*;
use crate::version::Version::V4_7;

/// Rouge's `go`.
pub(crate) static LEXER: Lexer = Lexer::new("go", define);

const KEYWORDS: &str = "break case chan const continue default defer else fallthrough for func go goto if import \
    interface map package range return select struct switch type var";

const TYPES: &str = "bool byte complex128 complex64 error float32 float64 int int16 int32 int64 int8 rune string uint \
    uint16 uint32 uint64 uint8 uintptr";

const BUILTINS: &str =
    "append cap close complex copy delete imag len make new panic print println real recover";

fn define(d: &mut LexerBuilder) {
    let words = Words::new(&[
        (K, KEYWORDS),
        (Kt, TYPES),
        (No, "false iota nil true"),
        (Nb, BUILTINS),
    ]);
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"//[^\n]*", C);
        s.rule(r"(?s)/\*.*?\*/", C);
        s.words(r"[\p{Alphabetic}_][\p{Alphabetic}\p{Nd}_]*", &words, N);
        numbers(s);
        s.rule(
            r#"'(?:[^\n']|\\[abfnrtv'"\\]|\\[0-7]{3}|\\x\h{2}|\\u\h{4}|\\U\h{8})'"#,
            Sc,
        );
        s.rule(r#"""#, S).push("string");
        s.rule(r"`", S).push("raw string");
        s.rule(r"[+\-*/%&|^<>=!:.]", O);
        s.rule(r"[\[\](){},;]", P);
    });
    d.state("string", |s| {
        s.rule(r#"[^"\\]+"#, S);
        s.rule(r#"\\(?:[abfnrtv'"\\]|x\h{2}|u\h{4}|U\h{8})"#, Se);
        s.rule(r"\\.", Err);
        s.rule(r#"""#, S).pop();
    });
    d.state("raw string", |s| {
        s.rule(r"[^`]+", S);
        s.rule(r"`", S).pop();
    });
}

fn numbers(s: &mut StateBuilder) {
    let decimals = if s.is_since(V4_7) { r"\d(?:_?\d)*" } else { r"\d+" };
    let exponent = format!(r"[eE][+\-]?{decimals}");
    let float = format!(
        r"(?:{decimals}\.(?:{decimals})?(?:{exponent})?|{decimals}{exponent}|\.{decimals}(?:{exponent})?)"
    );
    s.rule(format!("(?:{decimals}|{float})i|{float}"), M);
    if s.is_since(V4_7) {
        s.rule(
            r"0[bB]_*[01](?:_?[01])*|0[xX]_*\h(?:_?\h)*|0[oO]?_*[0-7](?:_?[0-7])*",
            M,
        );
    } else {
        s.rule(r"0[xX]\h+", M);
    }
    s.rule(decimals, M);
}
