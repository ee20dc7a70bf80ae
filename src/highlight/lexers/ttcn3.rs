//! TTCN-3.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `ttcn3`.
pub(crate) static LEXER: Lexer = Lexer::new("ttcn3", define);

fn define(d: &mut LexerBuilder) {
    let words = d.word_file(include_str!("ttcn3.txt"));
    let digit = r"(?:\d_+\d|\d)";
    let name = r"[a-zA-Z_]\w*";
    d.state("root", |s| {
        s.rule(r"module\b", Kd).push("module");
        s.rule(r"import\b", Kn).push("import");
        s.rule(r"\n+|[ \t\r]+|\\\n", Text);
        s.rule("//.*$", C1);
        s.rule(r"(?s)/(?:\\\n)?[*].*?[*](?:\\\n)?/", Cm);
        s.rule(r#"""#, S).push("string");
        s.rule(r"'(?:\\.|[^\\]|\\u[0-9a-f]{4})'", Sc);
        s.rule(format!(r"(?i){digit}+\.{digit}+(?:e{digit}+)?[fd]?"), Mf);
        s.rule("'(?:[01]_+[01]|[01])+'[bB]", Mb);
        s.rule(r"'(?:\h_+\h|\h)+'[hH]", Mh);
        s.rule("'(?:[0-7]_+[0-7]|[0-7])+'[oO]", Mo);
        s.rule(format!("{digit}+"), Mi);
        s.rule(r"[~!%^&*+:=|?<>/-]", O);
        s.rule(r"[()\[\]{},.;:]", P);
        s.rule(r"(?:true|false|null)\b", Nb);
        s.words(name, &words, N);
    });
    d.state("string", |s| {
        s.rule(r#"""#, S).pop();
        s.rule(r#"\\(?:[\\abfnrtv"']|x\h{2,4}|[0-7]{1,3})"#, Se);
        s.rule(r#"[^\\"\n]+|\\\n|\\"#, S);
    });
    d.state("module", |s| {
        s.rule(r"\s+", Text);
        s.rule(name, Nc).pop();
    });
    d.state("import", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"[\w.]+\*?", Nn).pop();
    });
}
