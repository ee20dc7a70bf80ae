//! Xojo.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;
use crate::version::Version::V4_7;

/// Rouge's `xojo`.
pub(crate) static LEXER: Lexer = Lexer::new("xojo", define);

fn define(d: &mut LexerBuilder) {
    let words = d.word_file_any_case(include_str!("xojo.txt"));
    d.state("root", |s| {
        s.rule(r"\s+", W);
        s.rule(r"(?i)rem\b.*?$", C1);
        s.rule("[/'].*$", C1).before(V4_7);
        s.rule("(?://|').*$", C1).since(V4_7);
        s.rule(r"(?si)#tag Note.*?#tag EndNote", Cp);
        s.rule(r"\s*#.*$", Cp);
        s.rule(r#"".*?""#, S2);
        s.rule("[(){}!#,:]", P);
        s.words(r"[a-zA-Z]\w*\b", &words, N).listed();
        s.rule(r"[+-]?(?:\d+\.\d*|\d*\.\d+)", Mf);
        s.rule(r"[+-]?\d+", Mi);
        s.rule("(?i)&[CH][0-9a-f]+", Mh);
        s.rule("(?i)&O[0-7]+", Mo);
        s.rule(r"\w[\w.]*\b", Text);
        s.rule(r"<=|>=|<>|[=><+\-*/\\]", O);
    });
}
