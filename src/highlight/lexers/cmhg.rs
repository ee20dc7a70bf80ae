//! The headers of RISC OS modules.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `cmhg`.
pub(crate) static LEXER: Lexer = Lexer::new("cmhg", define);

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r";[^\n]*", C);
        s.groups(
            r"^([ \t]*)(#[ \t]*(?:(?:define|elif|else|endif|error|if|ifdef|ifndef|include|line|pragma|undef|warning)(?:[ \t].*)?)?)",
            [Text, Cp],
        )
        .followed_by(r"\n");
        s.rule("[-a-z]+:", Kd);
        s.rule(r"[a-zA-Z_]\w+", Ni);
        s.rule(r#""[^"]*""#, S);
        s.rule(r"(?:&|0x)\h+", Mh);
        s.rule(r"\d+", M);
        s.rule("[,/()]", P);
        s.rule(r"[ \t]+|\n+", Text);
    });
}
