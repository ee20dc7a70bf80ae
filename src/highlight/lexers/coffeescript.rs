//! CoffeeScript.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::token::Token::*;

/// Rouge's `coffeescript`.
pub(crate) static LEXER: Lexer = Lexer::new("coffeescript", define);

const KEYWORDS: &str = "await break by catch class continue debugger delete do else export extends finally for if import \
    instanceof loop new return super switch then this throw try typeof until when while yield";

const BUILTINS: &str = "Array Boolean Date Error Function Math Number Object Packages RegExp String decodeURI \
    decodeURIComponent document encodeURI encodeURIComponent eval isFinite isNaN netscape parseFloat \
    parseInt sun window";

const NAME: &str = r"[$a-zA-Z_]\w*";

fn define(d: &mut LexerBuilder) {
    let words = Words::new(&[
        (K, KEYWORDS),
        (No, "Infinity NaN false no null off on true undefined yes"),
        (Nb, BUILTINS),
    ]);
    d.state("root", |s| {
        s.empty("^").followed_by(r"\s|/|<!--").push("operand");
        comments(s);
        s.rule(r"\s+", Text);
        s.rule(
            r"[+][+]|--|~|&&|\band\b|\bor\b|\bis\b|\bisnt\b|\bnot\b|\bin\b|\bof\b|[?]|:|=|[|][|]",
            O,
        )
        .push("operand");
        s.rule(r"\\", O).followed_by("\n").push("operand");
        s.rule(r"(?:<<|>>>?|==?|!=?|[-<>+*`%&|^/])=?", O).push("operand");
        s.groups(format!(r"(@)([ \t]*)({NAME})"), [Vi, Text, Na])
            .push("operand");
        s.groups(format!(r"([.])([ \t]*)({NAME})"), [P, Text, Na])
            .push("operand");
        s.rule(NAME, Na).followed_by(r"\s*:").push("operand");
        s.words(NAME, &words, Nx).push("operand");
        s.rule(r"[{(\[;,]", P).push("operand");
        s.rule(r"[})\].]", P);
        s.rule(r"\d+[.]\d+(?:[eE]\d+)?[fd]?", Mf);
        s.rule(r"0x\h+", Mh);
        s.rule(r"\d+", Mi);
        for (quote, state) in [
            (r#"""""#, "long double"),
            ("'''", "long single"),
            ("\"", "double"),
            ("'", "single"),
        ] {
            s.rule(quote, S).push(state);
        }
    });
    regexes(d);
    strings(d);
}

fn comments(s: &mut StateBuilder) {
    s.rule("(?s)###[^#].*?###", Cm);
    s.rule("#.*$", C1);
}

fn splice(s: &mut StateBuilder) {
    s.rule(r"#\{", Si).push("interpolation");
}

fn escapes(s: &mut StateBuilder) {
    s.rule(r"\\(?:c[A-Z]|x\h{2}|u\h{4}|u\{\h{4}\})", Se);
}

/// At the beginning of an operand, a slash begins a regular expression.
fn regexes(d: &mut LexerBuilder) {
    d.state("operand", |s| {
        comments(s);
        s.rule(r"\s+", Text);
        s.rule("///", Sr).goto("long regex");
        s.rule(
            r"/(?:\\.|[^\[/\\\n]|\[(?:\\.|[^\]\\\n])*\])+/(?:[gimy]+\b|\B)",
            Sr,
        )
        .pop();
        s.empty("").pop();
    });
    d.state("long regex", |s| {
        s.rule(r"///(?:[gimy]+\b|\B)", Sr).pop();
        s.rule(r"^#(?:[^{\n].*)?$", C1);
        s.groups(r"(\s+)(#(?:[^{\n].*)?)$", [Text, C1]);
        splice(s);
        comments(s);
        s.rule(r"\s+", Text);
        escapes(s);
        s.rule(r"\\\D", Se);
        s.rule(r"\\\d+", Nv);
        s.rule("(?s).", Sr);
    });
}

fn strings(d: &mut LexerBuilder) {
    d.state("interpolation", |s| {
        s.rule(r"\}", Si).pop();
        s.mixin("root");
    });
    d.state("double", |s| {
        s.rule(r#"""#, S).pop();
        s.mixin("in double");
    });
    d.state("long double", |s| {
        s.rule(r#"""""#, S).pop();
        s.rule(r#"""#, S);
        s.mixin("in double");
    });
    d.state("single", |s| {
        s.rule("'", S).pop();
        s.mixin("in single");
    });
    d.state("long single", |s| {
        s.rule("'''", S).pop();
        s.rule("'", S);
        s.mixin("in single");
    });
    d.state("in double", |s| {
        s.rule("'", S);
        splice(s);
        s.mixin("in both");
    });
    d.state("in single", |s| {
        s.rule(r#"""#, S);
        s.mixin("in both");
    });
    d.state("in both", |s| {
        s.rule(r#"[^#\\'"]+"#, S);
        escapes(s);
        s.rule(r"\\.", Se);
        s.rule("#", S);
    });
}
