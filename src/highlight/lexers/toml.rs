//! TOML.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::{self, *};
use crate::version::Version::V4_7;

/// Rouge's `toml`.
pub(crate) static LEXER: Lexer = Lexer::new("toml", define);

const KEY: &str = r#"(?:\S+|"[^"]*?"|'[^']*?')"#;

const DATE: &str = r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z";

const NUMBERS: [(&str, Token); 7] = [
    (r"[+-]?\d+(?:_\d+)*\.\d+(?:_\d+)*(?:[eE][+-]?\d+(?:_\d+)*)?", Mf),
    (r"[+-]?\d+(?:_\d+)*[eE][+-]?\d+(?:_\d+)*", Mf),
    (r"[+-]?(?:nan|inf)", Mf),
    (r"0x\h+(?:_\h+)*", Mh),
    (r"0o[0-7]+(?:_[0-7]+)*", Mo),
    (r"0b[01]+(?:_[01]+)*", Mb),
    (r"[+-]?\d+(?:_\d+)*", Mi),
];

/// How strings begin, and the state inside.
const STRINGS: [(&str, &str); 4] = [
    (r#"""""#, "long double"),
    (r#"""#, "double"),
    (r"'''", "long single"),
    (r"'", "single"),
];

fn define(d: &mut LexerBuilder) {
    // Rouge 4 reads keys and values apart; Rouge 3 finds keys by the equals sign that follows.
    if d.is_since(V4_7) {
        keys_and_values(d);
    } else {
        entries(d);
    }
    strings(d);
}

fn keys_and_values(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.mixin("space");
        s.mixin("key");
        s.groups(r"(=)(\s*)", [O, W]).push("value");
        s.rule(r"\[\[?", K).push("table key");
    });
    d.state("space", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"#.*?$", C);
    });
    for (state, dot) in [("key", P), ("table key", K)] {
        d.state(state, |s| {
            s.rule(r"[A-Za-z0-9_-]+", N);
            s.rule(r#"""#, S).push("double");
            s.rule(r"'", S).push("single");
            s.rule(r"\.", dot);
            if state == "table key" {
                s.rule(r"\]\]?", K).pop();
                s.rule(r"[ \t]+", W);
            }
        });
    }
    d.state("value", |s| {
        s.rule(DATE, Ld).pop();
        s.rule(r"\d\d:\d\d:\d\d(?:\.\d+)?", Ld).pop();
        for (pattern, token) in NUMBERS {
            s.rule(pattern, token).pop();
        }
        for (quote, state) in STRINGS {
            s.rule(quote, S).goto(state);
        }
        s.rule(r"true|false", Kc).pop();
        s.rule(r"\[", P).goto("array");
        s.rule(r"\{", P).goto("inline table");
    });
    d.state("array", |s| {
        s.mixin("space");
        s.rule(",", P);
        s.rule(r"\]", P).pop();
        s.empty("").push("value");
    });
    d.state("inline table", |s| {
        s.rule(r"[ \t]+", W);
        s.mixin("key");
        s.groups(r"(=)(\s*)", [P, W]).push("value");
        s.rule(",", P);
        s.rule(r"\}", P).pop();
    });
}

fn entries(d: &mut LexerBuilder) {
    d.state("basic", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"#.*?$", C);
        s.rule(r"true|false", Kc);
        s.groups(format!(r"({KEY})(\s*)(=)(\s*)(\{{)"), [Nn, Text, O, Text, P])
            .push("inline table");
        s.rule(r"\[\S+\]", Nn);
        s.rule(DATE, Ld);
        for (pattern, token) in NUMBERS {
            s.rule(pattern, token);
        }
    });
    d.state("root", |s| {
        s.mixin("basic");
        s.groups(format!(r"({KEY})(\s*)(=)"), [Py, Text, P]).push("value");
    });
    d.state("value", |s| {
        s.rule(r"\n", Text).pop();
        s.mixin("content");
    });
    d.state("content", |s| {
        s.mixin("basic");
        s.groups(format!(r"({KEY})(\s*)(=)"), [Py, Text, P]);
        for (quote, state) in STRINGS {
            s.rule(quote, S).push(state);
        }
        s.rule(r",", P);
        s.mixin("escape");
        s.rule(r"\[", P).push("array");
    });
    d.state("array", |s| {
        s.mixin("content");
        s.rule(r"\]", P).pop();
    });
    d.state("inline table", |s| {
        s.mixin("content");
        s.rule(r"\}", P).pop();
    });
}

fn strings(d: &mut LexerBuilder) {
    d.state("escape", |s| {
        s.rule(r#"\\[tnr0"\\ \n]"#, Se);
    });
    d.state("double", |s| {
        s.rule(r#"""#, S).pop();
        s.rule(r"\n", Err).pop();
        s.mixin("escape");
        s.rule(r#"[^"\\\n]+"#, S);
    });
    d.state("long double", |s| {
        s.rule(r#"""""#, S).pop();
        s.mixin("escape");
        s.rule(r#"[^"\\]+"#, S);
        s.rule(r#"""#, S);
    });
    d.state("single", |s| {
        s.rule(r"'", S).pop();
        s.rule(r"\n", Err).pop();
        s.rule(r"[^'\n]+", S);
    });
    d.state("long single", |s| {
        s.rule(r"'''", S).pop();
        s.rule(r"[^']+", S);
        s.rule(r"'", S);
    });
}
