//! Jsonnet.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::token::Token::*;

/// Rouge's `jsonnet`.
pub(crate) static LEXER: Lexer = Lexer::new("jsonnet", define);

const BUILTINS: &str = "abs acos asin assertEqual atan ceil char codepoint cos escapeStringBash escapeStringDollars \
    escapeStringJson escapeStringPython exp exponent filter filterMap flattenArrays floor foldl foldr force \
    format join length lines log makeArray manifestIni manifestPython manifestPythonVars mantissa map max \
    min mod objectFields objectHas pow range set setDiff setInter setMember setUnion sin sort split sqrt \
    stringChars substr tan thisFile toString type uniq";

const NAME: &str = r"[a-zA-Z_]\w*";

fn define(d: &mut LexerBuilder) {
    let words = Words::new(&[
        (
            K,
            "assert else error for if import importstr in local self super tailstrict then",
        ),
        (Kd, "function"),
        (Kc, "false null true"),
        (Nb, BUILTINS),
    ]);
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule("//.*$", C1);
        s.rule("#.*$", C1);
        s.rule(r"(?s)/\*.*?\*/", Cm);
        s.rule(r"-?(?:0|[1-9]\d*)\.\d+(?:[eE][+-]\d+)?", Mf);
        s.rule(r"-?(?:0|[1-9]\d*)(?:[eE][+-]\d+)?", Mi);
        s.rule(r"[{}:.,;+\[\]=%()]", P);
        s.rule(r#"""#, S).push("double");
        s.rule("'", S).push("single");
        s.rule(r"\|\|\|", S).push("block");
        s.rule(r"\$", K);
        s.words(NAME, &words, Nx);
    });
    d.state("double", |s| {
        escapes(s);
        s.rule(r#"""#, S).pop();
        s.rule(r#"[^\\"]+"#, S);
    });
    d.state("single", |s| {
        escapes(s);
        s.rule("'", S).pop();
        s.rule(r"[^\\']+", S);
    });
    d.state("block", |s| {
        escapes(s);
        s.rule(r"\|\|\|", S).pop();
        s.rule(r"[^|\\]+|\|", S);
    });
}

fn escapes(s: &mut StateBuilder) {
    s.rule(r"\\(?:u\h{4}|.)", Se);
}
