//! CSV Schema.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `csvs`.
pub(crate) static LEXER: Lexer = Lexer::new("csvs", define);

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"//[\S\t ]*", C1);
        s.rule(r"/\*[^*]*\*/", Cm);
        s.groups(r"(version)( )(\d+\.\d+)", [K, W, Mf]);
        s.rule(r"T?\d{2}:\d{2}:\d{2}(?:\.\d{5})?(?:Z|[-+]\d{2}:\d{2})?", Ld);
        s.rule(r"\d{4}-\d{2}-\d{2}|\d{2}/\d{2}/\d{4}", Ld);
        s.rule(r"(?:\d+[.]?\d*|\d*[.]\d+)(?:[eE][+-]?[0-9]+)?", Mf);
        s.rule(r"@\w+", Kp);
        s.rule(r"[-.\w]+:", Nv);
        s.rule(r#"^"[^"]+""#, Nv);
        s.rule(r#"\$(?:[-.\w]+|"[^"]+")/?"#, Nv);
        s.rule("[A-Za-z]+", K);
        s.rule(r#""[^"]*""#, S2);
        s.rule(r"'[^\r\n\f']'", Sc);
        s.rule("[,()*]", P);
    });
}
