//! Letters with their headers.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `email`.
pub(crate) static LEXER: Lexer = Lexer::new("email", define);

fn define(d: &mut LexerBuilder) {
    d.start(&["fields"]);
    d.state("fields", |s| {
        s.rule(":", O).push("field");
        s.rule(r"[^\n\r:]+|[\n\r]", Nt);
    });
    d.state("field", |s| {
        s.rule(r"(?:\r?\n){2}", Text).pop_n(2);
        s.rule(r"\r?\n", Text).not_followed_by(r"[ \v\t\f]").pop();
        s.rule(r"[^\n\r]+|[\n\r]", Na);
    });
    d.state("root", |s| {
        s.rule(r"\n", Text);
        s.rule("^>.*", C);
        s.rule(".+", Text);
    });
}
