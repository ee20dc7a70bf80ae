//! Stan.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::context::MatchContext;
use crate::token::Token::*;
use crate::version::Version;
use std::sync::{Arc, LazyLock};

/// Rouge's `stan`.
pub(crate) static LEXER: Lexer = Lexer::new("stan", define);

static FUNCTIONS: LazyLock<Arc<Words>> =
    LazyLock::new(|| Words::file(include_str!("stan_functions.txt"), Version::V4_7));

const CONSTANTS: [&str; 9] = [
    "pi",
    "e",
    "sqrt2",
    "log2",
    "log10",
    "not_a_number",
    "positive_infinity",
    "negative_infinity",
    "machine_precision",
];

const OPERATORS: &str =
    r"=|<|<=|>|>=|==|!=|!|&&|\|\||\+|-|\*|/|\^|'|\.\+|\.-|\.\*|\./|\.\^|\\|\+=|-=|\*=|/=|\.\*=|\./=|~|\?|:";

fn define(d: &mut LexerBuilder) {
    let words = d.word_file(include_str!("stan.txt"));
    d.state("root", |s| {
        blanks(s);
        s.rule("#include", Cp).push("include");
        s.rule("#.*$", Gd);
        s.rule(
            r"functions|(?:transformed\s+)?data|(?:transformed\s+)?parameters|model|generated\s+quantities",
            Nn,
        );
        s.rule(r"\{", P).push("braces");
        s.mixin("scope");
    });
    d.state("include", |s| {
        s.groups(r"(\s+)(\S+)(\s*)", [Text, Cpf, Text]).pop();
    });
    d.state("scope", |s| {
        blanks(s);
        s.call(
            r"((?:[a-z_]\s*(?:\[[0-9, ]\])?\s+)*)([a-zA-Z_][a-zA-Z0-9_]*)",
            function,
        )
        .followed_by(r"\([^;]*?\)");
        s.rule(r"\{", P).push("braces");
        s.rule(r"\(", P).push("parentheses");
        s.rule("#include", Cp).push("include");
        s.rule("#.*$", Gd);
        s.rule(r#"""#, S).push("string");
        numbers(s);
        s.rule(r"\*/", Err);
        s.rule(OPERATORS, O);
        s.rule(r"[\[\],.;]", P);
        s.rule("[|]", P).not_followed_by("[|]");
        s.rule(r"T\b", Kr);
        s.rule(r"(?:lower|upper)\b", Na);
        s.words("[a-zA-Z_][a-zA-Z0-9_]*", &words, Nv);
    });
    d.state("braces", |s| {
        s.mixin("scope");
        s.rule(r"\}", P).pop();
    });
    d.state("parentheses", |s| {
        s.mixin("scope");
        s.rule(r"\)", P).pop();
    });
    // Rouge has no such state, and fails at a string.
    d.state("string", |s| {
        s.rule(r#"""#, S).pop();
        s.rule(r#"[^"]+"#, S);
    });
}

fn blanks(s: &mut StateBuilder) {
    s.rule(r"\n+", Text);
    s.rule("//.*$", C1);
    s.rule(r"[ \t\r]+", Text);
    s.rule(r"(?s)/(?:\\\n)?[*].*?[*](?:\\\n)?/", Cm);
}

fn numbers(s: &mut StateBuilder) {
    let exponential = r"(?:\d+[.]\d*|[.]?\d+)e[+-]?\d+";
    let real = format!(r"(?:{exponential}|\d*[.]\d+|\d+)");
    let blank = r"(?:\s|//.*?\n|/[*].*?[*]/)+";
    s.rule(
        format!(r"{real}{blank}[+-]{blank}{real}i|{real}i|{exponential}|\d*[.]\d+"),
        Mf,
    );
    s.rule(r"\d+", Mi);
}

fn function(ctx: &mut MatchContext<'_, '_>) {
    ctx.recurse(1);
    let name = ctx.group(2);
    let constant = || CONSTANTS.contains(&name).then_some(Kc);
    let kind = FUNCTIONS.get(name).or_else(constant).unwrap_or(Nf);
    ctx.token(kind);
}
