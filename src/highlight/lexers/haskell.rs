//! Haskell.

use crate::highlight::Lexer;
use crate::highlight::notation::{Definition, Words};
use crate::highlight::token::Token::*;

/// Rouge's `haskell`.
pub(crate) static LEXER: Lexer = Lexer::new("haskell", define);

const RESERVED: &str = "_ case class data default deriving do else if in infix infixl infixr instance let newtype of then \
    type where";

fn define(d: &mut Definition) {
    let words = Words::new(&[(Kr, RESERVED)]);
    d.state("root", |s| {
        s.mixin("basic");
        s.rule(r"import\b", Kr).push("import");
        s.rule(r"module\b", Kr).push("module");
        s.words(r"[a-z_][\w']*", &words, N);
        s.rule(r"[A-Z][\w']*", Kt);
        s.rule(r"\\", Nf).not_before(r"[:!#$%&*+.\\/<=>?@^|~-]");
        s.rule(r"[:!#$%&*+.\\/<=>?@^|~-]+", O);
        s.rule(r"\d+[eE][+-]?\d+", Mf);
        s.rule(r"\d+\.\d+(?:[eE][+-]?\d+)?", Mf);
        s.rule(r"0[oO][0-7]+", Mo);
        s.rule(r"0[xX]\h+", Mh);
        s.rule(r"\d+", Mi);
        s.rule(r"'(?:\\(?:[abfnrtv\\'0-9]+|.)|[^\\'])'", Sc);
        s.rule(r#"""#, S).push("string");
        s.rule(r"\[\s*\]", Kt);
        s.rule(r"\(\s*\)", Nb);
        s.rule(r"[\[\](),;`{}]", P);
    });
    d.state("basic", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"\{-#", Cp).push("pragma");
        s.rule(r"\{-", Cm).push("comment");
        s.rule(r"--+(?:[^:!#$%&*+.\\/<=>?@^|~\n][^\n]*)?$", C1);
    });
    d.state("pragma", |s| {
        s.rule(r"(?s)(?:.*?)#-\}", Cp).pop();
    });
    d.state("comment", |s| {
        s.rule(r"-\}", Cm).pop();
        s.rule(r"\{-", Cm).push("comment");
        s.rule(r"[^-{]+|[-{]", Cm);
    });
    d.state("import", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"qualified\b", K);
        s.groups(
            r"([A-Z][\w.]*)(\s+)(as)(\s+)([A-Z][\w.]*)",
            [Nn, Text, K, Text, N],
        )
        .pop();
        s.groups(r"([A-Z][\w.]*)(\s+)(hiding)\b", [Nn, Text, K]).pop();
        s.rule(r"[A-Z][\w.]*", Nn).pop();
        s.empty("").pop();
    });
    d.state("module", |s| {
        s.rule(r"\s+", Text);
        s.groups(r"([A-Z][\w.]*)(\s+)(\()", [Nn, Text, P]).goto("exports");
        s.rule(r"[A-Z][\w.]*", Nn).pop();
        s.empty("").pop();
    });
    d.state("exports", |s| {
        s.mixin("basic");
        s.rule(r"[A-Z][\w']*", Kt);
        s.rule(r"[a-z_][\w']*", Nf);
        s.rule(r"[:!#$%&*+.\\/<=>?@^|~-]+", O);
        s.rule(r",", P);
        s.rule(r"\(", P).push_same();
        s.rule(r"\)", P).pop();
    });
    d.state("string", |s| {
        s.rule(r#"""#, S).pop();
        s.rule(r"\\(?:[abfnrtv\\&]|\d+|x\h+|.)", Se);
        s.rule(r#"[^\\"]+"#, S);
    });
}
