//! ReScript.

use crate::Lexer;
use crate::builder::{LexerBuilder, Words};
use crate::lexers::ocaml::{self, NAME, UPPER};
use crate::lexers::reasonml;
use crate::token::Token::*;

/// Rouge's `rescript`.
pub(crate) static LEXER: Lexer = Lexer::new("rescript", define);

const KEYWORDS: &str = "open let rec and as exception assert lazy if else for in to downto while switch when external type \
    private mutable constraint include module of with try import export";

fn define(d: &mut LexerBuilder) {
    let words = Words::new(&[
        (K, KEYWORDS),
        (Ow, "mod land lor lxor lsl lsr asr or"),
        (
            Kt,
            "bool int float char string unit list array option ref exn format",
        ),
    ]);
    ocaml::shared(d);
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"[,.:?~\\]", Text);
        s.rule(r"true|false\b", Kc);
        s.rule(UPPER, Nn).followed_by(r"\s*[.]").push("dotted");
        s.rule(format!(r"@{NAME}(?:\.{NAME})*"), Nd);
        s.rule(format!("#{NAME}"), Nc);
        s.rule(UPPER, Nc);
        s.rule("//.*", C1);
        s.rule(r"/\*", Cm).push("comment");
        s.words(NAME, &words, N);
        s.rule(r"[(){}\[\];]+", P);
        s.rule("[;_!$%&*+/<=>@^|-]+", O);
        reasonml::literals(s);
        s.rule("`", S2).push("template");
    });
    reasonml::comments(d);
    d.state("template", |s| {
        s.rule(r"[$]\{", P).push("expression");
        s.rule("`", S2).pop();
        s.rule(r"\\[$`]", Se);
        s.rule(r"[^$`\\]+|[\\$]", S2);
    });
    d.state("expression", |s| {
        s.rule(r"\}", P).pop();
        s.mixin("root");
    });
}
