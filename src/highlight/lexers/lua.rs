//! Lua.

use crate::highlight::Lexer;
use crate::highlight::notation::{Definition, Words};
use crate::highlight::run::Step;
use crate::highlight::token::Token::*;
use std::sync::LazyLock;

/// Rouge's `lua`.
pub(crate) static LEXER: Lexer = Lexer::new("lua", define);

const NAME: &str = r"[A-Za-z_]\w*";

static WORDS: LazyLock<std::sync::Arc<Words>> = LazyLock::new(|| {
    Words::new(&[
        (
            K,
            "break do else elseif end for function if in repeat return then until while",
        ),
        (Ow, "and not or"),
        (Kc, "false nil true"),
        (Kd, "local"),
        (Nb, include_str!("lua_builtins.txt")),
    ])
});

fn define(d: &mut Definition) {
    d.state("root", |s| {
        s.rule(r"#!.*?$", Cp);
        for level in ["", "=", "==", "==="] {
            s.rule(format!(r"(?s)--\[{level}\[.*?\]{level}\]"), Cm).needs("]");
        }
        s.rule(r"--.*$", C1);
        s.rule(r"(?i)\d+e[+-]?\d+", Mf);
        s.rule(r"(?i)0x[0-9a-f]*", Mh);
        s.rule(r"\d+", Mi);
        s.rule(r"\n", Text);
        s.rule(r"[^\S\n]+", Text);
        for level in ["", "=", "==", "==="] {
            s.rule(format!(r"(?s)\[{level}\[.*?\]{level}\]"), S).needs("]");
        }
        s.rule(r"==|~=|<=|>=|\.\.\.|\.\.|[=+\-*/%^<>#]", O);
        s.rule(r"[\[\]{}().,:;]", P);
        s.groups(
            format!(r"(function)(\s+)({NAME})(\s*)(\.)(\s*)({NAME})"),
            [K, Text, Nc, Text, P, Text, Nf],
        );
        s.groups(format!(r"(function)(\s+)({NAME})"), [K, Text, Nf]);
        s.call(format!(r"({NAME})(?:\.{NAME})?"), name);
        s.rule(r"'", S1).push("single");
        s.rule(r#"""#, S2).push("double");
    });
    d.state("single", |s| {
        s.rule(r"'", S1).pop();
        s.rule(r"[^']+", S1);
    });
    d.state("double", |s| {
        s.rule(r#"""#, S2).pop();
        s.rule(r#"[^"]+"#, S2);
    });
}

/// A name, or two with a dot between them where a library has such a function.
fn name(step: &mut Step<'_, '_>) {
    if WORDS.get(step.text()).is_none() {
        step.set_length(step.group(1).len());
    }
    let token = WORDS.get(step.text()).unwrap_or(N);
    step.token(token);
}
