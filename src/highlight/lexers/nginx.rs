//! Configuration of nginx.

use crate::highlight::Lexer;
use crate::highlight::notation::{Definition, StateDraft};
use crate::highlight::token::Token::{self, *};

/// Rouge's `nginx`.
pub(crate) static LEXER: Lexer = Lexer::new("nginx", define);

fn define(d: &mut Definition) {
    d.state("root", |s| {
        s.groups(r"(include)(\s+)([^\s;]+)", [K, Text, N]);
        s.rule(r"[^\s;#{}$]+", K).push("statement");
        s.mixin("base");
    });
    d.state("block", |s| {
        s.rule(r"\}", P).pop_n(2);
        directive(s, Kn);
        s.mixin("base");
    });
    d.state("statement", |s| {
        s.rule(r"\{", P).push("block");
        s.rule(r";", P).pop();
        s.mixin("base");
    });
    d.state("base", |s| {
        s.rule(r"#.*?$", C1);
        s.rule(r"\b(?:on|off)\b", No);
        s.rule(r"\$[\w-]+", Nv);
        s.groups(r"([a-z0-9.-]+)(:)([0-9]+)", [Nf, P, Mi]);
        s.rule(r"(?i)[a-z-]+/[a-z-]+", Nc);
        s.rule(r"(?i)[0-9]+[kmg]?\b", Mi);
        s.groups(r"(~)(\s*)([^\s{]+)", [P, Text, Sr]);
        s.rule(r"[:=~]", P);
        s.rule(r"/[^\s;$()]*", N);
        s.rule(r"[^#\s;{}$\\]+", S);
        s.rule(r"\s+", Text);
        s.rule(r"[$;]", Text);
    });
}

fn directive(s: &mut StateDraft, token: Token) {
    s.rule(r"[^\s;#{}$]+", token).push("statement");
}
