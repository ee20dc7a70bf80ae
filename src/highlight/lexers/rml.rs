//! RML.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::token::Token::*;

/// Rouge's `rml`.
pub(crate) static LEXER: Lexer = Lexer::new("rml", define);

const KEYWORDS: &str = "matches not with empty all if else true false";

const UPPER: &str = "[A-Z][a-zA-Z0-9_]*";
const LOWER: &str = "[a-z][a-zA-Z0-9_]*";

fn define(d: &mut LexerBuilder) {
    let keywords = Words::new(&[(K, KEYWORDS)]);
    let arithmetic = Words::new(&[(K, KEYWORDS), (K, "abs sin cos tan min max")]);
    d.state("root", |s| {
        common(s);
        s.groups(format!(r"({LOWER})(\()"), [Nf, O]).push("parameters");
        s.rule("with", K)
            .not_followed_by("[a-zA-Z0-9_]")
            .push("data after with");
        s.words(LOWER, &keywords, Nf);
        s.rule(r"[({\[]", O).push("parameters");
        s.rule(r"[_|]", O);
        s.rule(UPPER, Nc).push("equation");
        s.rule(";", O);
    });
    d.state("parameters", |s| {
        common(s);
        s.rule(r"[({\[]", O).push_same();
        s.rule(r"[)}\]]", O).pop();
        s.rule(LOWER, Ni).followed_by(":");
        s.words(LOWER, &keywords, Sr);
        s.rule(r"\.{3}", Ss);
        s.rule(r"[_|;,:]", O);
    });
    d.state("equation", |s| {
        common(s);
        s.rule("[<,>]", O);
        s.rule(LOWER, Sr);
        s.rule("=", O).goto("expression");
        s.rule(";", O).pop();
    });
    d.state("expression", |s| {
        common(s);
        s.groups(r"(if)(\()", [K, O]).push("data");
        s.rule("let|var", K).push("equation");
        s.groups(format!(r"({LOWER})(\()"), [Nf, O]).push("parameters");
        s.words(LOWER, &keywords, Nf);
        s.rule(UPPER, Nc).followed_by("<").push("data");
        s.rule(UPPER, Nc);
        s.rule(r"[=(){}*+/\\|!>?]", O);
        s.rule(";", O).pop();
    });
    d.state("data", |s| {
        common(s);
        s.words(LOWER, &arithmetic, Sr);
        s.rule(r"\(", O).push_same();
        s.rule(r"\)", O).pop();
        s.rule(">", O).followed_by("[^A-Z;]+[A-Z;>]").pop();
        s.rule(r"[*^?!%&\[\]<>|+=:,./\\_-]", O);
        s.rule(";", O).pop();
    });
    d.state("data after with", |s| {
        common(s);
        s.rule(">", O);
        s.mixin("data");
    });
}

fn common(s: &mut StateBuilder) {
    s.rule(r"[ \t\r\n]+", Text);
    s.rule(r"//[^\r\n]*", C1);
    s.rule(r"'(?:\\'|[ a-zA-Z0-9_.])*'", S);
    s.rule(r"[0-9]+\.[0-9]+", Mf);
    s.rule("[0-9]+", Mi);
}
