//! GHC's Core, the intermediate language of a Haskell compiler.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::token::Token::*;

/// Rouge's `ghc-core`.
pub(crate) static LEXER: Lexer = Lexer::new("ghc-core", define);

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule("^=====.*=====$", Gh);
        s.rule(r"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d+ UTC$", C1);
        s.rule(r"^Result size of .+\n.+\{[^}]*\}", Cm);
        s.rule("--.*$", C1);
        s.rule(r"\[", Cs).push("annotation");
        s.groups(r"(Rec)(\s*)(\{)", [K, Text, P]);
        s.groups(r"^(end)(\s*)(Rec)(\s*)(\})", [K, Text, K, Text, P]);
        s.rule(r#"^(?s:".*?")"#, Nl).push("expression");
        s.rule(r"^\S+", Nf)
            .followed_by("(?s).*?(?:=|::)")
            .push("expression");
        s.rule(r"\s|.", Text);
    });
    d.state("expression", |s| {
        s.rule(r"\n+", Text);
        s.empty("").followed_by(r"\S").pop();
        s.rule(r"\s+", Text).push("expression line");
    });
    d.state("expression line", |s| {
        s.rule(" ", Text);
        common(s);
        s.rule(r"\n", Text).pop();
    });
    d.state("annotation", |s| {
        s.rule(r"\]", Cs).pop();
        s.rule(r"\[", Cs).push("annotation");
        s.rule(r"[^\[\]]+", Cs);
    });
}

fn common(s: &mut StateBuilder) {
    s.rule(r"\[[^=]*\]", Kt);
    s.rule(r"\[", Cs).push("annotation");
    s.rule(r"\d+\.\d+#{0,2}", Mf);
    s.rule(r"\d+#{0,2}", Mi);
    s.rule(r##"".*"#"##, S);
    s.rule("'.'#", Sc);
    s.rule("__DEFAULT", No);
    s.rule("[.,(){};]", P);
    s.rule("=>|->|::|=", O);
    s.rule("forall|case|of|letrec|let|join", K);
    s.rule(r"@|\\", O);
    s.rule(r"[A-Z][^\s.,(){}]*", Kt);
    s.groups(r"([a-z].*?\d+\.\d+\.\d+)(:)", [Nn, P])
        .followed_by(r"\S");
    s.rule(r"\S*\(,\)\S*", Nv);
    s.rule(r"\S[^\s.,(){}]*", Nv);
}
