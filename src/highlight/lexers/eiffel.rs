//! Eiffel.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;
use crate::version::Version::V4_7;

/// Rouge's `eiffel`.
pub(crate) static LEXER: Lexer = Lexer::new("eiffel", define);

/// A character written by a percent sign: by its letter, or by its number between slashes.
const ESCAPE: &str = concat!(
    r#"%[A-DFHLNQR-V%'"()<>]|"#,
    r"%/(?:0[xX]\h(?:_*\h)*|0[cC][0-7](?:_*[0-7])*|0[bB][01](?:_*[01])*|\d(?:_*\d)*)/"
);

fn define(d: &mut LexerBuilder) {
    let words = d.word_file(include_str!("eiffel.txt"));
    let digits = r"\d(?:_*\d)*";
    d.state("root", |s| {
        s.rule(r#""\["#, Sx).push("aligned string");
        s.rule(r#""\{"#, Sx).push("unaligned string");
        s.rule(format!(r#""(?:[^%\x08\f\n\r\v]|{ESCAPE})*?""#), S2);
        s.rule("--.*", C1);
        s.rule(format!(r"'(?:[^%\x08\f\n\r\t\v]|{ESCAPE})'"), Sc);
        s.words(r"[a-zA-Z]\w*\b", &words, N).listed();
        s.rule(r"0[xX]\h(?:_*\h)*b", Mh);
        s.rule(r"0[cC][0-7](?:_*[0-7])*\b", Mo);
        s.rule(r"0[bB][01](?:_*[01])*\b", Mb);
        s.rule(digits, Mi);
        s.rule(
            format!(r"(?:{digits})?\.(?:(?:{digits})?[eE][+-]?)?{digits}|{digits}\.?"),
            Mf,
        );
        s.rule(r":=|<<|>>|\(\||\|\)|->|\.|[{}\[\];(),:?]", Pi);
        let symbols = if s.is_since(V4_7) {
            "[-+*^=~≤≥−∀∃¦⟳⟲]"
        } else {
            "[-+*^=~]"
        };
        s.rule(format!(r"\\\\|\|\.\.\||\.\.|/[~/]?|[><]=?|{symbols}"), O);
        s.rule("[A-Z][0-9A-Z_]*", Nc);
        s.rule("[A-Za-z][0-9A-Za-z_]*", N);
        s.rule(r"\s+", Text);
    });
    for (state, end) in [("aligned string", r#"\]""#), ("unaligned string", r#"\}""#)] {
        d.state(state, |s| {
            s.rule(end, Sx).pop();
            s.rule(format!(r#"[^"%\x08\f\v]|{ESCAPE}"#), Sx);
        });
    }
}
