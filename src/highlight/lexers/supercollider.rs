//! SuperCollider.

use crate::Lexer;
use crate::builder::{LexerBuilder, Words};
use crate::token::Token::*;

/// Rouge's `supercollider`.
pub(crate) static LEXER: Lexer = Lexer::new("supercollider", define);

fn define(d: &mut LexerBuilder) {
    let words = Words::new(&[
        (K, "var arg classvar const super this"),
        (
            Kc,
            "true false nil inf thisThread thisMethod thisFunction thisProcess thisFunctionDef currentEnvironment \
             topEnvironment",
        ),
        (Kr, "case do for forBy loop if while new newCopyArgs"),
    ]);
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule("//.*?$", C1);
        s.rule("/[*]", Cm).push("comment");
        s.rule(r"[\-+]?0[xX]\h+", Mh);
        s.rule(r"[\-+]?\d+r[0-9a-zA-Z]*(?:\.[0-9A-Z]*)?", Mf);
        s.rule(r"[\-+]?(?:\d+(?:\.\d+)?(?:[eE][\-+]?\d+)?(?:pi)?|pi)", Mf);
        s.rule(r"\$(?:\\.|.)", Sc);
        s.rule(r#""(?:[^\\"]|\\.)*""#, S);
        s.rule(r"'(?:[^\\']|\\.)*'", Sx);
        s.rule(r"\\\w+", Sx);
        s.rule(r"[A-Za-z_]\w*:", Nl);
        s.rule(r"[A-Z]\w*", Nc);
        s.rule(r"_\w+", Nf);
        s.words(r"[a-z]\w*", &words, N);
        s.rule(r"~\w+", Vg);
        s.rule(r"[{}()\[\];,.]", P);
        s.rule(r"[+\-*/&|%<>=]+|[\^:#]", O);
        s.rule(r"_\b", Nb);
    });
    d.state("comment", |s| {
        s.rule("/[*]", Cm).push("comment");
        s.rule("[*]/", Cm).pop();
        s.rule("[^*/]+|.", Cm);
    });
}
