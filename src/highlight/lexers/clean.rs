//! Clean.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::token::Token::*;

/// Rouge's `clean`.
pub(crate) static LEXER: Lexer = Lexer::new("clean", define);

const KEYWORDS: &str = "if otherwise let in with where case of infix infixl infixr class instance generic derive special \
    implementation definition system module from import qualified as dynamic code inline foreign export ccall stdcall";

fn define(d: &mut LexerBuilder) {
    let words = Words::new(&[(K, KEYWORDS)]);
    d.state("root", |s| {
        s.rule(r"\s+", W);
        s.rule(r"//\*.*", Cd);
        s.rule("//.*", C1);
        s.rule(r"/\*\*", Cd).push("documentation");
        s.rule(r"/\*", Cm).push("comment");
        s.rule("[+~-]?0[0-7]+", Mo);
        s.rule("[+~-]?0x[0-9a-fA-F]+", Mh);
        literals(s);
        s.groups(r"(\[)(\s*)(')", [P, W, S1])
            .followed_by(r".*?'\]")
            .push("characters");
        s.rule(r"code(?:\s+inline)?\s*\{", Cp).push("assembly");
        s.words(r"_*[a-z][\w`]*", &words, N);
        s.rule("_*(?:True|False)", Kc).not_followed_by(r"[\w`]");
        s.rule(r"_*[A-Z][\w`]*", Kt);
        s.rule(r"[^\w\s`]", P);
        s.rule(r"_\b", P);
    });
    for (state, token) in [("documentation", Cd), ("comment", Cm)] {
        d.state(state, |s: &mut StateBuilder| {
            s.rule(r"\*/", token).pop();
            s.rule("//.*", token);
            s.rule(r"/\*", token).push("comment");
            s.rule("[^*/]+|[*/]", token);
        });
    }
    strings(d);
    d.state("assembly", |s| {
        s.rule(r"\s+", W);
        s.rule(r"\|.*", C1);
        literals(s);
        s.rule(r"\}", Cp).pop();
        s.rule(r"\.\w*", K).push("instruction");
        s.rule(r"\w+", Nb).push("instruction");
    });
    d.state("instruction", |s| {
        s.rule(r"\n", W).pop();
        s.rule(r"\}", Cp).pop_n(2);
        s.rule(r"\s+", W);
        s.rule(r"\|.*", C1);
        literals(s);
        s.rule(r"\S+", N);
    });
}

fn literals(s: &mut StateBuilder) {
    s.rule(r"'(?:[^'\\]|\\(?:x[0-9a-fA-F]+|\d+|.))'", Sc);
    s.rule(r"[+~-]?\d+\.\d+(?:E[+-]?\d+)?\b|[+~-]?\d+E[+-]?\d+\b", Mf);
    s.rule(r"[+~-]?\d+", Mi);
    s.rule(r#"""#, S2).push("string");
}

fn strings(d: &mut LexerBuilder) {
    d.state("escapes", |s| {
        s.rule(
            r#"(?i)\\x[0-9a-f]{1,2}|\\d\d{0,3}|\\0[0-7]{0,3}|\\[0-7]{1,3}"#,
            Se,
        );
        s.rule(r#"\\[nrfbtv\\"']"#, Se);
    });
    d.state("string", |s| {
        s.rule(r#"""#, S2).pop();
        s.mixin("escapes");
        s.rule(r#"[^\\"]+"#, S2);
    });
    d.state("characters", |s| {
        s.groups(r"(')(\])", [S1, P]).pop();
        s.mixin("escapes");
        s.rule(r"[^\\']", S1);
    });
}
