//! Isabelle.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `isabelle`.
pub(crate) static LEXER: Lexer = Lexer::new("isabelle", define);

fn define(d: &mut LexerBuilder) {
    let words = d.word_file(include_str!("isabelle.txt"));
    d.state("root", |s| {
        s.rule(r"\s+", W);
        s.rule(r"\(\*", C).push("comment");
        s.rule(r"\{\*|‹", Text).push("text");
        s.rule(r"::|\[|\]|-|[:()_=,|+!?]", O);
        s.rule(r"[{}.]|\.\.", Ow);
        s.words(r"[a-zA-Z]\w*", &words, N);
        s.rule(r"\\<\w*>", Ss);
        s.rule(r"'[a-zA-Z_][.\w']*", Nv);
        s.rule(r"0[xX]\h[0-9a-fA-F_]*", Mh);
        s.rule("0[oO][0-7][0-7_]*", Mo);
        s.rule("0[bB][01][01_]*", Mb);
        s.rule(r#"""#, S).push("string");
        s.rule("`", Sx).push("fact");
        s.rule(r"[^\s:|\[\]\-()=,+!?{}._][^\s:|\[\]\-()=,+!?{}]*", N);
    });
    d.state("comment", |s| {
        s.rule("[^(*)]+", C);
        s.rule(r"\(\*", C).push("comment");
        s.rule(r"\*\)", C).pop();
        s.rule("[(*)]", C);
    });
    d.state("text", |s| {
        s.rule("[^{*}‹›]+", Text);
        s.rule(r"\{\*|‹", Text).push("text");
        s.rule(r"\*\}|›", Text).pop();
        s.rule("[{*}]", Text);
    });
    for (state, quote, token) in [("string", '"', S), ("fact", '`', Sx)] {
        d.state(state, |s| {
            s.rule(format!(r"[^{quote}\\]+"), token);
            s.rule(r"\\<\w*>", Ss);
            s.rule(format!(r"\\{quote}|\\"), token);
            s.rule(quote.to_string(), token).pop();
        });
    }
}
