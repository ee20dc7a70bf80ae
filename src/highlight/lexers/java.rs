//! Java.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::token::Token::*;
use crate::version::Version::V4_7;

/// Rouge's `java`.
pub(crate) static LEXER: Lexer = Lexer::new("java", define);

const KEYWORDS: &str = "assert|break|case|catch|continue|default|do|else|finally|for|if|goto|instanceof|new|return|\
    switch|this|throw|try|while";

const DECLARATIONS: &str = "abstract|const|enum|extends|final|implements|native|private|protected|public|static|\
    strictfp|super|synchronized|throws|transient|volatile";

const TYPES: &str = "boolean|byte|char|double|float|int|long|short|var|void";

const NAME: &str = r"[\p{Alphabetic}_][\p{L}\p{M}\p{Nd}\p{Pc}]*";

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"[^\S\n]+", Text);
        s.rule(r"//.*?$", C1);
        s.rule(r"(?s)/\*.*?\*/", Cm);
        s.rule(format!(r"(?:{KEYWORDS})\b"), K);
        s.call(
            r"(\s*(?:[A-Za-z_][\w.\[\]<>]*\s+)+?)([A-Za-z_]\w*)(\s*)(\()",
            |ctx| {
                ctx.recurse(1);
                for (index, token) in [(2, Nf), (3, Text), (4, O)] {
                    ctx.group_token(index, token);
                }
            },
        );
        s.rule(r"\n", Text);
        s.rule(format!("@{NAME}"), Nd);
        s.rule(format!(r"(?:{DECLARATIONS})\b"), Kd);
        s.rule(format!(r"(?:{TYPES})\b"), Kt);
        s.rule(r"(?:true|false|null)\b", Kc);
        s.rule(r"(?:class|interface)\b", Kd).push("class");
        s.rule(r"record\b", Kd).push("class").since(V4_7);
        s.rule(r"(?:package|import)\b", Kn).push("import");
        // A text block. A quote after a backslash does not end it.
        s.rule(r#""""\s*\n(?:(?s:.*?)[^\\])??""""#, Sh).since(V4_7);
        s.rule(r#""(?:\\\\|\\"|[^"])*""#, S);
        s.rule(r"'(?:\\.|[^\\]|\\u[0-9A-Fa-f]{4})'", Sc);
        s.groups(format!(r"(\.)({NAME})"), [O, Na]);
        s.rule(format!("{NAME}:"), Nl);
        s.rule(r"[\p{Upper}][\p{Upper}\p{Nd}_]*\b", No);
        s.rule(r"[\p{Upper}][\p{Alphabetic}\p{Nd}]*\b", Nc);
        s.rule(format!(r"\$?{NAME}"), N);
        s.rule(r"[~^*!%&\[\](){}<>|+=:;,./?-]", O);
        numbers(s);
    });
    d.state("class", |s| {
        s.rule(r"\s+", Text);
        s.rule(NAME, Nc).pop();
    });
    d.state("import", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"[a-zA-Z0-9_.]+\*?", Nn).pop();
    });
}

fn numbers(s: &mut StateBuilder) {
    // Underscores are between digits only.
    let digits = "(?:[0-9]_+[0-9]|[0-9])+";
    s.rule(format!(r"{digits}\.{digits}(?:[eE]{digits})?[fd]?"), Mf);
    s.rule("0[bB](?:[01]_+[01]|[01])+", Mb);
    s.rule(r"0[xX](?:\h_+\h|\h)+", Mh);
    s.rule("0(?:[0-7]_+[0-7]|[0-7])+", Mo);
    s.rule(format!("{digits}L?"), Mi);
}
