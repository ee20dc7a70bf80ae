//! Nim. Words may contain underscores anywhere.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::token::Token::*;

/// Rouge's `nim`.
pub(crate) static LEXER: Lexer = Lexer::new("nim", define);

const KEYWORDS: &str = "addr as asm atomic bind block break case cast const continue converter defer discard distinct do elif \
    else end enum except export finally for from func generic if import include interface iterator let \
    macro method mixin nil object of out proc ptr raise ref return static template try tuple type using var \
    when while with without yield";

const OPERATORS: &str = "and div in is isnot mod not notin or shl shr xor";

const PSEUDO: &str = "false nil true";

const TYPES: &str = "array bool char float float32 float64 int int16 int32 int64 int8 range seq set string";

const NAMESPACE: &str = "from import include";

const NAME: &str = "[a-zA-Z](?:_?[a-zA-Z0-9])*";

/// A pattern of these words. The longer of two words with the same beginning comes first.
fn any(words: &str) -> String {
    let mut words: Vec<&str> = words.split_ascii_whitespace().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let loose = words.iter().map(|word| {
        word.chars()
            .map(|letter| format!("{letter}_?"))
            .collect::<String>()
    });
    format!(r"(?:{})\b", loose.collect::<Vec<_>>().join("|"))
}

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule("##.*$", Sd);
        s.rule("#.*$", C);
        s.rule(r"[*=><+\-/@$~&%!?|\\\[\]]", O);
        s.rule(r"\.\.|\.\]|\.\}|\.\)|\.|,|\{\.|\(\.|[{}():^`;]", P);
        s.rule(r#"\w+""#, S).push("raw");
        s.rule(r#"""""#, S).push("long");
        s.rule(r#"""#, S).push("string");
        s.rule("'", Sc).push("character");
        s.rule(any(OPERATORS), Ow);
        s.rule(r"p_?r_?o_?c_?\s", K)
            .followed_by(r"[^(\[\]]|\z")
            .push("function");
        s.rule(any(KEYWORDS), K);
        s.rule(any(NAMESPACE), Kn);
        s.rule(r"v_?a_?r\b", Kd);
        s.rule(any(TYPES), Kt);
        s.rule(any(PSEUDO), Kp);
        s.rule(NAME, N);
        s.rule(r"\d[\d_]*", Mf)
            .followed_by("[eE.]|'?[fF](?:32|64)")
            .push("float suffix")
            .push("float");
        s.rule(r"0[xX]\h[\h_]*", Mh).push("suffix");
        s.rule(r"0[bB][01][01_]*", M).push("suffix");
        s.rule(r"0o[0-7][0-7_]*", Mo).push("suffix");
        s.rule(r"\d[\d_]*", Mi).push("suffix");
        s.rule(r"\s+", Text);
        s.rule(".+$", Err);
    });
    numbers(d);
    d.state("function", |s| {
        s.rule(NAME, Nf).pop();
        s.rule("`.+`", Nf).pop();
    });
    d.state("character", |s| {
        s.rule(r#"\\(?:[\\abcefnrtvl"']|x\h{2}|\d{1,3})"#, Se);
        s.rule("'", Sc).pop();
        s.rule(".", Sc);
    });
    d.state("string", |s| {
        s.rule(r#"\\(?:[\\abcefnrtvl"']|\n|x\h{2}|\d{1,3})"#, Se);
        s.rule(r#"""#, S).pop();
        content(s);
    });
    d.state("raw", |s| {
        s.rule(r#"""#, S).followed_by(r#"[^"]|\z"#).pop();
        s.rule(r#"""#, Se).pop();
        content(s);
    });
    d.state("long", |s| {
        s.rule(r#"""""#, S).followed_by(r#"[^"]|\z"#).pop();
        content(s);
        s.rule(r"\n", S);
    });
}

fn numbers(d: &mut LexerBuilder) {
    d.state("float", |s| {
        s.rule(r"\.[\d_]+", Mf);
        s.rule(r"\.", Mf).not_followed_by(r"\.");
        s.rule(r"[eE][+-]?\d[\d_]*", Mf);
        s.empty("").pop();
    });
    d.state("float suffix", |s| {
        s.rule("'?[fF](?:32|64)", Mf);
        s.empty("").pop();
    });
    d.state("suffix", |s| {
        s.rule("'?[iI](?:32|64)", Il);
        s.rule("'?[iI](?:8|16)", Mi);
        s.rule("'?[uU]", Mi);
        s.empty("").pop();
    });
}

fn content(s: &mut StateBuilder) {
    s.rule(r"\$(?:#|\w)+", Si);
    s.rule(r#"[^\\'"$\n]+"#, S);
    s.rule(r#"['"\\$]"#, S);
}
