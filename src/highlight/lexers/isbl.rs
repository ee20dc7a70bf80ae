//! ISBL.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::token::Token::*;
use crate::version::Version;
use std::sync::{Arc, LazyLock};

/// Rouge's `isbl`.
pub(crate) static LEXER: Lexer = Lexer::new("isbl", define);

static WORDS: LazyLock<Arc<Words>> = LazyLock::new(|| Words::file(include_str!("isbl.txt"), Version::V4_7));

static INTERFACES: LazyLock<Arc<Words>> =
    LazyLock::new(|| Words::file(include_str!("isbl_interfaces.txt"), Version::V4_7));

fn define(d: &mut LexerBuilder) {
    let name = "(?i)[a-zа-яё_0-9]+";
    d.state("root", |s| {
        blanks(s);
        s.rule(":", P).push("type");
        s.rule("[.]", P).push("member");
        s.rule(r"[\[\]();]", P);
        s.rule("[&*+=<>/-]", O);
        s.rule("(?i)[a-zа-яё_][a-zа-яё_0-9]*", Nf).followed_by("[(]");
        s.call("(?i)[a-zа-яё_!][a-zа-яё_0-9]*", |ctx| {
            let word = ctx.text().to_lowercase();
            ctx.token(WORDS.get(&word).unwrap_or(Nv));
        });
        s.rule(r"\d+(?:\.\d+)?\b", M);
        s.rule(r#"(?s)".*?""#, S2);
        s.rule("(?s)'.*?'", S1);
    });
    d.state("member", |s| {
        blanks(s);
        s.call(name, |ctx| {
            let constant = WORDS.get(&ctx.text().to_lowercase()) == Some(Nb);
            let in_type = ctx.in_state("type");
            ctx.token(match (constant, in_type) {
                (true, _) => Nb,
                (false, true) => Kt,
                (false, false) => N,
            });
        })
        .pop();
    });
    d.state("type", |s| {
        blanks(s);
        s.call(name, |ctx| {
            let word = ctx.text().to_lowercase();
            ctx.token(INTERFACES.get(&word).unwrap_or(N));
        })
        .pop();
        s.rule("[.]", P).push("member");
        s.empty("").pop();
    });
}

fn blanks(s: &mut StateBuilder) {
    s.rule(r"\s+", Text);
    s.rule("//.*?$", C1);
    s.rule("(?s)/[*].*?[*]/", Cm);
}
