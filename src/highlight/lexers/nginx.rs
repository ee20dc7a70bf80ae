//! nginx configuration.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;
use crate::version::Version::V4_7;

/// Rouge's `nginx`.
pub(crate) static LEXER: Lexer = Lexer::new("nginx", define);

const WORD: &str = r"[^\s$;{}()#]+";

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.groups(r"(include)(\s+)([^\s;]+)", [K, Text, N]);
        s.rule(WORD, K).push("statement");
        s.mixin("base");
    });
    d.state("block", |s| {
        s.rule(r"\}", P).pop();
        s.rule(WORD, Kn).push("statement");
        s.mixin("base");
    });
    d.state("statement", |s| {
        s.rule(r"\{", P).goto("block");
        s.rule(r";", P).pop();
        s.mixin("base");
    });
    d.state("base", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"#.*", C1);
        s.rule(r"(?:on|off)\b", No);
        s.rule(r"\$[\w\-]+", Nv);
        s.groups(r"([A-Za-z0-9.\-]+)(:)(\d+)", [Nf, P, Mi]);
        s.rule(r"[A-Za-z\-]+/[A-Za-z\-]+", Nc);
        s.rule(r"\d+\.\d+", Mf).since(V4_7);
        s.rule(r"\d+[kmgKMG]?\b", Mi);
        s.groups(r"(~)(\s*)([^\s{]+)", [P, Text, Sr]);
        s.rule(r"[:=~]", P);
        s.rule(format!("/(?:{WORD})?"), N);
        s.rule(r"[^#\s;{}$\\]+", S);
        s.rule(r"[$;]", Text);
    });
}
