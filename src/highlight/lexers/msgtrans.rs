//! Translations of messages.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `msgtrans`.
pub(crate) static LEXER: Lexer = Lexer::new("msgtrans", define);

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"^#[^\n]*", C);
        s.rule(r"[^\t\n\r ,):?/]+", Nv);
        s.rule(r"[\n/?]", O);
        s.rule(":", O).push("value");
    });
    d.state("value", |s| {
        s.rule(r"\n", Text).pop();
        s.rule("%[0-3%]", O);
        s.rule(r"[^\n%]", S);
    });
}
