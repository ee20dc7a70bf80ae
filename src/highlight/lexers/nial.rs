//! Nial.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `nial`.
pub(crate) static LEXER: Lexer = Lexer::new("nial", define);

fn define(d: &mut LexerBuilder) {
    let words = d.word_file_any_case(include_str!("nial.txt"));
    d.state("root", |s| {
        s.rule("'", S1).push("string");
        s.rule(r"[lo]+\b", Mb);
        s.rule(r"-?\d+(?:(?:\.\d*)?[eE][+-]?\d|\.)\d*", Mf);
        s.rule(r"-?\d+", Mi);
        s.rule("`.", Sc);
        s.rule(r#""[^\s()\[\]{}#,;]*"#, Ss);
        s.rule(r"\?[^\s()\[\]{}#,;]*", Gr);
        s.rule("%[^;]+;", Cm);
        s.rule(r"^#(?:.+\n)+\n", Cm);
        s.rule(r":=|[{}\[\](),:;]", P);
        s.rule(r">>|>=|<=|~=|[.!#+*\-=></|@]", O);
        s.words(r"[_A-Za-z]\w*\b", &words, Nv);
        s.rule(r"\s+", Text);
    });
    d.state("string", |s| {
        s.rule("''", Se);
        s.rule("[^']+", S1);
        s.rule("'|$", S1).pop();
    });
}
