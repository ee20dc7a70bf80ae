//! Objective-C.

use crate::highlight::Lexer;
use crate::highlight::lexers::c::{self, Dialect};
use crate::highlight::notation::{Definition, StateDraft};
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
        s.groups(r"([-+])(\s*)", [K, Text])
            .before(r"(?:\(.*?\))?\s*[A-Za-z_]")
            .push("method");
    });
    methods(d);
    messages(d);
    d.state("class name", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"[A-Za-z_]\w*", Nc).goto("after class name");
    });
    d.state("after class name", |s| {
        s.groups(r"(\s*)(:)(\s*)([A-Za-z_]\w*)", [Text, P, Text, Nc])
            .pop();
        s.groups(r"(\s*)(\()([A-Za-z_]\w*)?(\))", [Text, P, Nl, P]).pop();
        s.empty("").pop();
    });
    // Each comma goes one deeper, and the end of the list leaves only one: so Rouge reads it.
    d.state("class names", |s| {
        s.rule(r"\s+", Text);
        s.groups(r"([A-Za-z_]\w*)(\s*)(,)", [Nc, Text, P]).push_same();
        s.groups(r"([A-Za-z_]\w*)(\s*)(;?)", [Nc, Text, P]).pop();
    });
});

fn numbers(s: &mut StateDraft) {
    s.rule(r"(?i)(?:\d+[.]\d*|[.]?\d+)e[+-]?\d+[lu]*", Mf);
    s.rule(r"(?i)0x\h+[lu]*", Mh);
    s.rule(r"(?i)0[0-7]+[lu]*", Mo);
    s.rule(r"(?i)\d+[lu]*", Mi);
}

/// What stands before the rules of C in expressions.
fn first(s: &mut StateDraft) {
    s.rule(r#"@""#, S).push("string");
    s.rule(r"@'(?:\\.|[^\\'\n])'", Sc);
    s.rule(r"@(?:YES|NO|true|false)\b", Nb);
    s.rule(r"@0[xX]\h+", Mh);
    s.rule(r"@\d+(?:\.\d+(?:[eE][+-]?\d+)?[fF]?|[eE][+-]?\d+[fF]?)", Mf);
    s.rule(r"@\d+", Mi);
    s.rule(r"@\[", P).push("array");
    s.rule(r"@\{", P).push("dictionary");
    s.rule(r"@(?:interface|implementation|protocol)\b", K)
        .push("class name");
    s.rule(r"@class\b", K).push("class names");
    s.rule(r"@(?:selector|property|synthesize|dynamic|end|try|catch|finally|throw|synchronized|autoreleasepool|encode|private|public|protected|optional|required|import|package|defs|compatibility_alias)\b", K);
    s.rule(r"@\w+", Err);
    s.rule(r"\[", P).push("message");
    s.rule(r"\?", P).push("alternative");
}

/// What a declaration of a method consists of, behind its sign.
fn methods(d: &mut Definition) {
    d.state("type", |s| {
        s.rule(r"\)", P).pop();
        s.rule(r"\(", P).push_same();
        s.rule(r"\s+", Text);
        s.mixin("expression");
    });
    d.state("method", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"\(", P).push("type");
        s.groups(r"([A-Za-z_]\w*)(\s*)(:)(\s*)", [Nf, Text, P, Text])
            .push("parameter");
        s.rule(r"[A-Za-z_]\w*", N).pop();
        s.empty("").pop();
    });
    d.state("parameter", |s| {
        s.rule(r"\(", P).push("type");
        s.rule(r"[A-Za-z_]\w*", Nv).pop();
        s.empty("").pop_n(2);
    });
}

/// Brackets. A first label makes a message one with arguments, a second ends it: what follows is read as if outside.
fn messages(d: &mut Definition) {
    let lines = |s: &mut StateDraft| {
        s.rule(r"\n+", Text).push("line start");
        s.mixin("gaps");
    };
    d.state("message", |s| {
        s.rule(r"\]", P).pop();
        s.groups(r"([A-Za-z_]\w*)(\s*)(:)", [Nf, Text, P])
            .goto("arguments");
        s.rule(r"[A-Za-z_]\w*", Nf).before(r"\s*\]");
        s.rule(r";", Err);
        s.rule(r"\{", P).push("root");
        lines(s);
        s.mixin("expression");
    });
    d.state("arguments", |s| {
        s.rule(r"\]", P).pop();
        s.groups(r"([A-Za-z_]\w*)(\s*)(:)", [Nf, Text, P]).pop();
        s.rule(r";", Err);
        s.rule(r"\{", P).push("block");
        lines(s);
        s.mixin("expression");
    });
    for (name, end) in [("alternative", ":"), ("array", r"\]"), ("dictionary", r"\}")] {
        d.state(name, |s| {
            s.rule(end, P).pop();
            s.rule(r"\{", P).push("block");
            lines(s);
            s.mixin("expression");
        });
    }
}
