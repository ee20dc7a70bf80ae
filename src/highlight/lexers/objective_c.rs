//! Objective-C.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::lexers::c;
use crate::token::Token::*;

/// Rouge's `objective_c`.
pub(crate) static LEXER: Lexer = Lexer::new("objective_c", |d| {
    c::define(d, &[(Nb, BUILTINS)]);
    extend(d);
});

/// Words that are values.
pub(crate) const BUILTINS: &str = "YES NO nil";

const KEYWORDS: &str = "autoreleasepool catch dynamic encode end finally implementation import interface optional private \
    property protected public selector synchronized synthesize throw try";

const NAME: &str = r"[a-zA-Z$_][\w$]*";

/// Adds the rules of Objective-C to those of C or C++.
pub(crate) fn extend(d: &mut LexerBuilder) {
    d.prepend("statements", statements);
    d.prepend("root", |s| {
        s.call(r"([-+])(\s*)(\(.*?\))?(\s*)", |ctx| {
            ctx.group_token(1, K);
            ctx.group_token(2, Text);
            ctx.recurse(3);
            ctx.group_token(4, Text);
        })
        .followed_by("[a-zA-Z$_]")
        .push("method");
    });
    d.state("method", |s| {
        s.rule(r",|\.\.\.", P);
        s.call(format!(r"(\(.*?\))({NAME})"), |ctx| {
            ctx.recurse(1);
            ctx.group_token(2, Nv);
        });
        s.groups(format!(r"({NAME})(\s*)(:)"), [Nf, Text, P]);
        s.rule(";", P).pop();
        s.rule(r"\{", P).goto("function");
        s.mixin("gaps");
        s.rule(r"//.*\n", C1);
        s.rule(r"\s+", Text);
        s.empty("").pop();
    });
    d.state("declared class", |s| {
        s.mixin("blanks");
        s.groups(format!(r"({NAME})(\s*)(:)(\s*)({NAME})"), [Nc, Text, P, Text, Nc])
            .pop();
        s.groups(
            format!(r"({NAME})(\s*)(\()(\s*)({NAME})(\s*)(\))"),
            [Nc, Text, P, Text, Nl, Text, P],
        )
        .pop();
        s.rule(NAME, Nc).pop();
    });
    // As in Rouge, each comma pushes the state and the end of the list pops it only once.
    d.state("named classes", |s| {
        s.mixin("blanks");
        s.groups(format!(r"({NAME})(\s*)(,)(\s*)"), [Nc, Text, P, Text])
            .push_same();
        s.groups(format!(r"({NAME})(\s*)(;?)"), [Nc, Text, P]).pop();
    });
    expressions(d);
}

fn statements(s: &mut StateBuilder) {
    s.rule(r#"@""#, S).push("string");
    s.rule(r"@'(?:\\[0-7]{1,3}|\\x\h{1,2}|\\.|[^\\'\n])'", Sc);
    s.rule(r"(?i)@(?:\d+[.]\d*|[.]\d+|\d+)e[+-]?\d+l?", Mf);
    s.rule(r"(?i)@(?:\d+[.]\d*|[.]\d+|\d+f)f?", Mf);
    s.rule(r"@0x\h+[lL]?", Mh);
    s.rule(r"@0[0-7]+[lL]?", Mo);
    s.rule(r"@\d+l?", Mi);
    s.rule(r"in\b", K);
    s.rule(r"@(?:interface|implementation)\b", K)
        .push("declared class");
    s.rule(r"@(?:class|protocol)\b", K).push("named classes");
    s.call(r"@([\p{Alphabetic}\p{Nd}]+)", |ctx| {
        let known = KEYWORDS.split_ascii_whitespace().any(|word| word == ctx.group(1));
        ctx.token(match ctx.group(1) {
            _ if known => K,
            "true" | "false" | "YES" | "NO" => Nb,
            _ => Err,
        });
    });
    s.rule(r"\?", P).push("alternative");
    s.rule(r"\[", P).push("message");
    s.rule(r"@\[", P).push("array");
    s.rule(r"@\{", P).push("dictionary");
}

/// Brackets. The first label begins the arguments of a message. As in Rouge, the second one ends the message.
fn expressions(d: &mut LexerBuilder) {
    d.state("alternative", |s| {
        s.rule(":", P).pop();
        s.mixin("statements");
    });
    d.state("message", |s| {
        s.groups(format!(r"({NAME})(\s*)(:)"), [Nf, Text, P])
            .goto("arguments");
        s.groups(format!(r"({NAME})(\s*)(\])"), [Nf, Text, P]).pop();
        s.mixin("message end");
    });
    d.state("arguments", |s| {
        s.rule(r"\{", P).push("function");
        s.groups(format!(r"({NAME})(\s*)(:)"), [Nf, Text, P]).pop();
        s.mixin("message end");
    });
    d.state("message end", |s| {
        s.rule(r"[\]{]", P).pop();
        s.rule(";", Err);
        s.mixin("statements");
    });
    for (name, end) in [("array", r"\]"), ("dictionary", r"\}")] {
        d.state(name, |s| {
            s.rule(end, P).pop();
            s.rule(",", P);
            s.mixin("statements");
        });
    }
}
