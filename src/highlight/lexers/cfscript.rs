//! CFScript.

use crate::Lexer;
use crate::builder::{Emit, LexerBuilder, StateBuilder, Words};
use crate::token::Token::*;

/// Rouge's `cfscript`.
pub(crate) static LEXER: Lexer = Lexer::new("cfscript", define);

const NAME: &str = "[$a-zA-Z_][a-zA-Z0-9_.]*";

const OPERATORS: &str = r"(?i)(?:\+\+|--|&&|\|\||<=|>=|<|>|==|!=|mod|eq|lt|gt|lte|gte|not|is|and|or|xor|eqv|imp|equal|contains|\?|does not contain|greater than(?: or equal to)?|less than(?: or equal to)?)\b";

fn define(d: &mut LexerBuilder) {
    let words = d.word_file(include_str!("cfscript.txt"));
    let keywords = Words::new(&[(
        K,
        "if else var xml default break switch do try catch throw in continue for return while required",
    )]);
    d.state("root", |s| {
        blanks(s);
        s.rule(OPERATORS, O).push("expression");
        s.rule(r"[-<>+*%&|^/!=]=?", O).push("expression");
        s.rule(r"[(\[,]", P).push("expression");
        s.rule(";", P).push("statement");
        s.rule(r"[)\].]", P);
        s.rule("[?]", P).push("ternary").push("expression");
        s.rule("[{}]", P).push("statement");
        s.rule(
            r"(?:application|session|client|cookie|super|this|variables|arguments|cgi)\b",
            No,
        );
        s.rule(r"(?:true|false|null)\b", Kc);
        s.rule(r"import\b", Kn).push("import");
        s.groups(format!(r"({NAME})(\s*)(:)(\s*)"), [N, Text, P, Text])
            .push("expression");
        s.groups(
            r"([A-Za-z_$][\w.]*)(\s*)(\()",
            [Emit::Keyword(keywords, Nf), Text.into(), P.into()],
        );
        s.words(NAME, &words, Nx).push("expression").when(&[Kd, K, Kt]);
        s.rule(r"[0-9]+\.[0-9]+(?:[eE][0-9]+)?[fd]?", Mf);
        s.rule("0x[0-9a-fA-F]+", Mh);
        s.rule("[0-9]+", Mi);
        s.rule(r#""(?:\\\\|\\"|[^"])*""#, S2);
        s.rule(r"'(?:\\\\|\\'|[^'])*'", S1);
    });
    d.state("expression", |s| {
        blanks(s);
        s.rule("[{]", P).push("object");
        s.empty("").pop();
    });
    d.state("statement", |s| {
        s.rule("[{}]", P);
        s.mixin("expression");
    });
    d.state("object", |s| {
        blanks(s);
        s.rule("[}]", P).push("expression");
        s.groups(format!(r"({NAME})(\s*)(:)"), [Nx, Text, P])
            .push("expression");
        s.rule(":", P);
        s.mixin("root");
    });
    d.state("ternary", |s| {
        s.rule(":", P).goto("expression");
        s.mixin("root");
    });
    d.state("import", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"[a-zA-Z0-9_.]+\*?", Nn).pop();
    });
}

fn blanks(s: &mut StateBuilder) {
    s.rule(r"\s+", Text);
    s.rule("//.*?$", C1);
    s.rule(r"(?s)/\*.*?\*/", Cm);
}
