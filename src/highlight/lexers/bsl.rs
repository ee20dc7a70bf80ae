//! 1C:Enterprise, in Russian and in English.

use crate::Lexer;
use crate::builder::{LexerBuilder, Words};
use crate::context::MatchContext;
use crate::token::Token::*;
use crate::version::Version;
use std::sync::{Arc, LazyLock};

/// Rouge's `bsl`.
pub(crate) static LEXER: Lexer = Lexer::new("bsl", define);

static KEYWORDS: LazyLock<Arc<Words>> = LazyLock::new(|| Words::file(include_str!("bsl.txt"), Version::V4_7));

static BUILTINS: LazyLock<Arc<Words>> =
    LazyLock::new(|| Words::file(include_str!("bsl_builtins.txt"), Version::V4_7));

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"\n|[^\S\n]+", Text);
        s.rule("//.*$", C1);
        s.rule(r"[\[\]:(),;]", P);
        s.rule("&.*$", Kd);
        s.rule(r"[-+/*%=<>.?&]", O);
        s.rule("#.*$", Kd);
        s.call(r"(?i)[\wа-яё]+", name);
        s.rule("'.*'", Ld);
        s.rule(r#"".*?(?:"|$)"#, S1);
        s.rule(r#"\|[^"\n]*(?:"|$)"#, S);
    });
}

fn name(ctx: &mut MatchContext<'_, '_>) {
    let word = ctx.text().to_lowercase();
    if KEYWORDS.get(&word).is_some() {
        return ctx.token(K);
    }
    let ahead = ctx.rest();
    let bracket = ahead.trim_ascii_start();
    if bracket.starts_with('(') && BUILTINS.get(&word).is_some() {
        // The space before the bracket belongs to the name.
        ctx.set_length(ctx.text().len() + ahead.len() - bracket.len());
        return ctx.token(Nb);
    }
    ctx.token(Nv);
}
