//! Terraform's language.

use crate::highlight::Lexer;
use crate::highlight::lexers::hcl;
use crate::highlight::token::Token::*;

/// Rouge's `terraform`.
pub(crate) static LEXER: Lexer = Lexer::new("terraform", |d| {
    hcl::define(d, |s| {
        s.rule(
            r"(?:terraform|module|provider|variable|resource|data|provisioner|output)\b",
            K,
        );
        s.rule(r"(?:var|local)\b", Kd);
    });
    d.prepend("string", |s| {
        s.rule(r"\$\{", K).push("interpolation");
        s.rule(r"\$", Err);
    });
    for state in ["hash", "array"] {
        d.prepend(state, |s| {
            s.rule(r"[.,()*]|\[\*\]", P);
        });
    }
    d.state("interpolation", |s| {
        s.rule(r"\}", K).pop();
        s.rule(r"[.,()\[\]{]", P);
        s.rule(r"[*+?:=<>!&|/-]", O);
        s.mixin("root");
    });
});
