//! R.

use crate::Lexer;
use crate::builder::{LexerBuilder, Words};
use crate::token::Token::*;

/// Rouge's `r`.
pub(crate) static LEXER: Lexer = Lexer::new("r", define);

/// The builtin functions, as a pattern: a dot matches any character, so `is_list` is one, too.
const PRIMITIVES: &str = "abs|acos|acosh|all|any|anyNA|Arg|as.call|as.character|as.complex|as.double|as.environment|\
    as.integer|as.logical|as.null.default|as.numeric|as.raw|asin|asinh|atan|atanh|attr|attributes|\
    baseenv|browser|c|call|ceiling|class|Conj|cos|cosh|cospi|cummax|cummin|cumprod|cumsum|digamma|dim|\
    dimnames|emptyenv|exp|expression|floor|forceAndCall|gamma|gc.time|globalenv|Im|interactive|\
    invisible|is.array|is.atomic|is.call|is.character|is.complex|is.double|is.environment|is.expression|\
    is.finite|is.function|is.infinite|is.integer|is.language|is.list|is.logical|is.matrix|is.na|is.name|\
    is.nan|is.null|is.numeric|is.object|is.pairlist|is.raw|is.recursive|is.single|is.symbol|\
    lazyLoadDBfetch|length|lgamma|list|log|max|min|missing|Mod|names|nargs|nzchar|oldClass|on.exit|\
    pos.to.env|proc.time|prod|quote|range|Re|rep|retracemem|return|round|seq_along|seq_len|seq.int|sign|\
    signif|sin|sinh|sinpi|sqrt|standardGeneric|substitute|sum|switch|tan|tanh|tanpi|tracemem|trigamma|\
    trunc|unclass|untracemem|UseMethod|xtfrm";

fn define(d: &mut LexerBuilder) {
    let words = Words::new(&[
        (K, "break else for function if in next repeat while"),
        (
            Kc,
            "FALSE Inf NA NA_character_ NA_complex_ NA_integer_ NA_real_ NULL NaN TRUE",
        ),
        (Nb, "F LETTERS T letters month.abb month.name pi"),
    ]);
    d.state("root", |s| {
        s.rule(r"#'.*$", Cd);
        s.rule(r"#.*$", C1);
        s.rule(r"\s+", W);
        s.rule(r"`[^`]+`", N);
        s.rule(r"(?s)'(?:\\.|.)*?'", S1);
        s.rule(r#"(?s)"(?:\\.|.)*?""#, S2);
        s.rule(r"%[^%]*%", O);
        s.rule(r"0[xX]\h+(?:[pP]\d+)?[Li]?", Mh);
        s.rule(r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?[Li]?", M);
        s.rule(format!(r"\b(?:{PRIMITIVES})"), Nf).followed_by(r"\(");
        s.words(
            r"(?:\p{Alphabetic}|\.[._\p{Alphabetic}])[._\p{Alphabetic}\p{Nd}]*|\.",
            &words,
            N,
        );
        s.rule(r"[\[\]{}();,]", P);
        s.rule(r"[-<>?*+^/!=~$@:%&|]", O);
    });
}
