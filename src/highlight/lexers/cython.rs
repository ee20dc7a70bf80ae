//! Cython: Python with types of C.

use crate::Lexer;
use crate::builder::{LexerBuilder, Words};
use crate::context::MatchContext;
use crate::lexers::python;
use crate::token::Token::*;
use std::sync::{Arc, LazyLock};

/// Rouge's `cython`.
pub(crate) static LEXER: Lexer = Lexer::new("cython", define);

const NAME: &str = r"[a-zA-Z_]\w*";
const PATH: &str = r"[a-zA-Z_.][\w.]*";

static KEYWORDS: LazyLock<Arc<Words>> = LazyLock::new(|| Words::new(&[(K, python::KEYWORDS), (K, OWN)]));

const OWN: &str = "by fused gil nogil";

fn define(d: &mut LexerBuilder) {
    python::define(d);
    let own = Words::new(&[(K, OWN)]);
    let called = Words::new(&[&[(K, OWN)], &python::words(d)[..]].concat());
    d.prepend("root", |s| {
        s.rule("cp?def|ctypedef", K).push("definitions").push("start");
        s.groups(
            format!(r"(from)((?:\\\s|\s)+)({PATH})((?:\\\s|\s)+)(cimport)"),
            [Kn, Text, Nn, Text, Kn],
        );
        s.groups(format!(r"(cimport)(\s+)({PATH})"), [Kn, Text, Nn]);
        s.groups(r"(struct)((?:\\\s|\s)+)", [K, Text]).push("class");
        s.words(NAME, &called, Nf).followed_by(r"\(");
        s.rule("[(,]", P).push("start");
        s.words(NAME, &own, K).listed();
    });
    for state in ["class", "function"] {
        d.prepend(state, |s| {
            s.rule(r"(?:\\\s|\s)+", Text);
        });
    }
    d.state("start", |s| {
        s.rule(r"[^\S\n]+", Text);
        s.rule("cp?def|ctypedef", K);
        s.rule("(?:un)?signed", Kt);
        s.call(NAME, kind).followed_by(r"\*+|[ \t]*\[|[ \t]+\w");
        s.empty("").pop();
    });
    d.state("definitions", |s| {
        s.rule(r"\n", Text).push("indentation");
        s.mixin("root");
    });
    d.state("indentation", |s| {
        s.call(r"[ \t]+", indentation);
        s.call("", |ctx| {
            ctx.state::<Indentation>().0 = None;
            ctx.reset_stack();
        });
    });
}

/// A name before another: a type, or a word that says what comes.
fn kind(ctx: &mut MatchContext<'_, '_>) {
    match ctx.text() {
        "def" => {
            ctx.token(K);
            ctx.goto("function");
        }
        "struct" | "class" => {
            ctx.token(Kr);
            ctx.goto("class");
        }
        "public" | "readonly" | "extern" | "api" | "inline" | "enum" | "union" => ctx.token(Kr),
        word => {
            ctx.token(if KEYWORDS.get(word) == Some(K) { K } else { Kt });
            ctx.pop(1);
        }
    }
}

/// How far the first line of the definitions is indented.
#[derive(Default)]
struct Indentation(Option<usize>);

/// Lines that are indented less than the first end the definitions.
fn indentation(ctx: &mut MatchContext<'_, '_>) {
    ctx.token(Text);
    ctx.goto("start");
    let length = ctx.text().len();
    let first = &mut ctx.state::<Indentation>().0;
    match *first {
        None => *first = Some(length),
        Some(outer) if outer > length => {
            *first = None;
            ctx.pop(2);
        }
        Some(_) => {}
    }
}
