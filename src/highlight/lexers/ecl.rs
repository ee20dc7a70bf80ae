//! ECL.

use crate::Lexer;
use crate::builder::{LexerBuilder, Words};
use crate::context::MatchContext;
use crate::token::Token::*;
use crate::version::Version::V4_7;
use std::sync::{Arc, LazyLock};

/// Rouge's `ecl`.
pub(crate) static LEXER: Lexer = Lexer::new("ecl", define);

static WORDS: LazyLock<Arc<Words>> = LazyLock::new(|| Words::file(include_str!("ecl.txt"), V4_7));

const DIRECTIVES: &str = "append apply break constant debug declare demangle else elseif end endregion error expand export \
    exportxml for forall getdatatype if ifdefined inmodule isdefined isvalid line link loop mangle onwarning option \
    region set stored text trace uniquename warning webservice workunit loadxml";

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"\n+", Text);
        s.rule("//.*", C1);
        s.rule(r"[ \t\r]+|\\\n", Text);
        s.rule(r"(?s)/[*].*?[*]/", Cm);
        s.rule(r"[xDQUV]?'[^'\\]*(?:\\.[^'\\]*)*'", S1);
        s.rule(
            r"\\(?:x\\h{2}|[0-2][0-7]{0,2}|3[0-6][0-7]?|37[0-7]?|[4-7][0-7]?|.|$)",
            Text,
        );
        s.rule(r"(?i)(?:and|not|or|in)\b", Ow);
        s.rule(r"[:=|><\\/+]", O).before(V4_7);
        s.rule(r":=|>|<|<>|/|\\|\+|-|=", O).since(V4_7);
        s.rule(r"[\[\]{}();,&.%]", P);
        s.rule(r"(?si)beginc\+\+.*?endc\+\+|embed.*?endembed", S1);
        s.call(r"(\w+)\.(\w+)\.(\w+)", path);
        s.rule(r"(?i)u?decimal\d+(?:_\d+)?\b", Kt);
        s.rule(r"\d+\.\d+(?:[eE][+\-]?\d+)?", Mf);
        s.rule("(?i)x[0-9a-f]+|0x[0-9a-f]+|0[0-9a-f]+x", Mh);
        s.rule("0[bB][01]+|[01]+[bB]", Mb);
        s.rule(r"\d+", Mi);
        s.call(r"(#?)([a-zA-Z_]\w*?)(\d*)\b", name);
    });
}

fn path(ctx: &mut MatchContext<'_, '_>) {
    let library = ctx.group(1) == "std"
        && [
            "file",
            "date",
            "str",
            "math",
            "metaphone",
            "metaphone3",
            "uni",
            "audit",
            "blas",
            "system",
        ]
        .contains(&ctx.group(2))
        && ["debug", "email", "job", "log", "thorlib", "util", "workunit"].contains(&ctx.group(3));
    ctx.token(if library { Nc } else { Nv });
}

/// A word, with what may be the size of a type behind it.
fn name(ctx: &mut MatchContext<'_, '_>) {
    let stem = ctx.group(2).to_ascii_lowercase();
    let digits = ctx.group(3);
    let number: u64 = digits.parse().unwrap_or(u64::MAX);
    let word = format!("{stem}{digits}");
    let sized = match stem.as_str() {
        "data" | "string" | "qstring" | "varstring" | "varunicode" | "unicode" | "utf8" => !digits.is_empty(),
        _ => false,
    };
    let kind = if ctx.group(1) == "#" {
        let known = DIRECTIVES.split_ascii_whitespace().any(|name| name == word);
        if known { Kt } else { Err }
    } else if sized {
        Kt
    } else if let Some(kind) = WORDS.get(&word) {
        kind
    } else {
        match (stem.as_str(), number) {
            ("integer" | "unsigned", 1..=8) | ("real", 4 | 8) => Kt,
            _ if word == "true" || word == "false" => Kc,
            _ => Nx,
        }
    };
    ctx.token(kind);
}
