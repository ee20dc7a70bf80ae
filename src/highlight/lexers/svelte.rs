//! Svelte: HTML with JavaScript in braces.

use crate::Lexer;
use crate::builder::{Emit, LexerBuilder, StateBuilder};
use crate::lexers::{html, javascript};
use crate::token::Token::*;

/// Rouge's `svelte`.
pub(crate) static LEXER: Lexer = Lexer::new("svelte", define);

fn define(d: &mut LexerBuilder) {
    html::define(d);
    d.prepend("tag", |s| {
        s.groups(
            r"(\{)(\s*)([a-zA-Z0-9_]+)(\s*)(\})",
            [Si, Omitted, Nv, Omitted, Si],
        )
        .pop();
    });
    d.prepend("attribute", |s| {
        s.rule(r"\{", Si).pop().push("template");
    });
    for state in ["double", "single"] {
        d.prepend(state, |s| {
            s.rule(r"\s*\{\s*", Si).push("template");
        });
    }
    d.prepend("root", |s| {
        s.groups(r"([^<&{]*)(\{)(\s*)", [Text, Si, Text]).push("template");
    });
    d.state("template", template);
}

fn template(s: &mut StateBuilder) {
    s.rule(r"\}", Si).pop();
    s.delegate(r"\{+(?:.*?[^\\\n])?\}+", &javascript::LEXER);
    s.rule(r"@(?:debug|html)\b", K);
    s.groups(
        r"(#await)(.*)(then|catch)(\s+)(\w+)",
        [
            K.into(),
            Emit::Delegate(&javascript::LEXER),
            K.into(),
            Text.into(),
            Emit::Delegate(&javascript::LEXER),
        ],
    );
    s.rule(r"[#/](?:await|each|if|key)\b", K);
    s.groups(r"(:else)(\s+)(if)?\b", [K, Text, K]);
    s.rule(r":?(?:catch|then)\b", K);
    s.delegate("[^{}]+", &javascript::LEXER);
}
