//! TOML.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `toml`.
pub(crate) static LEXER: Lexer = Lexer::new("toml", define);

const KEY: &str = r#"(?:\S+|"[^"]*?"|'[^']*?')"#;

fn define(d: &mut LexerBuilder) {
    d.state("basic", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"#.*?$", C);
        s.rule(r"true|false", Kc);
        s.groups(format!(r"({KEY})(\s*)(=)(\s*)(\{{)"), [Nn, Text, O, Text, P])
            .push("inline table");
        s.rule(r"\[\S+\]", Nn);
        s.rule(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", Ld);
        s.rule(r"[+-]?\d+(?:_\d+)*(?:\.\d+(?:_\d+)*)?[eE][+-]?\d+(?:_\d+)*", Mf);
        s.rule(r"[+-]?\d+(?:_\d+)*\.\d+(?:_\d+)*", Mf);
        s.rule(r"[+-]?(?:nan|inf)", Mf);
        s.rule(r"0x\h+(?:_\h+)*", Mh);
        s.rule(r"0o[0-7]+(?:_[0-7]+)*", Mo);
        s.rule(r"0b[01]+(?:_[01]+)*", Mb);
        s.rule(r"[+-]?\d+(?:_\d+)*", Mi);
    });
    d.state("root", |s| {
        s.mixin("basic");
        s.groups(format!(r"({KEY})(\s*)(=)"), [Py, Text, P]).push("value");
    });
    d.state("value", |s| {
        s.rule(r"\n", Text).pop();
        s.mixin("content");
    });
    d.state("content", |s| {
        s.mixin("basic");
        s.groups(format!(r"({KEY})(\s*)(=)"), [Py, Text, P]);
        s.rule(r#"""""#, S).push("long double");
        s.rule(r#"""#, S).push("double");
        s.rule(r"'''", S).push("long single");
        s.rule(r"'", S).push("single");
        s.rule(r",", P);
        s.mixin("escape");
        s.rule(r"\[", P).push("array");
    });
    d.state("array", |s| {
        s.mixin("content");
        s.rule(r"\]", P).pop();
    });
    d.state("inline table", |s| {
        s.mixin("content");
        s.rule(r"\}", P).pop();
    });
    d.state("escape", |s| {
        s.rule(r#"\\[tnr0"\\ \n]"#, Se);
    });
    d.state("double", |s| {
        s.rule(r#"""#, S).pop();
        s.rule(r"\n", Err).pop();
        s.mixin("escape");
        s.rule(r#"[^"\\\n]+"#, S);
    });
    d.state("long double", |s| {
        s.rule(r#"""""#, S).pop();
        s.mixin("escape");
        s.rule(r#"[^"\\]+"#, S);
        s.rule(r#"""#, S);
    });
    d.state("single", |s| {
        s.rule(r"'", S).pop();
        s.rule(r"\n", Err).pop();
        s.rule(r"[^'\n]+", S);
    });
    d.state("long single", |s| {
        s.rule(r"'''", S).pop();
        s.rule(r"[^']+", S);
        s.rule(r"'", S);
    });
}
