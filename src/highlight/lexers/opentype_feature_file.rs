//! OpenType features.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `opentype_feature_file`.
pub(crate) static LEXER: Lexer = Lexer::new("opentype_feature_file", define);

const NAME: &str = r"[a-zA-Z_][a-zA-Z0-9/_.-]*";

fn define(d: &mut LexerBuilder) {
    let words = d.word_file(include_str!("opentype_feature_file.txt"));
    d.state("root", |s| {
        s.rule(r"\s+", W);
        s.rule("#.*$", C);
        s.groups(r"(anonymous|anon|feature|lookup|table)(\s+)", [K, Text])
            .push("name");
        s.groups(r"(\})(\s)", [P, Text]).push("name");
        s.rule(r"(?i)include\b", K).push("path");
        s.rule(r"[\-\[\]/(){},.:;=%*<>']", P);
        s.rule("`", Sb);
        s.rule(r#"""#, S).push("string");
        s.rule(r"\\[^.*\s]+", Se);
        s.rule(format!("@{NAME}"), Nc);
        s.words(NAME, &words, N);
        s.rule(r"(?:0x|\\)\h+", Mh);
        s.rule(r"-?\d+", Mi);
    });
    d.state("name", |s| {
        s.rule(NAME, Nf).pop();
    });
    d.state("path", |s| {
        s.rule(r"\s+", W);
        s.rule(r"\)", P).pop();
        s.rule(r"\(", P);
        s.rule(r"[^\s()]+", S);
    });
    d.state("string", |s| {
        s.rule(r#"""#, S).pop();
        s.rule(r#"[^"%\n]+"#, S);
    });
}
