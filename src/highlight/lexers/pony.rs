//! Pony.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `pony`.
pub(crate) static LEXER: Lexer = Lexer::new("pony", define);

fn define(d: &mut LexerBuilder) {
    let words = d.word_file(include_str!("pony.txt"));
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule(r#"""""#, Sd).push("documentation");
        s.rule("//.*", C1);
        s.rule(r"(?s)/(?:\\\n)?[*].*?[*](?:\\\n)?/", Cm);
        s.rule(r#"""#, S).push("string");
        s.rule(r"[~!%^&*+=|?:<>/-]", O);
        s.rule(r"(?:true|false|NULL)\b", No);
        s.rule("[A-Z_][a-zA-Z0-9_]*", Nc);
        s.rule(r"[()\[\],.';]", P);
        s.rule(
            r"0[xX](?:[0-9a-fA-F_]*\.[0-9a-fA-F_]+|[0-9a-fA-F_]+)[pP][+\-]?[0-9_]+[fFL]?i?",
            Mf,
        );
        s.rule(
            r"[0-9_]+(?:\.[0-9_]+[eE][+\-]?[0-9_]+|\.[0-9_]*|[eE][+\-]?[0-9_]+)[fFL]?i?",
            Mf,
        );
        s.rule("0[xX][0-9a-fA-F_]+", Mh);
        s.rule("(?:0|[1-9][0-9_]*)(?:[LUu]|Lu|LU|uL|UL)?", Mi);
        s.words("[a-zA-Z_][a-zA-Z0-9_]*", &words, N);
    });
    d.state("string", |s| {
        s.rule(r#"""#, S).pop();
        s.rule(r#"\\(?:[\\abfnrtv"']|x\h{2,4}|[0-7]{1,3})"#, Se);
        s.rule(r#"[^\\"\n]+|\\\n|\\"#, S);
    });
    d.state("documentation", |s| {
        s.rule(r#"""""#, Sd).pop();
        s.rule("(?s).", Sd);
    });
}
