//! Janet.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::context::MatchContext;
use crate::token::Token::*;

/// Rouge's `janet`.
pub(crate) static LEXER: Lexer = Lexer::new("janet", define);

const SIGN: &str = r"_!$%^&*+=~<>.?/\-";

fn define(d: &mut LexerBuilder) {
    let words = d.word_file(include_str!("janet.txt"));
    let rest = format!(r"[\p{{Alphabetic}}\p{{M}}\p{{Nd}}\p{{Pc}}{SIGN}:]*");
    let symbol = format!(r"[\p{{Alphabetic}}{SIGN}]{rest}");
    d.state("root", |s| {
        s.rule("#.*?$", C1);
        s.rule(r"\s+", W);
        s.rule(r"(?:true|false|nil)\b", No);
        s.groups(format!("(['~])({symbol})"), [O, Ss]);
        s.rule(format!(":{rest}"), Kc);
        numbers(s);
        s.rule(r#"@?""#, S2).push("string");
        s.call("(@?)(`+)", long_string);
        s.rule(r"\(", P).push("function");
        s.groups(r"(')(@?[(\[{])", [O, P]).push("quote");
        s.groups(r"(~)(@?[(\[{])", [O, P]).push("quasiquote");
        s.rule(r"[#~,';|]", O);
        s.rule(r"@?[(){}\[\]]", P);
        s.rule(symbol.as_str(), N);
    });
    d.state("string", |s| {
        s.rule(r#"""#, S2).pop();
        s.rule(r"\\(?:u\h{4}|U\h{6})|\\.", Se);
        s.rule(r#"[^"\\]+"#, S2);
    });
    d.state("function", |s| {
        s.rule(r"\)", P).pop();
        s.rule("quote", K)
            .not_followed_by(format!(r"[\p{{Alphabetic}}\p{{M}}\p{{Nd}}\p{{Pc}}{SIGN}:]"))
            .goto("quote");
        s.rule("quasiquote", K)
            .not_followed_by(format!(r"[\p{{Alphabetic}}\p{{M}}\p{{Nd}}\p{{Pc}}{SIGN}:]"))
            .goto("quasiquote");
        s.words(symbol.as_str(), &words, Nf).goto("root");
        s.mixin("root");
    });
    d.state("quote", |s| {
        s.rule(r"[(\[{]", P).push_same();
        s.rule(r"[)\]}]", P).pop();
        s.rule(symbol.as_str(), Se);
        s.mixin("root");
    });
    d.state("quasiquote", |s| {
        s.groups(r"(,)(\()", [O, P]).push("function");
        s.groups(r"(\()(\s*)(unquote)(\s+)(\()", [P, Text, K, Text, P])
            .push("function");
        s.groups(format!("(,)({symbol})"), [O, N]);
        s.groups(
            format!(r"(\()(\s*)(unquote)(\s+)({symbol})"),
            [P, Text, K, Text, N],
        );
        s.mixin("quote");
    });
}

fn numbers(s: &mut StateBuilder) {
    s.rule(r"[+-]?\d{1,2}r[\w.]+(?:&[+-]?\w+)?", Mf);
    s.rule(r"[+-]?0x\h[\h_]*(?:\.\h[\h_]*)?|[+-]?0x\.\h[\h_]*", Mh);
    s.rule(
        r"[+-]?\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?|[+-]?\.\d[\d_]*(?:[eE][+-]?\d+)?",
        Mf,
    );
}

/// A string between two runs of backticks of one length, the longest for which there is a second run.
fn long_string(ctx: &mut MatchContext<'_, '_>) {
    let at = ctx.group(1).len();
    let run = ctx.group(2);
    // Half of a run is always followed by the other half. Runs that are much longer than later ones are not in use.
    let least = (run.len() / 2).max(run.len().saturating_sub(8)).max(1);
    let half = run.len() / 2;
    for length in (least..=run.len()).rev().chain((half > 0).then_some(half)) {
        ctx.set_length(at + length);
        if let Some(place) = ctx.find_ahead(&run[..length]) {
            ctx.set_length(at + 2 * length + place);
            return ctx.token(Sh);
        }
    }
    ctx.set_length(1);
    ctx.token(Err);
}
