//! JavaScript.
//!
//! Whether a slash begins a regular expression and whether a brace begins an object is told by what came before:
//! after operators, commas and keywords an expression starts; after semicolons and braces a statement does.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::token::Token::{self, *};

/// Rouge's `javascript`.
pub(crate) static LEXER: Lexer = Lexer::new("javascript", |d| define(d, &[]));

/// A name; letters of any language. A dollar sign only begins one, so `data$` is two, alike in class where neither
/// is a keyword.
pub(crate) const NAME: &str = r"[\p{L}\p{Nl}$_][\p{L}\p{M}\p{Nd}\p{Pc}]*";

const KEYWORDS: &str = "as async await break case catch continue debugger default delete do else export finally for \
    from if import in instanceof new of return super switch this throw try typeof void while yield";

const DECLARATIONS: &str = "class const constructor extends function get let set static var with";

const BUILTINS: &str = "Array ArrayBuffer Boolean DataView Date Error Float32Array Float64Array Function Int16Array \
    Int32Array Int8Array Map Math Number Object Packages Promise Proxy Reflect RegExp Set String Symbol Uint16Array \
    Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakSet decodeURI decodeURIComponent document encodeURI \
    encodeURIComponent eval global isFinite isNaN navigator netscape parseFloat parseInt self \
    sun window";

/// The states, shared with languages that extend JavaScript: `words` come before its own.
pub(crate) fn define(d: &mut LexerBuilder, words: &[(Token, &'static str)]) {
    let own = [
        (K, KEYWORDS),
        (Kd, DECLARATIONS),
        (Kr, "enum implements interface package private protected public"),
        (Kc, "Infinity NaN false null true undefined"),
        (Nb, BUILTINS),
    ];
    let words = Words::new(&[words, &own].concat());
    d.state("space", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"<!--", C);
        s.rule(r"//.*", C1);
        s.rule(r"/[*]", Cm).push("comment");
    });
    d.state("comment", |s| {
        s.rule(r"[*]/", Cm).pop();
        s.rule(r"[^*]+|[*]", Cm);
    });
    d.state("root", |s| {
        s.rule(r"\s*#!.*\n", Cp).push("statement");
        s.mixin("space");
        s.rule(r"\+\+|--|~|\?\?=?|&&|\|\||<<|>>>?|===|!==", O)
            .push("expression");
        s.rule(r"\\", O).followed_by(r"\n").push("expression");
        s.rule(r"[-<>+*%&|^/!=]=?", O).push("expression");
        s.rule(r"[(,\[]", P).push("expression");
        s.rule(r";", P).push("statement");
        s.rule(r"[)\].]", P);
        s.rule(r"`", S2).push("template");
        s.rule(r"\?\.", P);
        s.rule(r"\?", P).push("ternary").push("expression");
        s.groups(r"(@)(\w+)?", [P, Nd]).push("expression");
        s.rule(r"[{}]", P).push("statement");
        s.words(NAME, &words, Nx).when(&[K, Kd]).push("expression");
        numbers(s);
        s.rule(r#"""#, Dl).push("double");
        s.rule(r"'", Dl).push("single");
        s.rule(r":", P);
    });
    d.state("statement", |s| {
        s.rule(r"case\b", K).goto("expression");
        s.groups(format!(r"({NAME})(\s*)(:)"), [Nl, Text, P]);
        s.mixin("expression");
    });
    d.state("expression", |s| {
        s.mixin("space");
        s.rule(r"/", Sr).goto("regex");
        s.rule(r"\{", P).goto("object");
        s.empty("").pop();
    });
    d.state("object", |s| {
        s.mixin("space");
        s.rule(r"\{", P).push_same();
        s.rule(r"\}", P).goto("statement");
        s.groups(format!(r"({NAME})(\s*)(:)"), [Na, Text, P])
            .push("expression");
        s.rule(r":", P);
        s.mixin("root");
    });
    d.state("ternary", |s| {
        s.rule(r":", P).goto("expression");
        s.mixin("root");
    });
    strings(d);
    regexes(d);
}

fn numbers(s: &mut StateBuilder) {
    s.rule(r"\d+\.\d+(?:[eE]\d+)?[fd]?", Mf);
    s.rule(r"0[xX]\h+", Mh);
    s.rule(r"0[oO][0-7][0-7_]*", Mo);
    s.rule(r"0[bB][01][01_]*", Mb);
    s.rule(r"\d+", Mi);
}

fn strings(d: &mut LexerBuilder) {
    d.state("double", |s| {
        s.rule(r#"\\[\\nrt"]?"#, Se);
        s.rule(r#"[^\\"]+"#, S2);
        s.rule(r#"""#, Dl).pop();
    });
    d.state("single", |s| {
        s.rule(r"\\[\\nrt']?", Se);
        s.rule(r"[^\\']+", S1);
        s.rule(r"'", Dl).pop();
    });
    d.state("template", |s| {
        s.rule(r"`", S2).pop();
        s.rule(r"\$\{", P).push("template expression");
        s.rule(r"\\[$`]", Se);
        s.rule(r"[^`$\\]+|[\\$]", S2);
    });
    d.state("template expression", |s| {
        s.rule(r"\}", P).pop();
        s.mixin("root");
    });
}

fn regexes(d: &mut LexerBuilder) {
    d.state("regex", |s| {
        s.rule(r"/", Sr).goto("regex flags");
        s.rule(r"[^/]\n|\n", Err).pop();
        s.rule(r"\[\^?", Se).push("regex class");
        s.rule(r"\\.", Se);
        s.rule(r"\(\?[:=<!]|\{[\d,]+\}|[()?]", Se);
        s.rule(r".", Sr);
    });
    d.state("regex flags", |s| {
        s.rule(r"[gimuy]+", Sr).pop();
        s.empty("").pop();
    });
    d.state("regex class", |s| {
        s.rule(r"/", Se);
        s.rule(r"[^/]\n", Err).pop_n(2);
        s.rule(r"\]", Se).pop();
        s.rule(r"\\.", Se);
        s.rule(r".", Sr);
    });
}
