//! Liquid templates.

use crate::Lexer;
use crate::builder::{LexerBuilder, RuleBuilder, StateBuilder};
use crate::context::MatchContext;
use crate::token::Token::{self, *};
use crate::version::Version::V4_7;

/// Rouge's `liquid`.
pub(crate) static LEXER: Lexer = Lexer::new("liquid", define);

/// Pops all states but the first, as the end of every tag does.
const ALL: usize = usize::MAX;

/// No question mark, exclamation mark or slash follows.
const NO_SIGN: &str = r"[^?!/]|\z";

fn define(d: &mut LexerBuilder) {
    let delimiter = if d.is_since(V4_7) { Cp } else { P };
    d.state("root", |s| {
        s.rule(r"[^{]+", Text);
        s.groups(r"(\{%-?)(\s*)", [delimiter, W]).push("tag");
        s.groups(r"(\{\{-?)(\s*)", [delimiter, W]).push("output");
        s.rule(r"\{", Text);
    });
    for (state, end, token) in [("comment", "endcomment", C), ("raw", "endraw", Text)] {
        d.state(state, |s| {
            s.rule(r"[^{]+", token);
            s.groups(
                format!(r"(\{{%-?)(\s*)({end})(\s*)(-?%\}})"),
                [delimiter, W, Nt, W, delimiter],
            )
            .pop_n(ALL);
            s.rule(r"\{", token);
        });
    }
    // Rouge 4 has a new grammar for what is between the delimiters.
    if d.is_since(V4_7) {
        ends(d);
        logic(d);
        arguments(d);
        filters(d);
        values(d);
    } else {
        tags(d);
        outputs(d);
    }
}

fn ends(d: &mut LexerBuilder) {
    d.state("end of tag", |s| {
        s.groups(r"(\s*)(-?%\})", [W, Cp]).pop_n(ALL);
        s.call(r"\n\s*", |ctx| {
            ctx.token(W);
            ctx.pop_to("lines");
        });
        s.mixin("space");
    });
    d.state("end of output", |s| {
        s.groups(r"(\s*)(-?\}\})", [W, Cp]).pop_n(ALL);
    });
    d.state("space", |s| {
        s.rule(r"\s+", W);
        s.rule("#.*?", C).followed_by(r"$|-?[}%]\}");
    });
}

fn logic(d: &mut LexerBuilder) {
    d.state("lines", |s| {
        s.mixin("end of tag");
        s.mixin("tag");
    });
    d.state("tag", |s| {
        s.rule(r"liquid\b", Nt).push("lines");
        s.rule(r"(?:if|elsif|unless|case)\b", Nt).push("condition");
        s.rule(r"when\b", Nt).push("value");
        s.rule(r"(?:else|ifchanged|end\w+)\b", Nt).push("end of tag");
        s.rule(r"(?:break|continue)\b", Kr).push("end of tag");
        s.groups(r"(for|tablerow)(\s+)(\S+)(\s+)(in)(\s+)", [Nt, W, Nv, W, Nt, W])
            .push("iteration");
        let target = r"(capture|(?:in|de)crement)(\s+)([a-zA-Z_][\w-]*)";
        s.groups(target, [Nt, W, Nv]).followed_by("-%").push("end of tag");
        s.groups(target, [Nt, W, Nv]).push("end of tag");
        s.groups(r"(comment)(\s*)(-?%\})", [Nt, W, Cp]).push("comment");
        s.groups(r"(raw)(\s*)(-?%\})", [Nt, W, Cp]).push("raw");
        s.rule(r"(?:assign|echo)\b", Nt).push("assign");
        s.groups(r"(include|render)(\s+)([/\w-]+(?:\.[\w-]+)+\b)?", [Nt, W, Text])
            .push("include");
        for (name, token) in [(r"[\w-]+", Na), ("'[^']*'", S1), (r#""[^"]*""#, S2)] {
            s.groups(
                format!(r"(cycle)(\s+)({name})(\s*)(:)(\s*)"),
                [Nt, W, token, W, P, W],
            )
            .push("tag arguments");
        }
        s.groups(r"(cycle)(\s+)", [Nt, W]).push("tag arguments");
        s.rule(r"\w+\b", Nt).push("block");
        s.mixin("end of tag");
    });
    d.state("condition", |s| {
        s.rule(r"[=!]=|[<>]=?", O);
        s.rule(r"(?:and|or|contains)\b", Ow);
        s.mixin("value");
    });
    d.state("iteration", |s| {
        s.rule(r"(?:reversed|continue)\b", Na);
        s.rule(r"\(", P).push("range");
        s.mixin("tag arguments");
    });
    d.state("block", |s| {
        s.rule(r"\{\{-?", Cp).push("embedded output");
        pipe(s);
        s.mixin("tag arguments");
    });
    d.state("assign", |s| {
        s.rule("=", O);
        s.rule(r"\(", P).push("range");
        pipe(s);
        s.mixin("value");
    });
    d.state("include", |s| {
        s.rule(r"\{\{-?", Cp).push("embedded output");
        s.rule(r"(?:with|for|as)\b", Kr);
        s.mixin("tag arguments");
    });
}

fn pipe(s: &mut StateBuilder) {
    s.groups(r"(\|)(\s*)", [P, W]).push("filters").push("filter");
}

fn arguments(d: &mut LexerBuilder) {
    d.state("tag arguments", |s| {
        s.mixin("end of tag");
        s.mixin("arguments");
    });
    d.state("arguments", |s| {
        s.mixin("constant");
        s.groups(r"([a-zA-Z_][\w-]*)(\s*)(=|:)", [Na, W, O]);
        s.mixin("variable");
    });
    d.state("range", |s| {
        s.rule(r"\.\.", P);
        s.rule(r"\)", P).pop();
        s.mixin("space");
        s.mixin("number");
        s.mixin("variable");
    });
}

fn filters(d: &mut LexerBuilder) {
    d.state("output", |s| {
        pipe(s);
        s.mixin("end of output");
        s.mixin("constant");
        s.mixin("variable");
    });
    d.state("embedded output", |s| {
        let filter = r"(\|)(\s*)([a-zA-Z_][\w-]*)";
        s.groups(filter, [P, W, Nf]).followed_by(r"-\}");
        s.groups(filter, [P, W, Nf]);
        s.rule(r"-?\}\}", Cp).pop();
        s.mixin("arguments");
    });
    d.state("filters", |s| {
        s.groups(r"(\|)(\s*)", [P, W]).push("filter");
        s.mixin("end of tag");
        s.mixin("end of output");
        s.mixin("arguments");
    });
    d.state("filter", |s| {
        s.rule(r"[a-zA-Z_][\w-]*", Nf).followed_by(r"-[%}]").pop();
        s.rule(r"[a-zA-Z_][\w-]*", Nf).pop();
        s.mixin("space");
    });
}

fn values(d: &mut LexerBuilder) {
    d.state("value", |s| {
        s.mixin("end of tag");
        s.mixin("constant");
        s.mixin("variable");
    });
    d.state("constant", |s| {
        s.rule(r"(?:false|true|nil)\b", Kc);
        s.rule(r"'[^']*'", S1);
        s.rule(r#""[^"]*""#, S2);
        s.rule(r"[,:]", P);
        s.mixin("space");
        s.mixin("number");
    });
    d.state("number", |s| {
        s.rule("-", O);
        s.rule(r"\d+\.\d+", Mf);
        s.rule(r"\d+", Mi);
    });
    d.state("variable", |s| {
        s.groups(r"(\.)(\s*)((?:first|last|size)\b)", [P, W, Nf])
            .followed_by(NO_SIGN);
        s.rule(r"\.", P).followed_by(r" *\w");
        s.rule(r"[\[\]]", P);
        s.rule(
            r"(?:empty|blank|(?:for|tablerow)loop\.(?:parentloop\.)*\w+)\b",
            Nb,
        )
        .followed_by(NO_SIGN);
        s.rule(r"[a-zA-Z_][\w-]*\b-?", Nv).followed_by(NO_SIGN);
        s.rule(r"\S+", Text);
    });
}

/// The class of a value by the quotes in it.
fn quoted(text: &str, plain: Token) -> Token {
    let holds = |quote: char| text.matches(quote).count() > 1;
    match (holds('\''), holds('"')) {
        (true, _) => S1,
        (_, true) => S2,
        _ => plain,
    }
}

fn emit(ctx: &mut MatchContext<'_, '_>, tokens: &[Token]) {
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
            emit(ctx, &[Nt, W, group, W, P, W]);
        })
        .push("values");
        s.call(
            r#"(for|tablerow)(\s+)([\w\-]+)(\s+)(in)(\s+)((?:[^\s%,|'"]|"[^"]*"|'[^']*')+)(\s*)"#,
            |ctx| {
                let collection = quoted(ctx.group(7), Nv);
                emit(ctx, &[Nt, W, Nv, W, Nt, W, collection, W]);
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
