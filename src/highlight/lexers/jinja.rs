//! Jinja templates, in HTML.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::token::Token::{self, *};

/// Rouge's `jinja`.
pub(crate) static LEXER: Lexer = Lexer::new("jinja", |d| define(d, WORDS));

const WORDS: &[(Token, &str)] = &[
    (
        K,
        "as autoescape block call context do else endautoescape endblock endcall endfilter endfor endif endmacro \
    endset endtrans endwith extends filter for from if ignore import include macro missing recursive \
    reversed scoped set trans with without",
    ),
    (Kp, "False None True false none true"),
    (Ow, "and in is not or"),
    (
        Nb,
        "callable defined divisibleby equalto escaped even iterable lower mapping none number odd sameas \
    sequence string undefined upper",
    ),
];

/// The states, shared with Twig, which has other words.
pub(crate) fn define(d: &mut LexerBuilder, words: &[(Token, &'static str)]) {
    let words = Words::new(words);
    d.state("root", |s| {
        s.rule(r"\{#", C).push("comment");
        s.rule("##.*", C);
        for name in ["raw", "verbatim"] {
            s.groups(
                format!(r"(\{{%-?)(\s*)({name})(\s*)(-?%\}})"),
                [Cp, Text, K, Text, Cp],
            )
            .push(name);
        }
        s.rule(r"\{%", Cp).push("statement");
        s.rule(r"\{\{", Cp).push("expression");
        s.delegate_to_parent(r"(?s).+?")
            .followed_by(r"\\|\{\{|\{%|\{#|##");
        s.delegate_to_parent(r"(?s).+");
    });
    d.state("comment", |s| {
        s.rule("[^#]+", C);
        s.rule(r"#\}", C).pop();
        s.rule("#", C);
    });
    d.state("expression", |s| {
        s.rule(r"\w+\.?", Nv);
        rest(s);
        s.rule(r"%\}|\}\}", Cp).pop();
    });
    d.state("statement", |s| {
        s.words(r"\w+\.?", &words, Nv);
        rest(s);
        s.rule(r"%\}", Cp).pop();
    });
    for (name, end) in [("raw", "endraw"), ("verbatim", "endverbatim")] {
        d.state(name, |s| {
            s.groups(
                format!(r"(\{{%-?)(\s*)({end})(\s*)(-?%\}})"),
                [Cp, Text, K, Text, Cp],
            )
            .pop();
            s.rule(r"[^{]+|\{", Text);
        });
    }
}

/// Filters, values and punctuation.
fn rest(s: &mut StateBuilder) {
    s.groups(r"(\|\s*)(\w+)", [O, Nf]);
    s.rule(r#""(?:\\.|.)*?""#, S2);
    s.rule(r"'(?:\\.|.)*?'", S1);
    s.rule(r"[+\-*/=]", O);
    s.rule(r"<=?|>=?|!=", O);
    s.rule(r"[,\[\]()]", P);
    s.rule(r"\s+", Text);
}
