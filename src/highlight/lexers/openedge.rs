//! OpenEdge's ABL.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::token::Token::*;
use crate::version::Version::{self, V4_7};
use std::sync::{Arc, LazyLock};

/// Rouge's `openedge`.
pub(crate) static LEXER: Lexer = Lexer::new("openedge", define);

/// The words of Rouge 3, which has keywords as builtins.
static OLD_WORDS: LazyLock<Arc<Words>> =
    LazyLock::new(|| Words::file_any_case(include_str!("openedge.txt"), Version::V3_30));

/// A piece of an include file's call: braces nest.
const INCLUDE: &str = r"\{(?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]+\})+\})+\})+\})+\}";

fn define(d: &mut LexerBuilder) {
    let words = d.word_file_any_case(include_str!("openedge.txt"));
    if d.is_since(V4_7) {
        statements(d, &words);
    } else {
        old_statements(d);
    }
}

fn numbers(s: &mut StateBuilder) {
    s.rule(
        r"(?i)(?:\d+[.]\d*|[.]\d+)(?:e[+-]?\d+[lu]*)?|\d+e[+-]?\d+[lu]*",
        Mf,
    );
    s.rule("(?i)0x[0-9a-f]+[lu]*", Mh);
    s.rule("(?i)0[0-7]+[lu]*", Mo);
    s.rule(r"(?i)\d+[lu]*", Mi);
}

/// The rules since Rouge 4.
fn statements(d: &mut LexerBuilder, words: &Arc<Words>) {
    let name = r"[a-zA-Z_&{}!][a-zA-Z0-9_\-&!}]*";
    d.state("root", |s| {
        s.rule("//.*$", C1);
        s.rule("/[*]", Cm).push("comment");
        s.rule(r#"""#, Dl).push("double");
        s.rule("'", Dl).push("single");
        numbers(s);
        s.rule(r"(?i)(?:TRUE|FALSE|YES|\?)\b", Kc);
        s.rule(r"(?i)NO\b", Kc).not_followed_by("-");
        s.rule(r"[~!%^*+=|?:<>/-]", O);
        s.rule(r"[()\[\],.]", P);
        s.rule(r"\s+", Text);
        s.rule(
            r"(?i)&analyze-suspend|&analyze-resume|(?:&scoped-define|&global-define)\s*[.\w\\/-]*",
            Cp,
        )
        .push("directive");
        s.rule(INCLUDE, Cp);
        s.rule(format!("@{name}"), Nd);
        s.rule(format!("!?{name}"), Nf).followed_by(r"\s*\(");
        s.words(name, words, Nv);
    });
    d.state("comment", |s| {
        s.rule("[*]/", Cm).pop();
        s.rule("/[*]", Cm).push("comment");
        s.rule("[^*/]+|[*/]", Cm);
    });
    for (state, quote, token) in [("double", '"', S2), ("single", '\'', S1)] {
        d.state(state, |s: &mut StateBuilder| {
            s.rule(format!("~[~nrt{quote}]?"), Se);
            s.rule(format!(r"[^\\{quote}]+"), token);
            s.rule(quote.to_string(), Dl).pop();
        });
    }
    d.state("directive", |s| {
        s.rule(".*", Cp).followed_by(r"//|/\*").pop();
        s.rule(".*\n", Cp).pop();
        s.rule(".*", Cp).pop();
    });
}

/// The rules of Rouge 3.
fn old_statements(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.groups(r"(\.)(\s+)", [O, Text]);
        s.rule(r"//[^\n]*", C1);
        s.rule("(?s)/[*].*?[*]/", Cm);
        s.groups(r"(\{?&)(\S+)", [Cp, Nx]).push("preprocessor");
        s.rule(r#"""#, S).push("string");
        s.rule(r"(?i)'(?:\\.|\\[0-7]{1,3}|\\x[a-f0-9]{1,2}|[^\\'\n])'", Sc);
        numbers(s);
        s.rule(r"\*/", Err);
        s.rule(r"[~!%^*+=|?:<>/-]", O);
        s.rule(r"[()\[\],]", P);
        s.rule(r"(?i)(?:TRUE|FALSE|NULL)\b", Kc);
        s.call(r"[a-zA-Z_&{}][a-zA-Z0-9_\-&}]*", |ctx| {
            let kind = OLD_WORDS.get(ctx.text());
            ctx.token(kind.map_or(Nv, |kind| if kind == K { Nb } else { kind }));
        });
    });
    d.state("string", |s| {
        s.rule(r#"""#, S).pop();
        s.rule(r#"\\(?:[\\abfnrtv"']|x\h{2,4}|[0-7]{1,3})"#, Se);
        s.rule(r#"[^\\"]+|\\"#, S);
    });
    d.state("preprocessor", |s| {
        s.rule(r"\n", Text).pop();
        s.rule(r"\s+", Text);
        s.groups(r"(\{?&)(\S+)", [Cp, Nx]);
        s.rule(r#"""#, S).push("string");
        numbers(s);
        s.rule(r"\S+", N);
    });
}
