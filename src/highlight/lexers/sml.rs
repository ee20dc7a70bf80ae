//! Standard ML.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::context::MatchContext;
use crate::token::Token::*;
use crate::version::Version;
use std::sync::{Arc, LazyLock};

/// Rouge's `sml`.
pub(crate) static LEXER: Lexer = Lexer::new("sml", define);

static WORDS: LazyLock<Arc<Words>> = LazyLock::new(|| Words::file(include_str!("sml.txt"), Version::V4_7));

const NAME: &str = r"[\w']+";
const SYMBOL: &str = r"[!%&$#/:<=>?@\\~`^|*+-]+";

/// A keyword ahead.
const KEYWORD: &str = concat!(
    "(?:abstype|and|andalso|as|case|datatype|do|else|end|exception|fn|fun|handle|if|in|infix|infixr|let|local|nonfix|of|op|\
     open|orelse|raise|rec|then|type|val|with|withtype|while|eqtype|functor|include|sharing|sig|signature|struct|structure|\
     where)",
    r"\b(?:[^']|\z)"
);

fn define(d: &mut LexerBuilder) {
    let symbols = Words::new(&[(P, ": | = => -> # :>")]);
    d.state("root", |s| {
        s.rule("#!.*?\n", Cp);
        s.empty("").push("main");
    });
    d.state("blanks", |s| {
        s.rule(r"\s+", Text);
        s.rule("[(][*]", C).push("comment");
    });
    d.state("comment", |s| {
        s.rule("[^(*)]+", Cm);
        s.rule("[(][*]", Cm).push("comment");
        s.rule("[*][)]", Cm).pop();
        s.rule("[(*)]", Cm);
    });
    d.state("core", |s| core(s, &symbols));
    d.state("dotted", |s| {
        s.call(format!("({NAME})([.])"), path);
        s.words(NAME, &WORDS, N).pop();
        s.words(SYMBOL, &symbols, N).pop();
    });
    d.state("main", |s| {
        s.mixin("blanks");
        keyword(s, "val|and").push("value");
        keyword(s, "fun").goto("main function").push("function");
        delimiters(s);
        s.mixin("core");
    });
    d.state("main function", |s| {
        s.mixin("blanks");
        keyword(s, "fun|and").push("function");
        keyword(s, "val").goto("main").push("value");
        s.rule("[|]", P).push("function");
        keyword(s, "case|handle").goto("main");
        delimiters(s);
        s.mixin("core");
    });
    names(d);
    types(d);
    strings(d);
}

fn keyword<'s>(s: &'s mut StateBuilder, words: &str) -> &'s mut crate::builder::RuleBuilder {
    s.rule(format!(r"(?:{words})\b"), Kr).not_followed_by("'")
}

fn delimiters(s: &mut StateBuilder) {
    s.rule(r"[(\[{]", P).push("main");
    s.rule(r"[)\]}]", P).pop();
    keyword(s, "let|if|local").push_same().push_same();
    keyword(s, "struct|sig|while").push_same();
    keyword(s, "do|else|end|in|then").pop();
}

fn core(s: &mut StateBuilder, symbols: &Arc<Words>) {
    s.rule(r"[()\[\]{},;_]|[.][.][.]", P);
    s.rule(r##"#""##, Sc).push("character");
    s.rule(r#"""#, S2).push("string");
    s.rule(r"~?0x\h+|0wx\h+", Mh);
    s.rule(r"0w\d+", Mi);
    s.rule(r"~?\d+(?:[.]\d+)?[eE]~?\d+|~?\d+[.]\d+", Mf);
    s.rule(r"~?\d+", Mi);
    s.rule(format!(r"#\s*[1-9][0-9]*|#\s*{NAME}|#\s+{SYMBOL}"), Nl);
    keyword(s, "datatype|abstype").push("data type");
    s.empty("")
        .followed_by(r"exception\b(?:[^']|\z)")
        .push("exception");
    keyword(s, "functor|include|open|signature|structure").push("structure");
    keyword(s, "type|eqtype").push("type");
    s.rule(format!("'{NAME}"), Nd);
    s.call(format!("({NAME})([.])"), path).push("dotted");
    s.words(NAME, &WORDS, N);
    s.words(SYMBOL, symbols, N);
}

/// A name before a dot: a keyword is a mistake.
fn path(ctx: &mut MatchContext<'_, '_>) {
    let reserved = WORDS.get(ctx.group(1)).is_some();
    ctx.group_token(1, if reserved { Err } else { Nn });
    ctx.group_token(2, P);
}

fn names(d: &mut LexerBuilder) {
    d.state("structure", |s| {
        s.mixin("blanks");
        s.empty("").followed_by(KEYWORD).pop();
        s.rule(NAME, Nn);
        s.empty("").pop();
    });
    d.state("annotations", |s| {
        s.rule(r"'[\w']*", Nd);
        s.rule("[(]", P).push("type variables");
    });
    d.state("function", |s| {
        s.mixin("blanks");
        s.mixin("annotations");
        s.rule(NAME, Nf).pop();
        s.rule(SYMBOL, Nf).pop();
    });
    d.state("value", |s| {
        s.mixin("blanks");
        s.mixin("annotations");
        s.groups(format!(r"({NAME})(\s*)(=)"), [Nv, Text, P])
            .not_followed_by(SYMBOL)
            .pop();
        s.groups(format!(r"({SYMBOL})(\s*)(=)"), [Nv, Text, P])
            .not_followed_by(SYMBOL);
        s.rule(NAME, Nv).pop();
        s.rule(SYMBOL, Nv).pop();
        s.empty("").pop();
    });
    d.state("exception", |s| {
        s.mixin("blanks");
        s.groups(format!(r"(exception|and)(\s+)({NAME})"), [Kr, Text, Nc]);
        s.groups(format!(r"(exception|and)(\s*)({SYMBOL})"), [Kr, Text, Nc]);
        keyword(s, "of");
        s.empty("").followed_by(KEYWORD).pop();
        s.mixin("core");
    });
    d.state("constructor", |s| {
        s.mixin("blanks");
        s.rule(NAME, Nc).pop();
        s.rule(SYMBOL, Nc).pop();
    });
    d.state("type variables", |s| {
        s.mixin("blanks");
        s.rule(r"'[\w']*", Nd);
        s.rule(NAME, N);
        s.rule(",", P);
        s.rule("[)]", P).pop();
        s.rule(SYMBOL, N);
    });
}

fn types(d: &mut LexerBuilder) {
    d.state("type", |s| {
        s.mixin("blanks");
        s.empty("").followed_by(KEYWORD).pop();
        s.mixin("annotations");
        s.rule("=", P).not_followed_by(SYMBOL).goto("type binding");
        s.rule(NAME, Kt);
        s.rule(SYMBOL, Kt);
    });
    d.state("type binding", |s| {
        s.mixin("blanks");
        keyword(s, "and").goto("type");
        s.empty("").followed_by(KEYWORD).pop();
        s.mixin("core");
    });
    d.state("data type", |s| {
        s.mixin("blanks");
        s.empty("").followed_by(KEYWORD).pop();
        s.mixin("annotations");
        s.groups(r"(=)(\s*)(datatype)\b", [P, Text, Kr]).pop();
        s.rule("=", P)
            .not_followed_by(SYMBOL)
            .goto("data binding")
            .push("constructor");
        s.rule(NAME, Kt);
        s.rule(SYMBOL, Kt);
    });
    d.state("data binding", |s| {
        s.mixin("blanks");
        keyword(s, "and").goto("data type");
        keyword(s, "withtype").goto("type");
        keyword(s, "of");
        s.groups(format!(r"([|])(\s*)({NAME})"), [P, Text, Nc]);
        s.groups(format!(r"([|])(\s+)({SYMBOL})"), [P, Text, Nc]);
        s.empty("").followed_by(KEYWORD).pop();
        s.mixin("core");
    });
}

fn strings(d: &mut LexerBuilder) {
    for (state, token) in [("string", S2), ("character", Sc)] {
        d.state(state, |s| {
            s.rule(r#"[^"\\]+"#, token);
            s.rule(r#"""#, token).pop();
            s.rule(r#"\\(?:[\\"abtnvfr]|\^[\x40-\x5e]|[0-9]{3}|u\h{4})"#, Se);
            s.rule(r"\\\s+\\", Si);
        });
    }
}
