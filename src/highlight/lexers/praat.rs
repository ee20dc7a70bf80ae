//! Praat's scripts.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::token::Token::*;
use crate::version::Version::V4_7;
use crate::words::alternatives;
use std::sync::{Arc, LazyLock};

/// Rouge's `praat`.
pub(crate) static LEXER: Lexer = Lexer::new("praat", define);

static OBJECTS: LazyLock<Arc<Words>> = LazyLock::new(|| Words::file(include_str!("praat_objects.txt"), V4_7));

const KEYWORDS: &str = "if then else elsif elif endif fi for from to endfor endproc while endwhile repeat until select plus \
    minus demo assert stopwatch nocheck nowarn noprogress editor endeditor clearinfo";

const VARIABLES: &str = "all average e left macintosh mono pi praatVersion right stereo undefined unix windows praatVersion$ tab$ \
    shellDirectory$ homeDirectory$ preferencesDirectory$ newline$ temporaryDirectory$ defaultDirectory$";

const ATTRIBUTES: [&str; 10] = [
    "ncol", "nrow", "xmin", "ymin", "xmax", "ymax", "nx", "ny", "dx", "dy",
];

fn define(d: &mut LexerBuilder) {
    let keywords = Words::new(&[(K, KEYWORDS)]);
    let variables = Words::new(&[(Nb, VARIABLES), (K, d.since(V4_7, KEYWORDS))]);
    let functions = d.word_file(include_str!("praat_functions.txt"));
    let called = Words::new(&[(Nf, include_str!("praat_functions.txt")), (K, KEYWORDS)]);
    d.state("root", |s| root(s, &keywords));
    d.state("calls", |s| {
        s.words(r"[a-zA-Z]\w*[$#]?", &functions, Nf)
            .listed()
            .followed_by(r"\s*[:(]")
            .push("function")
            .before(V4_7);
        s.words(r"[a-z][a-zA-Z0-9_.]+(?:\$#|##|\$|#)?", &called, Ow)
            .followed_by(r"\s*[:(]")
            .push("function")
            .when(&[Nf])
            .since(V4_7);
    });
    d.state("variables", |s| variables_state(s, &variables));
    d.state("operators", |s| {
        s.rule(r"[+/*<>=!-]=?|[&*|][&*|]?|\^|<>", O);
        s.rule("and|or|not|div|mod", Ow).not_followed_by(r"[\w.]");
    });
    d.state("numbers", |s| {
        s.rule(r"\n", Text).pop();
        s.rule(r"\d+(?:\.\d*)?(?:[eE][-+]?\d+)?%?", M);
    });
    d.state("interpolations", |s| {
        s.rule(
            r#"'[._a-z][^\[\]'":]*(?:\[(?:[\d,]+|"[\w,]+")\])?(?::[0-9]+)?'"#,
            Si,
        );
    });
    procedures(d);
    arguments(d);
    strings(d);
    forms(d);
}

fn root(s: &mut StateBuilder, keywords: &Arc<Words>) {
    s.groups(r"(\s+)(#.*?$)", [Text, C1]);
    s.rule(r"^#.*?$|;[^\n]*", C1);
    s.rule(r"\s+", Text);
    s.groups(r"(procedure)(\s+)", [K, Text]).push("definition");
    s.groups(r"(call)(\s+)", [K, Text]).push("call");
    s.rule("@", Nf).push("call");
    s.mixin("calls");
    s.rule(r"select all\b", K);
    s.words(r"[a-z]\w*\b", keywords, K).listed().before(V4_7);
    s.groups(r"(form\b)(\s+)([^\n]+)", [K, Text, S]).push("form");
    s.groups(
        r"(print(?:line|tab)?|echo|exit|asserterror|pause|send(?:praat|socket)|include|execute|system(?:_nocheck)?)(\s+)",
        [K, Text],
    )
    .push("unquoted string");
    s.groups(r"(goto|label)(\s+)(\w+)", [K, Text, Nl]);
    s.mixin("variables");
    s.mixin("numbers");
    s.rule(r"\{", Text).push("list").since(V4_7);
    s.rule(r#"""#, S).push("string");
    s.words(r"[A-Za-z]\w*", &OBJECTS, Nc)
        .listed()
        .followed_by(r"\s+\S+\n")
        .push("unquoted string")
        .before(V4_7);
    s.words("[A-Z][a-zA-Z0-9]+", &OBJECTS, K)
        .followed_by(r"\s+\S+\n")
        .push("unquoted string")
        .when(&[Nc])
        .since(V4_7);
    s.empty("").followed_by("[A-Z]").push("command");
    s.rule(r"\.{3}|[)(,$]", P);
    s.words("[a_z]+", keywords, Text).since(V4_7);
}

fn variables_state(s: &mut StateBuilder, variables: &Arc<Words>) {
    s.mixin("operators");
    s.mixin("numbers");
    s.words(r"[a-zA-Z]\w*\$", variables, Nb).listed().before(V4_7);
    s.words(r"[a-zA-Z]\w*\b", variables, Nb)
        .listed()
        .not_followed_by(r"\$")
        .before(V4_7);
    s.call("([A-Z][a-zA-Z0-9]+)_", |ctx| {
        let name = ctx.group(1);
        if name == "Object" || OBJECTS.get(name).is_some() {
            ctx.token(Nb);
            ctx.push("object");
        } else {
            ctx.token(Nv);
        }
    })
    .since(V4_7);
    s.rule(
        format!("(?:Object|{})_", alternatives(include_str!("praat_objects.txt"))),
        Nb,
    )
    .push("object")
    .before(V4_7);
    s.words(r"\.?[a-z][a-zA-Z0-9_.]*(?:\$#|##|\$|#)?", variables, Nv)
        .since(V4_7);
    s.rule(r"\.?[a-z][a-zA-Z0-9_.]*[$#]?", Text).before(V4_7);
    s.rule(r"[\[\]]", Text).push("list");
    s.mixin("interpolations");
}

fn procedures(d: &mut LexerBuilder) {
    d.state("command", |s| {
        s.rule(r" ?[^\s:.']+ ?", K);
        s.mixin("interpolations");
        s.rule(r"\.{3}", K).pop().push("old arguments");
        s.rule(":", K).pop().push("list");
        s.rule(r"\s", Text).pop();
    });
    d.state("call", |s| {
        s.mixin("interpolations");
        s.rule(r":|\s*\(", P).pop();
        s.rule(r"'|[^:('\s]+", Nf);
        s.empty("").followed_by(r"\s+").pop().push("old arguments");
    });
    d.state("definition", |s| {
        s.rule(r":|\s*\(", P).pop();
        s.rule(r"[^:(\s]+", Nf);
        s.rule(r"\s+", Text).pop();
    });
    d.state("function", |s| {
        s.rule(r"\s+", Text);
        s.rule(r":|\s*\(", Text).pop().push("list");
    });
}

fn arguments(d: &mut LexerBuilder) {
    d.state("list", |s| {
        s.groups(r"(\s*\n\s*)(\.{3})", [Text, P]);
        s.rule(r"\s*[\])\n]", Text).pop().before(V4_7);
        s.rule(r"\s*[\]})\n]", Text).pop().since(V4_7);
        s.rule(r"\s+", Text);
        s.rule(r#"""#, S).push("string");
        s.rule(r"(?:if|then|else|fi|endif)\b", K);
        s.mixin("calls");
        s.mixin("variables");
        s.mixin("operators");
        s.mixin("numbers");
        s.rule(r"\{", Text).push("list").since(V4_7);
        s.rule("[()]", Text);
        s.rule(",", P);
    });
    d.state("old arguments", |s| {
        s.rule(r"\n", Text).pop();
        s.mixin("variables");
        s.mixin("operators");
        s.mixin("numbers");
        s.rule(r#"""#, S).push("string");
        s.rule(r"[^\n]", Text);
    });
    d.state("object", |s| {
        s.mixin("interpolations");
        s.rule(r"[a-z][a-zA-Z0-9_]*|\d+", Nb);
        s.rule(format!(r"\.(?:{})\b", ATTRIBUTES.join("|")), Nb)
            .pop()
            .before(V4_7);
        s.call(r"\.([a-z]+)\b", |ctx| {
            if ATTRIBUTES.contains(&ctx.group(1)) {
                ctx.token(Nb);
                ctx.pop(1);
            } else {
                ctx.token(Omitted);
            }
        })
        .since(V4_7);
        s.rule(r"\$", Nb);
        s.rule(r"\[", Text).pop();
    });
}

fn strings(d: &mut LexerBuilder) {
    d.state("unquoted string", |s| {
        s.rule(r"\n\s*\.{3}", P);
        s.rule(r"\n", Text).pop();
        s.rule(r"\s", Text);
        s.mixin("interpolations");
        s.rule(r"'|[^'\n]+", S);
    });
    d.state("string", |s| {
        s.rule(r"\n\s*\.{3}", P);
        s.rule(r#"""#, S).pop();
        s.mixin("interpolations");
        s.rule(r#"'|[^'"\n]+"#, S);
    });
}

fn forms(d: &mut LexerBuilder) {
    d.state("form", |s| {
        s.groups(r"(\s+)(#.*?$)", [Text, C1]);
        s.rule(r"\s+", Text);
        s.groups(r"(optionmenu|choice)([ \t]+\S+:[ \t]+)", [K, Text])
            .push("numbers");
        s.groups(r"(option|button)([ \t]+)", [K, Text])
            .push("unquoted string");
        s.groups(r"(sentence|text)([ \t]+\S+)", [K, Text])
            .push("unquoted string");
        s.groups(r"(word)([ \t]+\S+[ \t]*)(\S+)?([ \t]+.*)?", [K, Text, S, Text]);
        s.groups(r#"(boolean)(\s+\S+\s*)(0|1|"?(?:yes|no)"?)"#, [K, Text, Nv]);
        s.groups(
            r"(real|natural|positive|integer)([ \t]+\S+[ \t]*)([+-]?)",
            [K, Text, O],
        )
        .push("numbers");
        s.groups(r"(comment)(\s+)", [K, Text]).push("unquoted string");
        s.rule(r"endform\b", K).pop();
    });
}
