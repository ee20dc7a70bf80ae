//! Liquid templates.

use crate::Lexer;
use crate::builder::{LexerBuilder, RuleBuilder, StateBuilder};
use crate::context::MatchContext;
use crate::token::Token::{self, *};

/// Rouge's `liquid`.
pub(crate) static LEXER: Lexer = Lexer::new("liquid", define);

/// All states but the first are left: so ends every tag.
const ALL: usize = usize::MAX;

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"[^{]+", Text);
        s.groups(r"(\{%-?)(\s*)", [P, W]).push("tag");
        s.groups(r"(\{\{-?)(\s*)", [P, W]).push("output");
        s.rule(r"\{", Text);
    });
    tags(d);
    outputs(d);
    for (state, end, token) in [("comment", "endcomment", C), ("raw", "endraw", Text)] {
        d.state(state, |s| {
            s.rule(r"[^{]+", token);
            s.groups(format!(r"(\{{%-?)(\s*)({end})(\s*)(-?%\}})"), [P, W, Nt, W, P])
                .pop_n(ALL);
            s.rule(r"\{", token);
        });
    }
}

/// The kind of a value by the quotes in it.
fn quoted(text: &str, plain: Token) -> Token {
    let holds = |quote: char| text.matches(quote).count() > 1;
    match (holds('\''), holds('"')) {
        (true, _) => S1,
        (_, true) => S2,
        _ => plain,
    }
}

fn give(ctx: &mut MatchContext<'_, '_>, tokens: &[Token]) {
    for (index, token) in tokens.iter().enumerate() {
        ctx.group_token(index + 1, *token);
    }
}

fn tags(d: &mut LexerBuilder) {
    d.state("tag", |s| {
        s.rule(r"(?:if|elsif|unless|case)\b", Kr).push("condition");
        s.rule(r"when\b", Kr).push("when");
        s.groups(r"(else)(\s*)(-?%\})", [Kr, W, P]).pop();
        s.groups(
            r"(capture|(?:in|de)crement)(\s+)([^\s%]+)(\s*)(-?%\})",
            [Nt, W, Nv, W, P],
        )
        .pop();
        s.groups(r"(comment)(\s*)(-?%\})", [Nt, W, P]).push("comment");
        s.groups(r"(raw)(\s*)(-?%\})", [Nt, W, P]).push("raw");
        s.groups(r"(end(?:if|unless|case))(\s*)(-?%\})", [Kr, W, P]).pop();
        s.groups(r"(end[^\s%]+)(\s*)(-?%\})", [Nt, W, P]).pop();
        s.rule(r"(?:assign|echo)\b", Nt).push("assign");
        s.rule(r"(?:include|render)\b", Nt).push("include");
        s.call(r"(cycle)(\s+)(?:([^\s:]*)(\s*)(:))?(\s*)", |ctx| {
            let group = quoted(ctx.group(3), Na);
            give(ctx, &[Nt, W, group, W, P, W]);
        })
        .push("values");
        s.call(
            r#"(for|tablerow)(\s+)([\w\-]+)(\s+)(in)(\s+)((?:[^\s%,|'"]|"[^"]*"|'[^']*')+)(\s*)"#,
            |ctx| {
                let collection = quoted(ctx.group(7), Nv);
                give(ctx, &[Nt, W, Nv, W, Nt, W, collection, W]);
            },
        )
        .push("words");
        s.groups(r"([^\s%]+)(\s*)", [Nt, W]).push("words");
    });
    d.state("condition", |s| {
        s.rule(r"[=!]=|[<>]=?", O);
        s.rule(r"(?:and|or|contains)\b", Ow);
        end_of_tag(s);
        value(s);
    });
    d.state("when", |s| {
        end_of_tag(s);
        value(s);
    });
    d.state("words", |s| {
        s.rule(r"reversed\b", Na);
        end_of_tag(s);
        parameters(s);
        s.rule(r"\S+", Text);
    });
    d.state("values", |s| {
        end_of_tag(s);
        parameters(s);
        variable(s);
        s.rule(r"\S+", Text);
    });
    d.state("assign", |s| {
        s.rule("=", O);
        s.groups(r"(\|)(\s*)([a-zA-Z_][^\s%|:]*)", [P, W, Nf])
            .push("filters");
        end_of_tag(s);
        value(s);
    });
    d.state("include", |s| {
        s.groups(r"(\{\{-?)(\s*)", [P, W]).push("embedded output");
        s.rule(r"(?:with|for)\b", Nt);
        s.rule(r"[/\w\-]+(?:\.[\w\-]+)+\b", Text);
        s.mixin("values");
    });
}

fn outputs(d: &mut LexerBuilder) {
    d.state("output", |s| {
        s.groups(r"(\|)(\s*)([a-zA-Z_][^\s}|:]*)", [P, W, Nf])
            .push("filters");
        end_of_output(s).pop_n(ALL);
        value(s);
    });
    d.state("filters", |s| {
        s.groups(r"(\|)(\s*)([a-zA-Z_][^\s%}|:]*)", [P, W, Nf]);
        end_of_output(s).pop_n(ALL);
        s.mixin("values");
    });
    d.state("embedded output", |s| {
        s.groups(r"(\|)(\s*)([a-zA-Z_][^\s}|:]*)", [P, W, Nf]);
        end_of_output(s).pop();
        parameters(s);
        variable(s);
        s.rule(r"\S+", Text);
    });
}

fn end_of_tag(s: &mut StateBuilder) {
    s.rule(r"-?%\}", P).pop_n(ALL);
}

fn end_of_output(s: &mut StateBuilder) -> &mut RuleBuilder {
    s.rule(r"-?\}\}", P)
}

fn literals(s: &mut StateBuilder) {
    s.rule(r"[ \t]+", W);
    s.rule(r"(?:false|true|nil)\b", Kc);
    s.rule(r"'[^']*'", S1);
    s.rule(r#""[^"]*""#, S2);
    s.rule("-", O);
    s.rule(r"\d+\.\d+", Mf);
    s.rule(r"\d+", Mi);
}

fn parameters(s: &mut StateBuilder) {
    literals(s);
    s.groups(r"([^\s=:]+)(\s*)(=|:)", [Na, W, O]);
    s.rule(r"[,:]", P);
}

fn variable(s: &mut StateBuilder) {
    s.rule(r"(?:empty|blank|forloop\.[^\s%}|:]+)\b", Nb);
    s.rule(r"\.", P).followed_by(r"\w");
    s.rule(r"[\[\]]", P);
    s.rule(r"(?:first|last|size)\b", Nf);
    s.rule(r"[a-zA-Z_][\w\-]*\??", Nv);
}

fn value(s: &mut StateBuilder) {
    literals(s);
    variable(s);
}
