//! Prolog.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `prolog`.
pub(crate) static LEXER: Lexer = Lexer::new("prolog", define);

/// The characters of a name: letters, digits and connectors of any language.
const WORD: &str = r"[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}]";

fn define(d: &mut LexerBuilder) {
    d.start(&["beginning"]);
    d.state("beginning", |s| {
        s.rule("#.*", C1);
        s.empty("").pop();
    });
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule("%.*", C1);
        s.rule(r"/\*", Cm).push("comment");
        s.rule(r"[\[\](){}|.,;!]", P);
        s.rule(":-|-->", P);
        s.rule(r#""[^"]*""#, S2);
        s.rule(r"\d+\.\d+", Mf);
        s.rule(r"\d+", M);
        s.rule(format!(r"\p{{Lowercase}}{WORD}*"), Ss);
        s.rule("'[^']*'", Ss);
        s.rule(r"[A-Z]+\w*", Nv);
        s.rule(format!("_{WORD}*"), Nv);
        s.rule(r"[#&*+,\-./:<=>?@^~]+", O);
    });
    // As in Rouge, the text of a comment is an error, except after a star.
    d.state("comment", |s| {
        s.rule(r"/\*", Cm).push("comment");
        s.rule(r"\s*\*[^*/]+", Cm);
        s.rule(r"\*/", Cm).pop();
    });
}
