//! Datastudio's scripts.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::token::Token::*;

/// Rouge's `datastudio`.
pub(crate) static LEXER: Lexer = Lexer::new("datastudio", define);

const NAME: &str = r"@?[_a-zA-Z]\w*";

fn define(d: &mut LexerBuilder) {
    let words = d.word_file_any_case(include_str!("datastudio.txt"));
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule("//.*?$", C1);
        s.rule("(?s)/[*].*?[*]/", Cm);
        s.rule(format!("^:{NAME}"), Nl);
        s.rule(format!(r"@{NAME}(?:\.{NAME})?"), Ni);
        s.rule(r"%(?:\\.|.)+?%", Nv);
        s.rule(r"[~!%^&*()+=|\[\]{}:;,.<>/?-]", P);
        s.rule(r#"""#, S2).push("double");
        s.rule("'", S1).push("single");
        s.rule(r"\d(?:\.\d*)?", M);
        s.rule(NAME, Nf).followed_by(r"\s*[(]");
        s.words(NAME, &words, N);
    });
    for (state, quote, token) in [("double", '"', S2), ("single", '\'', S1)] {
        d.state(state, |s: &mut StateBuilder| {
            s.rule(r"%(?:\\.|.)+?%", Se);
            s.rule(format!(r"\\{quote}"), token);
            s.rule(quote.to_string(), token).pop();
            s.rule("(?s).", token);
        });
    }
}
