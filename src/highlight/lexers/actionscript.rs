//! ActionScript.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::token::Token::*;

/// Rouge's `actionscript`.
pub(crate) static LEXER: Lexer = Lexer::new("actionscript", define);

const NAME: &str = "[$a-zA-Z_][a-zA-Z0-9_]*";

fn define(d: &mut LexerBuilder) {
    let words = d.word_file(include_str!("actionscript.txt"));
    d.state("root", |s| {
        s.rule(r"(?s)\s*#!.*?\n", Cp).push("statement");
        s.rule(r"\n", Text).push("statement");
        blanks(s);
        s.rule(r"\+\+|--|~|&&|\|\|", O).push("expression");
        s.rule(r"\\", O).followed_by(r"\n").push("expression");
        s.rule(r"<<|>>>?|===|!==|[:-<>+*%&|^/!=]=?", O).push("expression");
        s.rule(r"[(\[,]", P).push("expression");
        s.rule(";", P).push("statement");
        s.rule(r"[)\].]", P);
        s.rule("[?]", P).push("ternary").push("expression");
        s.rule("[{}]", P).push("statement");
        s.words(NAME, &words, Nx).push("expression").when(&[K, Kd]);
        s.rule(r"-?[0-9]+\.[0-9]+(?:[eE][0-9]+)?[fd]?", Mf);
        s.rule("0x[0-9a-fA-F]+", Mh);
        s.rule("-?[0-9]+", Mi);
        s.rule(r#""(?:\\\\|\\"|[^"])*""#, S2);
        s.rule(r"'(?:\\\\|\\'|[^'])*'", S1);
    });
    d.state("expression", |s| {
        blanks(s);
        s.rule("/", Sr).goto("regex");
        s.rule("[{]", P).push("object");
        s.empty("").pop();
    });
    d.state("statement", |s| {
        s.groups(format!(r"({NAME})(\s*)(:)"), [Nl, Text, P]);
        s.rule("[{}]", P);
        s.mixin("expression");
    });
    objects(d);
    regexes(d);
}

/// White space and comments.
pub(crate) fn blanks(s: &mut StateBuilder) {
    s.rule(r"\s+", Text);
    s.rule("//.*?$", C1);
    s.rule(r"(?s)/\*.*?\*/", Cm);
}

/// The states of literal objects and of the conditional operator, over `root`, `statement` and `expression`.
pub(crate) fn objects(d: &mut LexerBuilder) {
    d.state("object", |s| {
        blanks(s);
        s.rule("[}]", P).goto("statement");
        s.groups(format!(r"({NAME})(\s*)(:)"), [Na, Text, P])
            .push("expression");
        s.rule(":", P);
        s.mixin("root");
    });
    d.state("ternary", |s| {
        s.rule(":", P).goto("expression");
        s.mixin("root");
    });
}

/// The states of regular expressions, from `regex` on.
pub(crate) fn regexes(d: &mut LexerBuilder) {
    d.state("regex", |s| {
        s.rule("/", Sr).goto("regex end");
        s.rule(r"[^/]\n|\n", Err).pop();
        s.rule(r"\[\^?", Se).push("regex set");
        s.rule(r"\\.|[(][?][:=<!]|[{][\d,]+[}]|[()?]", Se);
        s.rule(".", Sr);
    });
    d.state("regex end", |s| {
        s.rule("[gim]+", Sr).pop();
        s.empty("").pop();
    });
    d.state("regex set", |s| {
        s.rule("/", Se);
        s.rule(r"[^/]\n", Err).pop_n(2);
        s.rule(r"\]", Se).pop();
        s.rule(r"\\.", Se);
        s.rule(".", Sr);
    });
}
