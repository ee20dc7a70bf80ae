//! Syzlang, the descriptions of system calls.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::token::Token::*;

/// Rouge's `syzlang`.
pub(crate) static LEXER: Lexer = Lexer::new("syzlang", define);

const NAME: &str = "[a-zA-Z_][a-zA-Z0-9_]*";

fn define(d: &mut LexerBuilder) {
    let words = d.word_file(include_str!("syzlang.txt"));
    d.state("root", root);
    d.state("blank in line", |s| {
        s.rule(r"[ \t]+", Text);
        s.empty("").pop();
    });
    d.state("blank", |s| {
        blanks(s);
        s.empty("").pop();
    });
    d.state("term", |s| {
        literals(s);
        s.words(NAME, &words, N);
        s.rule(":", P);
        s.rule(r"\$", N);
    });
    d.state("terms", |s| {
        blanks(s);
        s.mixin("term");
        s.rule(r"\[", P).push("terms");
        s.rule(",", P);
        s.rule(r"[\])]", P).pop();
    });
    d.state("argument type", |s| {
        s.mixin("term");
        s.rule(r"\[", P).push("terms");
        s.empty("").pop();
    });
    d.state("include", |s| {
        s.groups("(<)([^>]+)(>)", [P, S, P]);
        s.empty("").pop();
    });
    d.state("name", |s| {
        s.rule(NAME, N);
        s.empty("").pop();
    });
    d.state("definition", |s| {
        s.rule(NAME, N);
        literals(s);
        s.rule(r"[~!%^&*\-+/|<>?:]", O);
        s.rule(r"[(){}\[\];,]", P);
        s.rule(r"[ \t]+", Text);
        s.empty("").pop();
    });
    for (state, open) in [("parentheses", r"\("), ("brackets", r"\[")] {
        d.state(state, |s| {
            s.rule(open, P).push("terms");
            s.empty("").pop();
        });
    }
    resources(d);
    calls(d);
    types(d);
}

fn root(s: &mut StateBuilder) {
    blanks(s);
    s.rule("include|incdir", K).push("include").push("blank");
    s.rule("define", K)
        .push("definition")
        .push("blank")
        .push("name")
        .push("blank");
    s.rule("resource", K)
        .push("values")
        .push("blank in line")
        .push("resource type")
        .push("blank in line")
        .push("name")
        .push("blank");
    s.groups(r"(_)(\s+)(=)", [K, Text, P]).push("flags").push("blank");
    s.groups(format!(r"({NAME})(\s+)(=)"), [N, Text, P])
        .push("flags")
        .push("blank");
    s.groups(
        format!(r"({NAME})(\$)?([a-zA-Z0-9_]+)?(\s+)?(\()"),
        [Nf, P, Fm, Text, P],
    )
    .push("parentheses")
    .push("blank in line")
    .push("name")
    .push("blank in line")
    .push("call arguments")
    .push("blank");
    s.groups(
        format!(r"({NAME}|{NAME}\$[a-zA-Z0-9_]+)(\s+)?([{{\[])"),
        [N, Text, P],
    )
    .push("blank in line")
    .push("brackets")
    .push("blank in line")
    .push("fields")
    .push("blank");
    s.rule("type", K)
        .push("type body")
        .push("blank")
        .push("type parameters")
        .push("name")
        .push("blank");
}

fn blanks(s: &mut StateBuilder) {
    s.rule(r"\s+", Text);
    s.rule("#.*$", C);
}

fn literals(s: &mut StateBuilder) {
    s.rule(r"-?0[xX]\h+", Mh);
    s.rule(r"-?\d+", Mi);
    s.rule("'[^']?'", Sc);
    s.rule(r#""[^"]*""#, S2);
    s.rule("`[^`]*`", Sb);
}

/// The elements of a list, with what may stand between them.
fn elements(s: &mut StateBuilder) {
    s.rule(NAME, N);
    literals(s);
    s.rule(",", P).push("blank");
    s.empty("").pop();
}

fn resources(d: &mut LexerBuilder) {
    d.state("resource type", |s| {
        s.rule(r"\[", P).push("argument type");
        s.rule(r"\]", P).pop();
    });
    d.state("values", |s| {
        s.rule(":", P).push("value list").push("blank");
        s.empty("").pop();
    });
    d.state("value list", |s| {
        s.rule(r"[ \t]+", Text);
        elements(s);
    });
    d.state("flags", |s| {
        s.rule(r"[ \t]+", Text);
        s.rule(r"\.", P);
        elements(s);
    });
}

fn calls(d: &mut LexerBuilder) {
    d.state("call arguments", |s| {
        blanks(s);
        s.rule(r"\.", P);
        s.rule(NAME, N).push("argument type").push("blank");
        s.rule(",", P);
        s.rule(r"\)", P).pop();
    });
    d.state("fields", |s| {
        s.rule(NAME, N)
            .push("blank")
            .push("parentheses")
            .push("blank in line")
            .push("argument type")
            .push("blank");
        s.rule(r"[}\]]", P).pop();
    });
}

fn types(d: &mut LexerBuilder) {
    d.state("type parameters", |s| {
        s.rule(r"\[", P).push("type parameter list");
        s.empty("").pop();
    });
    d.state("type parameter list", |s| {
        blanks(s);
        s.rule(NAME, N);
        s.rule(",", P);
        s.rule(r"\]", P).pop();
    });
    d.state("type body", |s| {
        s.rule(r"[{\[]", P)
            .pop()
            .push("blank")
            .push("brackets")
            .push("blank in line")
            .push("fields")
            .push("blank");
        s.empty("").pop().push("argument type");
    });
}
