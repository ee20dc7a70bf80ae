//! Lustre.

use crate::Lexer;
use crate::builder::{LexerBuilder, Words};
use crate::token::Token::*;
use std::sync::Arc;

/// Rouge's `lustre`.
pub(crate) static LEXER: Lexer = Lexer::new("lustre", define);

const KEYWORDS: &str = "extern unsafe assert const current enum function let node operator returns step struct tel type var \
    model package needs provides uses is body end include merge";

fn define(d: &mut LexerBuilder) {
    states(
        d,
        &Words::new(&[
            (K, KEYWORDS),
            (Ow, "div and xor mod or not nor if then else fby pre when with"),
            (Kt, "int real bool"),
        ]),
    );
}

/// The states, shared with Lutin, which has other words.
pub(crate) fn states(d: &mut LexerBuilder, words: &Arc<Words>) {
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule("false|true", Kc);
        s.rule("--.*", C1);
        s.rule(r"(?s)/\*.*?\*/|\(\*.*?\*\)", Cm);
        s.words(r"[a-zA-Z_][\w']*", words, N);
        s.rule(r"[(){}\[\];]+", P);
        s.rule(r"[,!$%&*+./:<=>?@^|~#-]+", O);
        s.rule(r"-?\d[\d_]*(?:.[\d_]*)?(?:[eE][+-]?\d[\d_]*)", Mf);
        s.rule(r"\d[\d_]*", Mi);
        s.rule(r#"'(?:\\[\\"'ntbr ]|\\[0-9]{3}|\\x\h{2}|[.])'"#, Sc);
        s.rule(r#"""#, S2).push("string");
        s.rule(r"[~?][a-zA-Z_][\w']*", Nv);
    });
    d.state("string", |s| {
        s.rule(r#"[^\\"]+"#, S2);
        s.rule(r#"\\(?:[\\"'ntbr]|\d{3}|x\h{2})"#, Se);
        s.rule(r"\\\n", S2);
        s.rule(r#"""#, S2).pop();
    });
}
