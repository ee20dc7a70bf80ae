//! COBOL.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `cobol`.
pub(crate) static LEXER: Lexer = Lexer::new("cobol", define);

fn define(d: &mut LexerBuilder) {
    let words = d.word_file_any_case(include_str!("cobol.txt"));
    d.state("root", |s| {
        s.rule(r"^(?:      \*|Debug \*).*", Cs);
        s.rule(r#"""#, S2).push("double");
        s.rule("'", S1).push("single");
        s.words(r"\p{Alphabetic}[\p{Alphabetic}\p{Nd}-]*", &words, N)
            .not_followed_by(r"[\w-]");
        s.rule(r"[-+]?\b\d+(?:\.\d+)?\b", M);
        s.rule("[.,;:()]", P);
        s.rule(r"\*>.*", C1);
        s.rule(r"[+\-*/><=]", O);
        s.rule(r"\s", W);
        s.rule(".+", Text);
    });
    for (state, quote, token) in [("double", '"', S2), ("single", '\'', S1)] {
        d.state(state, |s| {
            s.rule(format!(r"[^{quote}\\\n]+"), S);
            s.rule(r"\\.", Se);
            s.rule(quote.to_string(), token).pop();
            s.rule(r"\n", Err);
        });
    }
}
