//! ABAP.

use crate::Lexer;
use crate::builder::{LexerBuilder, Words};
use crate::context::MatchContext;
use crate::token::Token::*;
use crate::version::Version;
use std::sync::{Arc, LazyLock};

/// Rouge's `abap`.
pub(crate) static LEXER: Lexer = Lexer::new("abap", define);

static BUILTINS: LazyLock<Arc<Words>> =
    LazyLock::new(|| Words::file_any_case(include_str!("abap_builtins.txt"), Version::V4_7));

fn define(d: &mut LexerBuilder) {
    let words = d.word_file_any_case(include_str!("abap.txt"));
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule(r#"".*"#, C1);
        s.rule(r"^\*.*", Cm);
        s.rule(r"\d+", Mi);
        s.rule("['`]", S1).push("string");
        s.rule(r"[\[\](){}.,:|]", P);
        s.call(r"(->|=>)?([A-Za-z][A-Za-z0-9_\-]*)(\()", called);
        s.words(r"\w+", &words, N);
        s.rule("->|->>|=>", O);
        s.rule(r"[-*+%/~=&?<>!#@^]+", O);
    });
    d.state("string", |s| {
        s.rule(r"\\.|''|``", Se);
        s.rule("['`]", S1).pop();
        s.rule(r"[^\\'`]+", S1);
    });
}

/// A name before a bracket. Methods of an object are only names.
fn called(ctx: &mut MatchContext<'_, '_>) {
    let name = ctx.group(2);
    let kind = if !ctx.group(1).is_empty() {
        N
    } else if name.eq_ignore_ascii_case("data") || name.eq_ignore_ascii_case("field-symbol") {
        K
    } else {
        BUILTINS.get(name).unwrap_or(N)
    };
    ctx.group_token(1, O);
    ctx.group_token(2, kind);
    ctx.group_token(3, P);
}
