//! Haskell.

use crate::Lexer;
use crate::builder::{LexerBuilder, Words};
use crate::token::Token::*;

/// Rouge's `haskell`.
pub(crate) static LEXER: Lexer = Lexer::new("haskell", define);

const RESERVED: &str = "_ case class data default deriving do else if in infix infixl infixr instance let newtype of then \
    type where";

/// A run of operator characters.
const SIGNS: &str = r"[:!#$%&*+.\\/<=>?@^|~-]+";

/// The states, shared with literate Haskell.
pub(crate) fn define(d: &mut LexerBuilder) {
    let words = Words::new(&[(Kr, RESERVED)]);
    d.state("basic", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"\{-#", Cp).push("pragma");
        s.rule(r"\{-", Cm).push("comment");
        s.rule(r"^--\s+\|.*$", Cd);
        s.rule(r"--(?:[^!#$%&*+./<=>?@^|_~\n].*)?$", C1);
    });
    d.state("root", |s| {
        s.mixin("basic");
        s.rule(r"'", Sc).followed_by(r"(?:.|\\\S+)'").push("character");
        s.rule(r#"""#, S).push("string");
        s.rule(r"\d+[eE][+-]?\d+", Mf);
        s.rule(r"\d+\.\d+(?:[eE][+-]?\d+)?", Mf);
        s.rule(r"0[oO][0-7]+", Mo);
        s.rule(r"0[xX]\h+", Mh);
        s.rule(r"\d+", Mi);
        s.rule(r"import", Kr).not_followed_by(r"[\w']").push("import");
        s.rule(r"module", Kr).not_followed_by(r"[\w']").push("module");
        s.rule(r"'?[A-Z][\w']*", Kt);
        s.words(r"[\w']+", &words, N);
        s.rule(r"\\", Nf).not_followed_by(SIGNS);
        s.rule(SIGNS, O);
        s.rule(r"\[\s*\]", Kt);
        s.rule(r"\(\s*\)", Nb);
        s.groups(r"(\[)([_a-z][\w']*)(\|)", [O, N, O]).push("quoted");
        s.rule(r"[\[\](),;`{}]", P);
    });
    for (state, token) in [("pragma", Cp), ("comment", Cm)] {
        d.state(state, |s| {
            s.rule(r"-\}", token).pop();
            s.rule(r"\{-", token).push("comment");
            s.rule(r"[^\-{}]+|[\-{}]", token);
        });
    }
    modules(d);
    literals(d);
}

fn modules(d: &mut LexerBuilder) {
    d.state("import", |s| {
        s.rule(r"\s+", Text);
        s.rule(r#"""#, S).push("string");
        s.rule(r"qualified\b", K);
        s.groups(
            r"([A-Z][\w.]*)(\s+)(as)(\s+)([A-Z][\w.]*)",
            [Nn, Text, K, Text, N],
        )
        .pop();
        s.groups(r"([A-Z][\w.]*)(\s+)(hiding)(\s+)(\()", [Nn, Text, K, Text, P])
            .goto("functions");
        s.groups(r"([A-Z][\w.]*)(\s+)(\()", [Nn, Text, P])
            .goto("functions");
        s.rule(r"[\w.]+", Nn).pop();
    });
    d.state("module", |s| {
        s.rule(r"\s+", Text);
        s.groups(r"([A-Z][\w.]*)(\s+)(\()", [Nn, Text, P])
            .push("functions");
        s.rule(r"where\b", Kr).pop();
        s.rule(r"[A-Z][\w.]*", Nn).pop();
    });
    d.state("functions", |s| {
        s.mixin("basic");
        s.rule(r"[A-Z]\w*", Kt);
        s.rule(r"_[\w']+|[a-z][\w']*", Nf);
        s.rule(r",", P);
        s.rule(SIGNS, O);
        s.rule(r"\(", P).push("functions");
        s.rule(r"\)", P).pop();
    });
}

/// Characters, strings and quotations.
pub(crate) fn literals(d: &mut LexerBuilder) {
    d.state("character", |s| {
        s.rule(r"\\", Se).goto("character end").push("escape");
        s.rule(r".", Sc).goto("character end");
    });
    d.state("character end", |s| {
        s.rule(r"'", Sc).pop();
        s.rule(r".", Err).pop();
    });
    d.state("quoted", |s| {
        s.rule(r"\|\]", O).pop();
        s.rule(r"[^|]+|\|", Text);
    });
    d.state("string", |s| {
        s.rule(r#"""#, S).pop();
        s.rule(r"\\", Se).push("escape");
        s.rule(r#"[^\\"]+"#, S);
    });
    d.state("escape", |s| {
        s.rule(r#"[abfnrtv"'&\\]"#, Se).pop();
        s.rule(r"\^[\]\[A-Z@^_]", Se).pop();
        s.rule(
            r"NUL|SOH|[SE]TX|EOT|ENQ|ACK|BEL|BS|HT|LF|VT|FF|CR|S[OI]|DLE|DC[1-4]|NAK|SYN|ETB|CAN|EM|SUB|ESC|[FGRU]S|SP|DEL",
            Se,
        )
        .pop();
        s.rule(r"[oO][0-7]+|[xX]\h+|\d+|\s+\\", Se).pop();
    });
}
