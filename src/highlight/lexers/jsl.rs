//! JMP's scripting language.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `jsl`.
pub(crate) static LEXER: Lexer = Lexer::new("jsl", define);

/// A name: it may have blanks in it.
const NAME: &str = r"[a-zA-Z_][\w\s'%.\\]*";

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"\s+", W);
        s.rule("//.*?$", C1);
        s.rule("/[*]", Cm).push("comment");
        s.rule("<<", O).push("message");
        s.groups(format!(r"(::|:)?({NAME})(\()"), [P, K, P]);
        s.rule(
            r"(?i)\d{2}(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\d{2}(?:\d{2})?(?::\d{2}:\d{2}(?::\d{2}(?:\.\d*)?)?)?",
            Ld,
        );
        s.rule(
            r"(?i)-?(?:[0-9]+(?:[.][0-9]+)?|[.][0-9]*)(?:e[+-]?[0-9]+)?i?",
            M,
        );
        s.groups(
            format!(r#"(::|:)?({NAME}|"(?:\\!"|[^"])*?"[nN])"#),
            [P, Nv],
        );
        s.groups(r#"(?s)(")(\\\[)(.*?)(\]\\)(")"#, [S2, Se, S2, Se, S2]);
        s.rule(r#"""#, S2).push("string");
        s.rule(r"[-+*/!%&<>|=:`^]", O);
        s.rule(r"[\[\](){},;]", P);
    });
    d.state("message", |s| {
        s.rule(r"\s+", W);
        s.rule(NAME, Nf);
        s.rule("[(),;]", P).pop();
        s.rule("[&|!=<>]", O).pop();
    });
    d.state("string", |s| {
        s.rule(r#"\\![btrnNf0\\"]"#, Se);
        s.rule(r"\\", S2);
        s.rule(r#"""#, S2).pop();
        s.rule(r#"[^\\"]+"#, S2);
    });
    d.state("comment", |s| {
        s.rule("/[*]", Cm).push("comment");
        s.rule("[*]/", Cm).pop();
        s.rule("[^/*]+|[/*]", Cm);
    });
}
