//! Protocol buffers.

use crate::highlight::Lexer;
use crate::highlight::notation::{Definition, Words};
use crate::highlight::token::Token::*;

/// Rouge's `protobuf`.
pub(crate) static LEXER: Lexer = Lexer::new("protobuf", define);

const KEYWORDS: &str = "ctype default extensions import max oneof option optional packed repeated required returns rpc \
    to";

const TYPES: &str = "bool bytes double fixed32 fixed64 float int32 int64 sfixed32 sfixed64 sint32 sint64 string uint32 \
    uint64";

fn define(d: &mut Definition) {
    let words = Words::new(&[
        (K, KEYWORDS),
        (Kt, TYPES),
        (Kc, "true false"),
        (Kd, "enum extend message service"),
        (Kn, "package"),
    ]);
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"//.*?$", C1);
        s.rule(r"(?s)/\*.*?\*/", Cm).needs("*/");
        s.rule(r"[,;{}\[\]()]", P);
        s.groups(r"(package)(\s+)([a-zA-Z_]\w*)", [Kn, Text, Nn]);
        s.groups(r"(message|extend)(\s+)([a-zA-Z_]\w*)", [Kd, Text, Nc]);
        s.rule(r#""(?:\\.|[^\\"\n])*""#, S);
        s.rule(r"'(?:\\.|[^\\'\n])*'", S);
        s.words(r"[a-zA-Z_][\w.]*", &words, Na).before(r"[ \t]*=");
        s.rule(r"(?:\d+\.\d*|\.\d+|\d+)[eE][+-]?\d+", Mf);
        s.rule(r"\d+\.\d*|\.\d+", Mf);
        s.rule(r"(?:inf|nan)\b", Mf);
        s.rule(r"0x\h+", Mh);
        s.rule(r"0[0-7]+", Mo);
        s.rule(r"\d+[LlUu]*", Mi);
        s.rule(r"[+-]", O);
        s.rule(r"=", O);
        s.words(r"[a-zA-Z_][\w.]*", &words, N);
        s.rule(r"[.:</]", O);
    });
}
