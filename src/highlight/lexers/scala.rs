//! Scala.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::token::Token::*;
use crate::version::Version::V4_7;

/// Rouge's `scala`.
pub(crate) static LEXER: Lexer = Lexer::new("scala", define);

const KEYWORDS: &str = "abstract|case|catch|def|do|else|extends|final|finally|for|forSome|if|implicit|lazy|match|new|\
    override|private|protected|requires|return|sealed|super|this|throw|try|val|var|while|with|yield";

/// A character of operators. In Rouge 3 quotes are such characters, so a quoted name ends at its first quote.
fn operator(d: &LexerBuilder) -> &'static str {
    if d.is_since(V4_7) {
        r"[!#%&*\-/:?@\\^\p{Sm}\p{So}]"
    } else {
        r"[!#%&'*+\-/:<=>?@\\^`|~\x7F\p{Sm}\p{So}]"
    }
}

/// A name: letters and digits, and operator characters after an underscore.
fn name(operator: &str) -> String {
    format!(r"(?:(?:[\p{{L}}$_][\p{{L}}$_0-9]*)?_{operator}+|[\p{{L}}$_][\p{{L}}$_0-9]*)")
}

fn define(d: &mut LexerBuilder) {
    let operator = operator(d);
    let name = name(operator);
    let defined = format!(r"(?:{name}|{operator}+|`[^`]+`)");
    d.state("root", |s| {
        s.groups(r"(class|trait|object)(\s+)", [K, Text]).push("class");
        s.rule(format!("'{name}"), Ss).followed_by(r"[^']|\z");
        s.rule(r"[^\S\n]+", Text);
        comments(s);
        s.rule(format!("@{name}"), Nd);
        s.groups(format!(r"(def)(\s+)({defined})(\s*)"), [K, Text, Nf, Text]);
        s.groups(format!(r"(val)(\s+)({defined})(\s*)"), [K, Text, Nv, Text]);
        s.groups(format!(r"(this)(\n*)(\.)({name})"), [K, Text, O, Py]);
        s.groups(format!(r"({name})(\n*)(\.)({name})"), [Nv, Text, O, Py]);
        s.rule(format!(r"[\p{{Lu}}$_]{name}\b"), Nc);
        s.groups(format!(r"({name})(\p{{White_Space}}*)(\()"), [Nf, Text, O]);
        s.groups(format!(r"(\.)({name})"), [O, Py]);
        s.rule(format!(r"(?:{KEYWORDS})\b"), K);
        s.rule(r"<[%:\-]|=>|>:|[#=@_⇒←]", K).followed_by(r"\b|\s|$");
        s.rule(r":", K).not_followed_by(operator).push("type");
        s.rule(r"(?:true|false|null)\b", Kc);
        s.groups(r"(import|package)(\s+)", [K, Text]).push("import");
        s.groups(r"(type)(\s+)", [K, Text]).push("type");
        literals(s);
        s.rule(name.as_str(), N);
        s.rule(r"`[^`]+`", N);
        s.rule(r"\[", O).push("type arguments");
        s.rule(r"[(){};,.#]", O);
        s.rule(format!("{operator}+"), O);
        s.rule(r"(?:\d+\.\d*|\.\d+)(?:[eE][+-]?\d+)?[fFdD]?", Mf);
        s.rule(r"\d+[fFdD]", Mf);
        s.rule(r"0x\h+", Mh);
        s.rule(r"\d+L?", Mi);
        s.rule(r"\n", Text);
    });
    d.state("class", |s| {
        s.groups(format!(r"({defined})(\s*)(\[)"), [Nc, Text, O])
            .push("type arguments");
        s.rule(r"\s+", Text);
        s.rule(r"[{(]", O).pop();
        s.rule(r"//.*", C1).pop();
        s.rule(defined.as_str(), Nc).pop();
    });
    types(d);
    d.state("import", |s| {
        s.rule(format!(r"(?:{name}|\.)+"), Nn).pop();
    });
    d.state("comment", |s| {
        s.rule(r"[^/*]+", Cm);
        s.rule(r"/\*", Cm).push("comment");
        s.rule(r"\*/", Cm).pop();
        s.rule(r"[*/]", Cm);
    });
}

fn comments(s: &mut StateBuilder) {
    s.rule(r"//.*", C1);
    s.rule(r"/\*", Cm).push("comment");
}

fn literals(s: &mut StateBuilder) {
    s.rule(r#"(?s)""".*?""""#, S).followed_by(r#"[^"]|\z"#);
    s.rule(r#""(?:\\\\|\\"|[^"])*""#, S);
    s.rule(r"'\\.'|'[^\\]'|'\\u\h{4}'", Sc);
}

fn types(d: &mut LexerBuilder) {
    let operator = operator(d);
    let name = name(operator);
    let piece = format!(r"(?:{name}|{operator}+`[^`]+`)");
    let path = format!(r"({piece}(?:\.{piece})*)(\s*)");
    let part = format!(r"\.|{name}|{operator}+|`[^`]+`");
    d.state("type", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"<[%:]|>:|[#_⇒]|forSome|type", K);
        s.groups(r"([,);}]|=>|=)(\s*)", [O, Text]).pop();
        s.rule(r"[({]", O).push("type");
        s.groups(format!(r"{path}(\[)"), [Kt, Text, O])
            .pop()
            .push("type arguments");
        s.groups(format!("{path}$"), [Kt, Text]).pop();
        s.rule(r"//.*", C1).pop();
        s.rule(part.as_str(), Kt);
    });
    d.state("type arguments", |s| {
        s.rule(r"[\s,]+", Text);
        s.rule(r"<[%:]|=>|>:|[#_⇒]|forSome|type", K);
        s.rule(r"[\])}]", O).pop();
        s.rule(r"[(\[{]", O).push("type arguments");
        s.rule(part.as_str(), Kt);
    });
}
