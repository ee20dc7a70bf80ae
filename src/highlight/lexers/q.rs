//! Q.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::token::Token::*;

/// Rouge's `q`.
pub(crate) static LEXER: Lexer = Lexer::new("q", define);

fn define(d: &mut LexerBuilder) {
    let words = d.word_file(include_str!("q.txt"));
    d.state("root", |s| {
        s.rule("#!.*?$", Cp).push("top");
        s.empty("").push("top");
    });
    d.state("top", |s| {
        s.rule(r"^[ \t\r]+.*$", Cs);
        s.rule(r"\n+", Text);
        s.empty("").push("base");
    });
    d.state("base", |s| {
        s.rule(r"\n+", Text);
        s.rule(r"^.\)", Kd);
        s.words(r"\.?[a-zA-Z][a-zA-Z0-9_.]*", &words, N).listed();
        s.rule(r"\.[zQqho]\.[a-zA-Z0-9_.]*", No);
        s.rule(r"\.?[a-zA-Z][a-zA-Z0-9_.]*", N);
        s.rule(r"\s+/.*", C1);
        s.rule(r"[ \t\r]+", W);
        s.rule(r"^/$(?s:.*?)^\\$", Cm);
        s.rule(r"^/[^\n]*$(?:\n[^\S\n]+.*$)*", Cm);
        s.rule(r"^\\$", C).push("bottom");
        s.rule(r"^\\\\\s+", K).push("bottom");
        s.rule(r#"""#, S).push("string");
        values(s);
        s.rule(r"(?:<=|>=|<>|::)|[?:$%&|@._#*^\-+~,!><=]:?", O);
        s.rule(r"[{}\[\]();]", P);
        s.rule(r"\\.*\n", Text);
    });
    d.state("string", |s| {
        s.rule(r#"\\""#, S);
        s.rule(r#"""#, S).pop();
        s.rule(r"\\(?:[\\nr]|[01][0-7]{2})", Se);
        s.rule(r#"[^\\"\n]+|\\"#, S);
    });
    d.state("bottom", |s| {
        s.rule(r"(?s).+\z", Cm);
    });
}

fn values(s: &mut StateBuilder) {
    s.rule(
        r"(?:\d+D|\d{4}\.[01]\d\.[0123]\d[DT])(?:[012]\d:[0-5]\d(?::[0-5]\d(?:\.\d+)?)?|(?:[012]\d)?)[zpn]?\b",
        Ld,
    );
    s.rule(r"[012]\d:[0-5]\d(?::[0-5]\d(?:\.\d+)?)?[uvtpn]?\b", Ld);
    s.rule(r"\d{4}\.[01]\d\.[0-3]\d[dpnzm]?\b", Ld);
    s.rule("0[nNwW][hijefcpmdznuvt]?", Kc);
    s.rule(r"'|/:|\\:|':|\\|/|0:|1:|2:", O);
    s.rule(
        r"(?:\d+[.]\d*|[.]\d+)(?:e[+-]?\d+)?[ef]?|\d+e[+-]?\d+[ef]?|\d+[ef]",
        Mf,
    );
    s.rule("(?i)0x[0-9a-f]+", Mh);
    s.rule("[01]+b", Mb);
    s.rule("[0-9]+[hij]?", Mi);
    s.rule("(?i)`:[:a-z0-9._/]*|`(?:[a-z0-9.][:a-z0-9._]*)?", Ss);
}
