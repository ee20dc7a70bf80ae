//! JavaScript.
//!
//! The token before a slash decides whether it begins a regular expression, and the token before a brace whether it begins
//! an object: after operators, commas and keywords an expression starts; after semicolons and braces a statement does.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::token::Token::{self, *};
use crate::version::Version::V4_7;

/// Rouge's `javascript`.
pub(crate) static LEXER: Lexer = Lexer::new("javascript", |d| define(d, &[]));

/// A name: letters of any language. A dollar sign may begin one and not continue it: `data$` is two names.
pub(crate) const NAME: &str = r"[\p{L}\p{Nl}$_][\p{L}\p{M}\p{Nd}\p{Pc}]*";

const KEYWORDS: &str = "async await break case catch continue debugger default delete do else export finally for from if \
    import in instanceof new of return super switch this throw try typeof void while yield";

const KEYWORDS_BEFORE_4_7: &str = "as";

const DECLARATIONS: &str = "class const constructor extends function get let set static var with";

const BUILTINS: &str = "Array ArrayBuffer Boolean DataView Date Error Float32Array Float64Array Function Int16Array \
    Int32Array Int8Array Map Math Number Object Packages Promise Proxy Reflect RegExp Set String Symbol \
    Uint16Array Uint16ClampedArray Uint32Array Uint32ClampedArray Uint8Array Uint8ClampedArray WeakMap \
    WeakSet decodeURI decodeURIComponent document encodeURI encodeURIComponent eval global isFinite \
    isNaN navigator netscape parseFloat parseInt self sun window";

/// A call's arguments, perhaps only up to the next closing parenthesis.
const ARGUMENTS: &str = r"\((?s:.*?)\)";

/// The states, shared with languages that extend JavaScript. `words` take precedence over its own.
pub(crate) fn define(d: &mut LexerBuilder, words: &[(Token, &'static str)]) {
    let own = [
        (K, KEYWORDS),
        (K, d.before(V4_7, KEYWORDS_BEFORE_4_7)),
        (Kd, DECLARATIONS),
        (Kr, "enum implements interface package private protected public"),
        (Kc, "Infinity NaN false null true undefined"),
        (Nb, BUILTINS),
    ];
    let words = [words, &own].concat();
    let keywords: Vec<&str> = words
        .iter()
        .filter(|(kind, _)| *kind == K)
        .map(|(_, words)| *words)
        .collect();
    let keywords = keywords
        .join(" ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join("|");
    let words = Words::new(&words);
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
        if s.is_since(V4_7) {
            classes_and_functions(s, &keywords);
        }
        s.rule(r"[{}]", P).push("statement");
        let private = if s.is_since(V4_7) { "#?" } else { "" };
        s.words(format!("{private}{NAME}"), &words, Nx)
            .when(&[K, Kd])
            .push("expression");
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
    d.state("class name", |s| {
        s.groups(
            format!(r"({NAME})((?:\s|\\\s)+)(extends)((?:\s|\\\s)+)"),
            [Nc, Text, Kd, Text],
        );
        s.rule(NAME, Nc).pop();
    });
    strings(d);
    regexes(d);
}

/// Names of classes and functions where they are defined or called. `keywords` is a pattern of the keywords.
fn classes_and_functions(s: &mut StateBuilder, keywords: &str) {
    s.groups(r"(class)((?:\s|\\\s)+)", [Kd, Text]).push("class name");
    s.rule(r"[\p{Nl}$_]*\p{Lu}[\p{L}\p{M}\p{Nd}\p{Pc}]*[ \t]*", Nc)
        .followed_by(ARGUMENTS);
    s.groups(format!(r"(function)((?:\s|\\\s)+)({NAME})"), [Kd, Text, Nf]);
    s.rule("function", Kd).followed_by(r"\(.*?\)");
    s.rule(format!(r"(?:{keywords})[ \t]*"), K).followed_by(ARGUMENTS);
    s.rule(format!(r"#?{NAME}[ \t]*"), Nf).followed_by(ARGUMENTS);
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
        s.rule(r"\\[$`]", Se).before(V4_7);
        s.rule(r"\\[$`\\]", Se).since(V4_7);
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
