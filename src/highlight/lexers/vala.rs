//! Vala.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `vala`.
pub(crate) static LEXER: Lexer = Lexer::new("vala", define);

const NAME: &str = "@?[_a-zA-Z][0-9A-Za-z_]*";

fn define(d: &mut LexerBuilder) {
    let words = d.word_file(include_str!("vala.txt"));
    d.state("blanks", |s| {
        s.rule(r"\s+", Text);
        s.rule("//.*?$", C1);
        s.rule(r"(?s)/[*].*?[*]/", Cm);
    });
    d.state("root", |s| {
        s.mixin("blanks");
        s.rule(r"^\s*\[.*?\]", Na);
        s.rule(format!(r"<\[\s*(?:{NAME}:)?"), K);
        s.rule(r"\]>", K);
        s.rule(r"[~!%^&*()+=|\[\]{}:;,.<>/?-]", P);
        s.rule(r#"@"(?:\\.|.)*?""#, S);
        s.rule(r#""(?:\\.|.)*?["\n]"#, S);
        s.rule(r"'(?:\\.|.)'", Sc);
        s.rule("(?i)0x[0-9a-f]+[lu]?", M);
        s.rule("(?i)[0-9](?:[.][0-9]*)?(?:e[+-][0-9]+)?[fldu]?", M);
        s.words(r"[a-z]\w*\b", &words, N).listed();
        s.rule("class|struct", K).push("class");
        s.rule("namespace|using", K).push("namespace");
        s.rule(NAME, Nf).followed_by(r"\s*[(]");
        s.rule(NAME, N);
        s.rule("#.*", Cp);
    });
    d.state("class", |s| {
        s.mixin("blanks");
        s.rule(NAME, Nc).pop();
    });
    d.state("namespace", |s| {
        s.mixin("blanks");
        s.empty("").followed_by("[(]").pop();
        s.rule(format!("(?:{NAME}|[.])+"), Nn).pop();
    });
}
