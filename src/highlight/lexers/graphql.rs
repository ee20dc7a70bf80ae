//! GraphQL.

use crate::Lexer;
use crate::builder::{Emit, LexerBuilder, RuleBuilder, StateBuilder, Words};
use crate::lexers::markdown;
use crate::token::Token::{self, *};

/// Rouge's `graphql`.
pub(crate) static LEXER: Lexer = Lexer::new("graphql", define);

const NAME: &str = r"[_A-Za-z]\w*";

fn define(d: &mut LexerBuilder) {
    d.state("basic", |s| {
        s.rule(r"\s+", W);
        s.rule(r"#.*$", C);
        s.rule(r"[!,]", P);
    });
    d.state("root", |s| {
        s.rule(r"(?:query|mutation|subscription)\b", K).push("operation");
        s.rule(r"\{", P).push("operation").push("selection");
        s.rule(r"fragment\b", K).push("fragment");
        s.rule(r"scalar\b", K).push("value");
        s.rule(r"(?:type|interface|enum|input|schema)\b", K).push("type");
        s.rule(r"union\b", K).push("union");
        s.rule(r"extend\b", K);
        s.mixin("basic");
        s.groups(
            r#"(?s)(""")(\n)(.*?)(\n)(""")"#,
            [
                S2.into(),
                W.into(),
                Emit::DelegateFresh(&markdown::LEXER),
                W.into(),
                S2.into(),
            ],
        );
    });
    operations(d);
    schemas(d);
    values(d);
}

fn directives(s: &mut StateBuilder) {
    s.groups(format!(r"(@{NAME})(\s*)(\()"), [K, W, P])
        .push("arguments");
    s.rule(format!(r"@{NAME}\b"), K);
}

fn name(s: &mut StateBuilder) -> &mut RuleBuilder {
    s.rule(format!(r"{NAME}\b"), N)
}

fn operations(d: &mut LexerBuilder) {
    d.state("fragment", |s| {
        s.rule(r"on\b", K);
        s.mixin("operation");
    });
    d.state("operation", |s| {
        directives(s);
        name(s);
        s.rule(r"\(", P).push("variables");
        s.rule(r"\{", P).push("selection");
        s.mixin("basic");
    });
    d.state("selection", |s| {
        directives(s);
        s.call(r"\}", |ctx| {
            ctx.token(P);
            ctx.pop(1);
            if ctx.is_state("operation") || ctx.is_state("fragment") {
                ctx.pop(1);
            }
        });
        s.groups(format!(r"({NAME})(\s*)(\()"), [N, W, P])
            .push("arguments");
        s.groups(format!(r"({NAME})(\s*)(:)"), [N, W, P]);
        name(s);
        s.groups(r"(\.\.\.)(\s+)(on)\b", [P, W, K]);
        s.rule(r"\.\.\.", P);
        s.rule(r"\{", P).push("selection");
        s.mixin("basic");
    });
    d.state("arguments", |s| {
        s.rule(r"\)", P).pop();
        name(s);
        s.rule(r":", P).push("value");
        s.mixin("basic");
    });
    d.state("variables", |s| {
        s.rule(r"\)", P).pop();
        s.rule(format!(r"\${NAME}\b"), Nv);
        name(s);
        s.rule(r":", P).push("type name");
        s.rule(r"=", P).push("value");
        s.mixin("basic");
    });
}

fn schemas(d: &mut LexerBuilder) {
    let types = Words::new(&[(Nb, "Boolean Float ID Int String")]);
    d.state("type", |s| {
        s.rule(r"implements\b", K);
        name(s);
        s.rule(r"\(", P).push("variables");
        s.rule(r"\{", P).push("fields");
        s.mixin("basic");
    });
    d.state("fields", |s| {
        s.rule(r"\}", P).pop_n(2);
        s.groups(format!(r"({NAME})(\s*)(\()"), [N, W, P])
            .push("variables");
        name(s);
        s.rule(r":", P).push("type name");
        s.mixin("basic");
    });
    d.state("union", |s| {
        name(s);
        s.rule(r"=", P).push("variant");
        s.mixin("basic");
    });
    d.state("variant", |s| {
        name(s).goto("variant end");
        s.mixin("basic");
    });
    d.state("variant end", |s| {
        s.rule(r"\|", P).goto("variant");
        s.empty("").not_followed_by(r"[|\s#]").pop_n(2);
        s.mixin("basic");
    });
    d.state("type name", |s| {
        s.words(format!(r"{NAME}\b"), &types, N).pop();
        s.rule(r"\[", P).push("type names");
        s.mixin("basic");
    });
    d.state("type names", |s| {
        s.words(format!(r"{NAME}\b"), &types, N);
        s.rule(r"\]", P).pop_n(2);
        s.mixin("basic");
    });
}

/// The scalar values. Each ends the state of a value.
fn scalars() -> [(String, Token); 6] {
    [
        (format!(r"\${NAME}\b"), Nv),
        (r"(?:true|false|null)\b".into(), Kc),
        (r"[+-]?\d+\.\d+(?:[eE][+-]?\d+)?".into(), Mf),
        (r"[+-]?[1-9]\d*(?:[eE][+-]?\d+)?".into(), Mi),
        (r#""(?:\\[\\"]|[^"])*""#.into(), S2),
        (format!(r"{NAME}\b"), N),
    ]
}

fn values(d: &mut LexerBuilder) {
    d.state("value", |s| {
        s.rule(r#"(?s)""".*?""""#, S2);
        for (pattern, token) in scalars() {
            s.rule(pattern, token).pop();
        }
        s.rule(r"\{", P).push("object");
        s.rule(r"\[", P).push("list");
        s.mixin("basic");
    });
    d.state("list", |s| {
        s.call(r"\]", |ctx| {
            ctx.token(P);
            ctx.pop(1);
            if ctx.is_state("value") {
                ctx.pop(1);
            }
        });
        s.rule(r#"(?s)""".*?""""#, S2);
        for (pattern, token) in scalars() {
            s.rule(pattern, token);
        }
        s.rule(r"\{", P).push("object");
        s.rule(r"\[", P).push("list");
        s.mixin("basic");
    });
    d.state("object", |s| {
        s.call(r"\}", |ctx| {
            ctx.token(P);
            ctx.pop(1);
            if ctx.is_state("value") {
                ctx.pop(1);
            }
        });
        s.groups(format!(r"({NAME})(\s*)(:)"), [N, W, P]).push("value");
        s.mixin("basic");
    });
}
