//! TeX and LaTeX.

use crate::Lexer;
use crate::notation::{Definition, StateDraft};
use crate::run::Step;
use crate::token::Token::*;

/// Rouge's `tex`.
pub(crate) static LEXER: Lexer = Lexer::new("tex", define);

const COMMAND: &str = r"\\(?:[a-zA-Z]+|\s+|.)";

fn define(d: &mut Definition) {
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

fn general(s: &mut StateDraft) {
    s.rule(r"%.*$", C);
    s.rule(r"[{}&_^]", P);
}

fn math(s: &mut StateDraft) {
    s.rule(COMMAND, Nv);
    general(s);
    s.rule(r"\d+", M);
    s.rule(r"[-=!+*/()\[\]]", O);
    s.rule(r"[^=!+*/()\[\]\\$%&_^{}0-9\-]+", Nb);
}

/// A text between two of any sign, on one line; without the second the command is as others.
fn verbatim(step: &mut Step<'_, '_>) {
    let sign = step.group(2);
    let line = step.ahead().split('\n').next().unwrap_or_default();
    let head = step.group(1).len();
    match line.find(sign) {
        Some(length) => {
            step.set_length(head + sign.len() + length + sign.len());
            step.group_token(1, Nb);
            step.group_token(2, Kp);
            step.next(Sx, length);
            step.token(Kp);
        }
        None => {
            step.set_length(head);
            step.token(K);
            step.push("command");
        }
    }
}
