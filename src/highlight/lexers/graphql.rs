//! GraphQL.

use crate::highlight::Lexer;
use crate::highlight::notation::{Definition, Words};
use crate::highlight::token::Token::*;

/// Rouge's `graphql`.
pub(crate) static LEXER: Lexer = Lexer::new("graphql", define);

const NAME: &str = r"[_A-Za-z]\w*";

fn define(d: &mut Definition) {
    let types = Words::new(&[(Nb, "Int Float String Boolean ID")]);
    d.state("basic", |s| {
        s.rule(r"\s+", W);
        s.rule(r"#.*", C);
        s.rule(r"[!,]", P);
    });
    d.state("root", |s| {
        s.rule(r"(?:query|mutation|subscription)\b", K).push("operation");
        s.rule(r"\{", P).push("selection");
        s.rule(r"fragment\b", K).push("fragment");
        s.rule(r"(?:type|interface|enum)\b", K).push("type");
        s.rule(r"(?:input|schema)\b", K).push("type");
        s.rule(r"union\b", K).push("union");
        s.rule(r"(?:extend|scalar)\b", K).push("scalar");
        s.mixin("basic");
    });
    d.state("scalar", |s| {
        s.rule(r"(?:type|interface|enum|input|union)\b", K).goto("type");
        s.rule(NAME, N).pop();
        s.mixin("basic");
    });
    d.state("operation", |s| {
        s.rule(NAME, N);
        s.rule(r"\(", P).push("variables");
        s.rule(r"\{", P).goto("selection");
        s.mixin("directive");
        s.mixin("basic");
    });
    d.state("variables", |s| {
        s.rule(r"\)", P).pop();
        s.rule(r"\$\w+", Nv);
        s.rule(r":", P).push("type reference");
        s.rule(r"=", P).push("value");
        s.mixin("basic");
    });
    d.state("type reference", |s| {
        s.rule(r"[\[\]!]", P);
        s.words(NAME, &types, N);
        s.rule(r"\s+", W);
        s.empty("").pop();
    });
    d.state("directive", |s| {
        s.groups(r"(@\w+)(\s*)(\()", [K, W, P]).push("arguments");
        s.rule(r"@\w+", K);
    });
    selections(d);
    schemas(d);
}

fn selections(d: &mut Definition) {
    d.state("selection", |s| {
        s.rule(r"\}", P).pop();
        s.rule(r"\{", P).push_same();
        s.groups(r"(\.\.\.)(\s*)(on)\b", [P, W, K]);
        s.rule(r"\.\.\.", P);
        s.rule(NAME, N);
        s.rule(r":", P);
        s.rule(r"\(", P).push("arguments");
        s.mixin("directive");
        s.mixin("basic");
    });
    d.state("arguments", |s| {
        s.rule(r"\)", P).pop();
        s.rule(NAME, N);
        s.rule(r":", P).push("value");
        s.mixin("basic");
    });
    d.state("value", |s| {
        s.rule(r"\s+", W);
        s.rule(r"#.*", C);
        s.rule(r"(?:true|false|null)\b", Kc).pop();
        s.rule(r"\$\w+", Nv).pop();
        s.rule(r#"(?s)""".*?""""#, S2).pop();
        s.rule(r#""(?:\\.|[^\\"\n])*""#, S2).pop();
        s.rule(r"-?(?:0|[1-9]\d*)(?:\.\d+(?:[eE][+-]?\d+)?|[eE][+-]?\d+)", Mf)
            .pop();
        s.rule(r"-?(?:0|[1-9]\d*)", Mi).pop();
        s.rule(r"\[", P).goto("list");
        s.rule(r"\{", P).goto("object");
        s.rule(NAME, N).pop();
    });
    d.state("list", |s| {
        s.rule(r"\]", P).pop();
        s.mixin("basic");
        s.empty("").push("value");
    });
    d.state("object", |s| {
        s.rule(r"\}", P).pop();
        s.rule(NAME, N);
        s.rule(r":", P).push("value");
        s.mixin("basic");
    });
}

fn schemas(d: &mut Definition) {
    d.state("fragment", |s| {
        s.rule(r"on\b", K);
        s.rule(NAME, N);
        s.rule(r"\{", P).goto("selection");
        s.mixin("directive");
        s.mixin("basic");
    });
    d.state("union", |s| {
        s.rule(r"[=|]", P);
        s.empty("")
            .before(r"(?:type|interface|enum|input|schema|scalar|union|extend|query|mutation|subscription|fragment)\b|\{")
            .pop();
        s.rule(NAME, N).not_before(r"\s*\{");
        s.mixin("basic");
    });
    d.state("type", |s| {
        s.rule(r"implements\b", K);
        s.rule(NAME, N);
        s.rule(r"\{", P).goto("fields");
        s.mixin("basic");
    });
    d.state("fields", |s| {
        s.rule(r"\}", P).pop();
        s.rule(NAME, N);
        s.rule(r"\(", P).push("parameters");
        s.rule(r":", P).push("type reference");
        s.rule(r"=", P).push("value");
        s.mixin("basic");
    });
    d.state("parameters", |s| {
        s.rule(r"\)", P).pop();
        s.rule(NAME, N);
        s.rule(r":", P).push("type reference");
        s.rule(r"=", P).push("value");
        s.mixin("basic");
    });
}
