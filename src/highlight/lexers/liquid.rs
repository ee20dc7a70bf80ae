//! Liquid templates.

use crate::highlight::Lexer;
use crate::highlight::notation::{Definition, StateDraft};
use crate::highlight::token::Token::*;

/// Rouge's `liquid`.
pub(crate) static LEXER: Lexer = Lexer::new("liquid", define);

const NAME: &str = r"[a-zA-Z_][\w\-]*\??";

fn define(d: &mut Definition) {
    d.state("root", |s| {
        s.groups(r"(\{%-?)(\s*)(comment)(\s*)(-?%\})", [P, W, Nt, W, P])
            .push("comment");
        s.groups(r"(\{%-?)(\s*)(raw)(\s*)(-?%\})", [P, W, Nt, W, P])
            .push("raw");
        s.groups(r"(\{%-?)(\s*)", [P, W]).push("tag");
        s.groups(r"(\{\{-?)(\s*)", [P, W]).push("output");
        s.rule(r"[^{]+|\{", Text);
    });
    d.state("comment", |s| {
        s.groups(r"(\{%-?)(\s*)(endcomment)(\s*)(-?%\})", [P, W, Nt, W, P])
            .pop();
        s.rule(r"[^{]+|\{", C);
    });
    d.state("raw", |s| {
        s.groups(r"(\{%-?)(\s*)(endraw)(\s*)(-?%\})", [P, W, Nt, W, P])
            .pop();
        s.rule(r"[^{]+|\{", Text);
    });
    d.state("tag", |s| {
        s.rule(r"(?:if|elsif|unless)\b", Kr).goto("condition");
        s.rule(r"(?:case|when)\b", Kr).goto("case");
        s.rule(r"else|endif|endcase|endunless", Kr)
            .before(r"\s*-?%\}")
            .goto("words");
        s.call(
            r"(for|tablerow)(\s+)([^\s%]+)(\s+)(in)(\s+)([^\s%]+)(\s*)",
            |step| {
                let collection = step.group(7);
                let token = match (collection.contains('"'), collection.contains('\'')) {
                    (true, _) => S2,
                    (_, true) => S1,
                    _ => Nv,
                };
                for (index, token) in [
                    (1, Nt),
                    (2, W),
                    (3, Nv),
                    (4, W),
                    (5, Nt),
                    (6, W),
                    (7, token),
                    (8, W),
                ] {
                    step.group_token(index, token);
                }
            },
        )
        .goto("words");
        s.rule(r"assign\b", Nt).goto("assign");
        s.groups(r"(capture|increment|decrement)(\s+)([^\s%]+)", [Nt, W, Nv])
            .before(r"\s*-?%\}")
            .goto("words");
        s.rule(r"cycle\b", Nt).goto("cycle");
        s.rule(r"(?:include|render)\b", Nt).goto("include");
        s.rule(r"[^\s%]+", Nt).goto("words");
    });
    expressions(d);
    parameters(d);
}

fn end(s: &mut StateDraft) {
    s.rule(r"-?(?:%\}|\}\})", P).pop();
    s.rule(r"[ \t]+", W);
}

fn filters(s: &mut StateDraft) {
    s.groups(r"(\|)(\s*)([a-zA-Z_][\w.\-]*)", [P, W, Nf])
        .goto("filter");
}

fn literals(s: &mut StateDraft) {
    s.rule(r#""[^"]*""#, S2);
    s.rule(r"'[^']*'", S1);
    s.rule(r"(?:true|false|nil)\b", Kc);
}

fn numbers(s: &mut StateDraft) {
    s.rule(r"-", O);
    s.rule(r"\d+\.\d+", Mf);
    s.rule(r"\d+", Mi);
}

fn variable(s: &mut StateDraft) {
    literals(s);
    s.rule(r"(?:empty|blank)\b", Nb);
    s.rule(r"forloop(?:\.\w+)+", Nb);
    s.rule(r"(?:size|first|last)\b", Nf).not_before(r"[\-?]");
    s.rule(NAME, Nv);
    s.rule(r"\.", P).before(r"\w");
    s.rule(r"[\[\]]", P);
    numbers(s);
}

fn expressions(d: &mut Definition) {
    d.state("output", |s| {
        end(s);
        filters(s);
        variable(s);
    });
    d.state("assign", |s| {
        end(s);
        filters(s);
        s.rule(r"=", O);
        variable(s);
    });
    d.state("filter", |s| {
        end(s);
        filters(s);
        s.rule(r":", P).goto("arguments");
        variable(s);
        s.rule(r"\|", Text);
    });
    d.state("arguments", |s| {
        end(s);
        filters(s);
        s.rule(r",", P);
        s.groups(format!(r"({NAME})(\s*)([:=])"), [Na, W, O]);
        variable(s);
        s.rule(r"\||[^\s,|%}]+", Text);
    });
    d.state("condition", |s| {
        end(s);
        s.rule(r"==|!=|>=|<=|<>|<|>", O);
        s.rule(r"(?:and|or|contains)\b", Ow);
        variable(s);
    });
    d.state("case", |s| {
        end(s);
        variable(s);
    });
}

fn parameters(d: &mut Definition) {
    d.state("cycle", |s| {
        end(s);
        s.rule(r"[,:]", P);
        s.groups(format!(r"({NAME})(\s*)(:)"), [Na, W, P]);
        variable(s);
        s.rule(r"[^\s%]", Text);
    });
    d.state("include", |s| {
        end(s);
        s.groups(r"(\{\{-?)(\s*)", [P, W]).push("output");
        s.rule(r",", P);
        s.groups(format!(r"({NAME})(\s*)([:=])"), [Na, W, O]);
        s.rule(r"(?:with|for)\b", Nt);
        s.rule(r#"[^\s'"=:{},%]+\.\w+"#, Text);
        variable(s);
        s.rule(r"[^\s%]+", Text);
    });
    d.state("words", |s| {
        s.rule(r"-?%\}", P).pop();
        s.rule(r"[ \t]+", W);
        s.rule(r",", P);
        s.groups(r#"([^\s=:"',%]+)(\s*)([:=])"#, [Na, W, O]);
        s.rule(r":", P);
        literals(s);
        numbers(s);
        s.rule(r"[^\s%]+|%", Text);
    });
}
