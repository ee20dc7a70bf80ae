//! Objective-C.

use crate::highlight::Lexer;
use crate::highlight::lexers::c::{self, Dialect};
use crate::highlight::notation::StateDraft;
use crate::highlight::token::Token::*;

/// Rouge's `objective_c`.
pub(crate) static LEXER: Lexer = Lexer::new("objective_c", |d| {
    c::states(
        d,
        &Dialect {
            words: &[
                (K, c::KEYWORDS),
                (K, "in"),
                (Kt, c::TYPES),
                (Kr, c::RESERVED),
                (Nb, "true false NULL YES NO nil"),
            ],
            numbers,
            first,
        },
    );
    d.prepend("root", |s| {
        s.groups(r"([-+])(\s*)(\()", [K, Text, P])
            .push("method")
            .push("type");
    });
    d.state("type", |s| {
        s.rule(r"\)", P).pop();
        s.rule(r"\(", P).push_same();
        s.rule(r"\s+", Text);
        s.mixin("expression");
    });
    d.state("method", |s| {
        s.rule(r"\s+", Text);
        s.groups(r"([A-Za-z_]\w*)(\s*)(:)", [Nf, Text, P])
            .push("parameter");
        s.rule(r"[A-Za-z_]\w*", N).pop();
        s.empty("").pop();
    });
    d.state("parameter", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"\(", P).push("type");
        s.rule(r"[A-Za-z_]\w*", Nv).pop();
        s.empty("").pop();
    });
    d.state("class name", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"[A-Za-z_]\w*", Nc).goto("superclass");
        s.empty("").pop();
    });
    d.state("superclass", |s| {
        s.groups(r"(\s*)(:)(\s*)([A-Za-z_]\w*)", [Text, P, Text, Nc])
            .pop();
        s.empty("").pop();
    });
    d.state("message", |s| {
        s.rule(r"\]", P).pop();
        s.groups(r"([A-Za-z_]\w*)(\s*)(:)", [Nf, Text, P]);
        s.rule(r"[A-Za-z_]\w*", Nf).before(r"\s*\]");
        s.rule(r"\s+", Text);
        s.rule(r"\{", P).push("block");
        s.mixin("expression");
    });
});

fn numbers(s: &mut StateDraft) {
    s.rule(r"(?i)(?:\d+[.]\d*|[.]?\d+)e[+-]?\d+[lu]*", Mf);
    s.rule(r"(?i)0x\h+[lu]*", Mh);
    s.rule(r"(?i)0[0-7]+[lu]*", Mo);
    s.rule(r"(?i)\d+[lu]*", Mi);
}

fn first(s: &mut StateDraft) {
    s.rule(r#"@""#, S).push("string");
    s.rule(r"@\d+", Mi);
    s.rule(r"@\{", P).push("block");
    s.rule(r"@[\[(]", P);
    s.groups(r"(@(?:interface|implementation))(\s+)", [K, Text])
        .push("class name");
    s.rule(r"@(?:selector|protocol|property|synthesize|dynamic|end|try|catch|finally|throw|synchronized|autoreleasepool|encode|private|public|protected|optional|required|import|package|defs|compatibility_alias)\b", K);
    s.groups(r"(\[)(\s*)([A-Za-z_]\w*)(\s+)", [P, Text, N, Text])
        .before(r"[A-Za-z_]")
        .push("message");
    s.rule(r"\[", P).before(r"\s*\[").push("message");
}
