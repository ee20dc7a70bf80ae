//! XPath.

use crate::Lexer;
use crate::builder::{LexerBuilder, RuleBuilder, StateBuilder};
use crate::token::Token::{self, *};

/// Rouge's `xpath`.
pub(crate) static LEXER: Lexer = Lexer::new("xpath", define);

const NAME: &str = r"[a-zA-Z_][a-zA-Z_\-.0-9]*";

/// A name, perhaps with a prefix.
pub(crate) const PREFIXED: &str = r"(?:[a-zA-Z_][a-zA-Z_\-.0-9]*(?::[a-zA-Z_][a-zA-Z_\-.0-9]*)?)";

/// The same, or one with its namespace in braces.
pub(crate) const ANY_NAME: &str =
    r"(?:Q\{[^{}]*\}[a-zA-Z_][a-zA-Z_\-.0-9]*|[a-zA-Z_][a-zA-Z_\-.0-9]*(?::[a-zA-Z_][a-zA-Z_\-.0-9]*)?)";

const STRING: &str = r#""(?:""|[^"])*"|'(?:''|[^'])*'"#;
const KIND_TEST: &str =
    "element|attribute|schema-element|schema-attribute|comment|text|node|document-node|namespace-node";
const AXES: &str = "child|descendant|attribute|self|descendant-or-self|following-sibling|following|namespace|parent|ancestor|\
    preceding-sibling|preceding|ancestor-or-self";
const OPERATORS: &str = r",|=>|=|:=|:|>=|>>|>|<=|<<|<|-|\*|!=|\+|//|/|\|\||\|";
const WORD_OPERATORS: &str = r"(?:and|or|eq|ge|gt|le|lt|ne|is|div|mod|idiv|intersect|except|union|to)\b";
const KEYWORDS: &str = r"(?:let|for|some|every|if|then|else|return|in|satisfies)\b";

/// The states, shared with XQuery.
pub(crate) fn define(d: &mut LexerBuilder) {
    d.state("blanks", |s| {
        s.rule(r"\(:", C).push("comment");
        s.rule(r"\s+", W);
    });
    d.state("comment", |s| {
        s.rule(r":\)", C).pop();
        s.rule(r"\(:", C).push("comment");
        s.rule("[^:(]+|[:(]", C);
    });
    d.state("root", root);
    d.state("variable", |s| {
        s.mixin("blanks");
        called(s, ANY_NAME, Nv).pop();
        s.rule(ANY_NAME, Nv).pop();
    });
    d.state("attribute", |s| {
        s.mixin("blanks");
        s.rule(ANY_NAME, Na).pop();
        s.rule(r"\*", O).pop();
    });
    types(d);
    tests(d);
}

/// A name before a bracket that does not begin a comment.
fn called<'s>(s: &'s mut StateBuilder, name: &str, token: Token) -> &'s mut RuleBuilder {
    s.groups(format!(r"({name})(\s*)(\()"), [token, W, P])
        .not_followed_by(":")
}

fn root(s: &mut StateBuilder) {
    s.mixin("blanks");
    s.rule(r"\.[0-9]+|[0-9]+(?:\.[0-9]*)?[eE][+-]?[0-9]+|[0-9]+\.[0-9]*", Mf);
    s.rule("[0-9]+", M);
    s.rule(STRING, S);
    s.rule(r"\$", Nv).push("variable");
    s.rule(OPERATORS, O);
    s.rule(WORD_OPERATORS, Ow);
    s.rule(KEYWORDS, K);
    s.rule(r"[?,{}()\[\]]", P);
    called(s, "function", K);
    s.rule("map|array|empty-sequence", K);
    called(s, KIND_TEST, K).push("test");
    called(s, "processing-instruction", K).push("instruction test");
    called(s, ANY_NAME, Nf);
    s.groups(format!(r"({ANY_NAME})(\s*)(#)(\s*)(\d+)"), [Nf, W, Nf, W, Nf]);
    s.groups(r"(cast|castable)(\s+)(as)", [K, W, K])
        .push("single type");
    s.groups(r"(treat)(\s+)(as)", [K, W, K]).push("item type");
    s.groups(r"(instance)(\s+)(of)", [K, W, K]).push("item type");
    s.rule(r"as\b", K).push("item type");
    s.groups(format!(r"({NAME})(\s*)(:)(\s*)(\*)"), [Nt, W, P, W, O]);
    s.groups(format!(r"(\*)(\s*)(:)(\s*)({NAME})"), [O, W, P, W, Nt]);
    s.groups(format!(r"({AXES})(\s*)(::)"), [K, W, O]);
    s.rule(r"\.\.|\.|\*", O);
    s.rule("@", Na).push("attribute");
    s.rule(ANY_NAME, Nt);
}

fn types(d: &mut LexerBuilder) {
    d.state("single type", |s| {
        s.mixin("blanks");
        s.rule(ANY_NAME, Kt).pop();
    });
    d.state("item type", |s| {
        s.mixin("blanks");
        called(s, KIND_TEST, Kt).goto("occurrence").push("test");
        called(s, "processing-instruction", Kt)
            .goto("occurrence")
            .push("instruction test");
        s.groups(r"(item)(\s*)(\()(\s*)(\))", [Kt, W, P, W, P])
            .goto("occurrence");
        called(s, "function|array|map|empty-sequence", Kt);
        s.groups(r"(cast|castable)(\s+)(as)", [K, W, K])
            .goto("single type");
        s.groups(r"(treat)(\s+)(as)", [K, W, K]).goto("item type");
        s.groups(r"(instance)(\s+)(of)", [K, W, K]).goto("item type");
        s.rule(r"as\b", K);
        s.rule(OPERATORS, O).pop();
        s.rule(WORD_OPERATORS, Ow).pop();
        s.rule(KEYWORDS, K).pop();
        s.rule(r"[\[),]", P).pop();
        s.rule(ANY_NAME, Kt).goto("occurrence");
    });
    d.state("occurrence", |s| {
        s.mixin("blanks");
        s.rule("[?*+]", O).pop();
        s.empty("").pop();
    });
}

fn tests(d: &mut LexerBuilder) {
    d.state("test", |s| {
        s.mixin("blanks");
        s.rule("[?*]", O);
        s.rule(",", P);
        called(s, "element|schema-element", Kt).push("test");
        s.rule(ANY_NAME, Nt);
        s.rule(r"\)", P).pop();
    });
    d.state("instruction test", |s| {
        s.mixin("blanks");
        s.rule(NAME, N);
        s.rule(STRING, S);
        s.rule(r"\)", P).pop();
    });
}
