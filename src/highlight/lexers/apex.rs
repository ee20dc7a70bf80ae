//! Apex.

use crate::Lexer;
use crate::builder::{LexerBuilder, Words};
use crate::context::MatchContext;
use crate::token::Token::*;
use crate::version::Version;
use std::sync::{Arc, LazyLock};

/// Rouge's `apex`.
pub(crate) static LEXER: Lexer = Lexer::new("apex", define);

static WORDS: LazyLock<Arc<Words>> =
    LazyLock::new(|| Words::file_any_case(include_str!("apex.txt"), Version::V4_7));

fn define(d: &mut LexerBuilder) {
    let digit = "(?:[0-9]_+[0-9]|[0-9])";
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule("//.*?$", C1);
        s.rule(r"(?s)/\*.*?\*/", Cm);
        s.rule(r"(?:class|interface)\b", Kd).push("class");
        s.rule(r"import\b", Kn).push("import");
        s.call(r"([@$.]?)([a-zA-Z_][a-zA-Z0-9_]*)([:(]?)", name);
        s.rule(r#"""#, S2).push("double");
        s.rule("'", S1).push("single");
        s.rule(format!(r"{digit}+\.{digit}+(?:[eE]{digit}+)?[fd]?"), Mf);
        s.rule("(?i)0b(?:[01]_+[01]|[01])+", Mb);
        s.rule(r"0[xX](?:\h_+\h|\h)+", Mh);
        s.rule("0(?:[0-7]_+[0-7]|[0-7])+", Mo);
        s.rule(format!("{digit}+L?"), Mi);
        s.rule(r"[-+/*~^!%&<>|=.?]", O);
        s.rule(r"[\[\](){},:;]", P);
    });
    d.state("class", |s| {
        s.rule(r"\s+", Text);
        s.rule("[a-zA-Z_][a-zA-Z0-9_]*", Nc).pop();
    });
    d.state("import", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"[a-zA-Z0-9_.]+\*?", Nn).pop();
    });
    for (state, quote) in [("double", '"'), ("single", '\'')] {
        d.state(state, |s| {
            s.rule(r#"\\[btnfr\\"']"#, Se);
            s.rule(format!(r"[^\\{quote}]+"), S2);
            s.rule(quote.to_string(), S2).pop();
        });
    }
}

/// A name with the marks around it. A keyword with a mark is not one.
fn name(ctx: &mut MatchContext<'_, '_>) {
    if let Some(kind) = WORDS.get(ctx.text()) {
        return ctx.token(kind);
    }
    let (before, after) = (ctx.group(1), ctx.group(3));
    let kind = match (before, after) {
        ("@", _) => return ctx.token(Nd),
        (_, ":") => Nl,
        (_, "(") => Nf,
        (".", _) => Py,
        _ => return ctx.token(N),
    };
    ctx.group_token(1, O);
    ctx.group_token(2, kind);
    ctx.group_token(3, P);
}
