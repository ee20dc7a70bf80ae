//! Smalltalk.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `smalltalk`.
pub(crate) static LEXER: Lexer = Lexer::new("smalltalk", define);

const SIGN: &str = r"[-+*/\\~<>=|&!?,@%]";

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.groups(r"(<)(\w+:)(.*?)(>)", [P, K, Text, P]);
        s.mixin("blanks");
        s.groups(r"([a-zA-Z]\w*:)(\s*)(\w+)", [Nf, Text, Nv]);
        s.groups(r"^(\s*)([a-zA-Z]\w*)(\s*)$", [Text, Nf, Text]);
        s.groups(
            format!(r"^(\s*)({SIGN}+)(\s*)(\w+)(\s*)$"),
            [Text, Nf, Text, Nv, Text],
        );
        s.groups(r"([|])([\w\s]*)([|])", [P, Nv, P]);
        s.mixin("objects");
        s.rule(r"\^|:=|_", O);
        s.rule(r"[)}\]]", P).push("after object");
        s.rule(r"[({\[!]", P);
    });
    d.state("blanks", |s| {
        s.rule("! !$", K);
        s.rule(r"\s+", Text);
        s.rule(r#"(?s)".*?""#, C);
    });
    d.state("objects", |s| {
        s.rule(r"\[", P).push("block variables");
        s.rule(r"(?:self|super|true|false|nil|thisContext)\b", Bp)
            .push("after object");
        s.rule(r"[A-Z]\w*\b", Nc)
            .not_followed_by(":")
            .push("after object");
        s.rule(r"[a-z]\w*\b", Nv)
            .not_followed_by(":")
            .push("after object");
        s.mixin("literals");
    });
    d.state("block variables", |s| {
        s.mixin("blanks");
        s.groups(r"(:)(\s*)(\w+)", [O, Text, Nv]);
        s.rule("[|]", P).pop();
        s.empty("").pop();
    });
    d.state("literals", |s| {
        s.rule("(?s)'(?:''|.)*?'", S).push("after object");
        s.rule("[$].", Sc).push("after object");
        s.rule("#[(]", Ss).push("array");
        s.rule(r"(?:\d+r)?-?\d+(?:\.\d+)?(?:e-?\d+)?", M)
            .push("after object");
        s.rule(format!(r#"#(?:"[^"]*"|{SIGN}+|[\w:]+)"#), Ss)
            .push("after object");
    });
    d.state("array", |s| {
        s.rule("[)]", Ss).goto("after object");
        s.mixin("inner array");
    });
    d.state("inner array", |s| {
        s.rule("#[(]", Ss).push("inner array");
        s.rule("[)]", Ss).pop();
        s.mixin("blanks");
        s.mixin("literals");
        s.rule(format!(r"(?:{SIGN}|[\w:])+"), Ss);
    });
    d.state("after object", |s| {
        s.mixin("blanks");
        s.rule("(?:ifTrue|ifFalse|whileTrue|whileFalse|timesRepeat):", Nb)
            .pop();
        s.rule(r"new\b", Nb).not_followed_by(":");
        s.rule(":=|_", O).pop();
        s.rule(r"[a-zA-Z]+\w*:", Nf).pop();
        s.rule(r"[a-zA-Z]+\w*", Nf);
        s.rule(format!("{SIGN}+"), Nf).pop();
        s.rule("[.]", P).pop();
        s.rule(";", P);
        s.empty("").pop();
    });
}
