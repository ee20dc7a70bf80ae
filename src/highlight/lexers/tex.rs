//! TeX and LaTeX.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::context::MatchContext;
use crate::token::Token::*;

/// Rouge's `tex`.
pub(crate) static LEXER: Lexer = Lexer::new("tex", define);

const COMMAND: &str = r"\\(?:[a-zA-Z]+|\s+|.)";

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"\\\[", P).push("display");
        s.rule(r"\\\(", P).push("inline");
        s.rule(r"\$\$", P).push("display");
        s.rule(r"\$", P).push("inline");
        s.rule(r"\\(?:begin|end)\{.*?\}", Nt);
        s.call(r"(\\verb)\b(\S)", verbatim);
        s.rule(COMMAND, K).push("command");
        general(s);
        s.rule(r"[^\\$%&_^{}]+", Text);
    });
    d.state("inline", |s| {
        s.rule(r"\\\)", P).pop();
        s.rule(r"\$", P).pop();
        math(s);
    });
    d.state("display", |s| {
        s.rule(r"\\\]", P).pop();
        s.rule(r"\$\$", P).pop();
        s.rule(r"\$", Nb);
        math(s);
    });
    d.state("command", |s| {
        s.rule(r"\[.*?\]", Na);
        s.rule(r"\*", K);
        s.empty("").pop();
    });
}

fn general(s: &mut StateBuilder) {
    s.rule(r"%.*$", C);
    s.rule(r"[{}&_^]", P);
}

fn math(s: &mut StateBuilder) {
    s.rule(COMMAND, Nv);
    general(s);
    s.rule(r"\d+", M);
    s.rule(r"[-=!+*/()\[\]]", O);
    s.rule(r"[^=!+*/()\[\]\\$%&_^{}0-9\-]+", Nb);
}

/// Text between two equal characters on one line. Without the second one, this is a command like others.
fn verbatim(ctx: &mut MatchContext<'_, '_>) {
    let sign = ctx.group(2);
    let line = ctx.rest().split('\n').next().unwrap_or_default();
    let head = ctx.group(1).len();
    match line.find(sign) {
        Some(length) => {
            ctx.set_length(head + sign.len() + length + sign.len());
            ctx.group_token(1, Nb);
            ctx.group_token(2, Kp);
            ctx.token_next(Sx, length);
            ctx.token(Kp);
        }
        None => {
            ctx.set_length(head);
            ctx.token(K);
            ctx.push("command");
        }
    }
}
