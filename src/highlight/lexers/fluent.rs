//! Fluent.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `fluent`.
pub(crate) static LEXER: Lexer = Lexer::new("fluent", define);

const NAME: &str = "[a-zA-Z][a-zA-Z0-9_-]*";

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.groups("( *)(=)( *)", [W, P, W]).push("template");
        s.rule(r"(?:\s*\n)+", W);
        s.rule("#{1,3}(?: .*)?$", C1);
        s.rule(NAME, No);
        s.rule(format!("-{NAME}"), Ni);
        s.rule(format!(r"\s*\.{NAME}"), Na);
        s.rule(r"\s+", W).followed_by(r"[^\s.]").push("template");
    });
    d.state("template", |s| {
        s.rule(r"\n", W).pop();
        s.rule(r"[^{\n}*]+", Text);
        s.rule(r"\{", P).push("placeable");
        s.empty("").followed_by(r"\}").pop();
    });
    d.state("placeable", |s| {
        s.rule(r"\s+", W);
        s.rule(r"\{", P).push("placeable");
        s.rule(r"\}", P).pop();
        s.rule(format!(r"\${NAME}"), Nv);
        s.rule(format!("-{NAME}"), Ni);
        s.rule(format!(r"\.{NAME}"), Na);
        s.rule("[A-Z]+", Nb);
        s.rule(NAME, No);
        s.rule("[(),:]|->", P);
        s.rule(r"\*", Pi);
        s.rule(r"-?\d+\.\d", Mf);
        s.rule(r"-?\d+", Mi);
        s.rule(r#"""#, S2).push("string");
        s.groups(r"(\[)(-?\d+\.\d+)(\])", [P, Mf, P]).push("template");
        s.groups(r"(\[)(-?\d+)(\])", [P, Mi, P]).push("template");
        s.groups(r"(\[)([a-zA-Z][a-zA-Z0-9_-]+)(\])", [P, Ss, P])
            .push("template");
    });
    d.state("string", |s| {
        s.rule(r"\\u\h{4}|\\U\h{6}|\\.", Se);
        s.rule(r#"[^"\\]"#, S2);
        s.rule(r#"""#, S2).pop();
    });
}
