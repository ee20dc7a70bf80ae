//! Assembly of the Motorola 68000.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `m68k`.
pub(crate) static LEXER: Lexer = Lexer::new("m68k", define);

fn define(d: &mut LexerBuilder) {
    let words = d.word_file_any_case(include_str!("m68k.txt"));
    d.start(&["line start"]);
    d.state("line start", |s| {
        s.rule(r"\s+", Text);
        s.empty("").pop();
    });
    d.state("root", |s| {
        s.empty("").push("statements");
    });
    d.state("statements", |s| {
        s.rule(r"\n+", Text).push("line start");
        s.rule(r"^\*.*$", C1).push("line start");
        s.rule(";.*$", C1).push("line start");
        s.rule(r"\s+", Text);
        s.rule(r#"""#, S).push("string");
        s.rule("#", Nd);
        s.rule(r"^\.?[a-zA-Z0-9_]+:?", Nl);
        s.rule(r"(?i)\.[bswl]\s", Nd);
        s.rule(r"(?i)'(?:\\.|\\[0-7]{1,3}|\\x[a-f0-9]{1,2}|[^\\'\n])'", Sc);
        s.rule(r"\$\h+", Mh);
        s.rule("@[0-8]+", Mo);
        s.rule("%[01]+", Mb);
        s.rule(r"\d+", Mi);
        s.rule(r"[*~&+=|?:<>/-]", O);
        s.rule(r"\\.", Cp);
        s.rule(r"[(),.]|\[[a-zA-Z0-9]*\]", P);
        s.rule("_+", N).not_followed_by(r"\w");
        s.words(r"[a-zA-Z_]\w*", &words, Nv);
    });
    d.state("string", |s| {
        s.rule(r#"""#, S).pop();
        s.rule(r#"\\(?:[\\abfnrtv"']|x\h{2,4}|[0-7]{1,3})"#, Se);
        s.rule(r#"[^\\"\n]+|\\\n|\\"#, S);
    });
}
