//! Protocol buffers.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `protobuf`.
pub(crate) static LEXER: Lexer = Lexer::new("protobuf", define);

const KEYWORDS: &str =
    "ctype|default|extensions|import|max|oneof|option|optional|packed|repeated|required|returns|rpc|to";

const TYPES: &str = "bool|bytes|double|fixed32|fixed64|float|int32|int64|sfixed32|sfixed64|sint32|sint64|string|uint32|\
    uint64";

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"[,;{}\[\]()]", P);
        s.rule(r"/(?:\\\n)?/(?:$|(?s:.)*?[^\\]$)", C1);
        s.rule(r"/(?:\\\n)?\*(?s:.)*?\*(?:\\\n)?/", Cm);
        s.rule(format!(r"\b(?:{KEYWORDS})\b"), K);
        s.rule(format!(r"\b(?:{TYPES})\b"), Kt);
        s.rule(r"true|false", Kc);
        s.groups(r"(package)(\s+)", [Kn, Text]).push("package");
        s.groups(r"(message|extend)(\s+)", [Kd, Text]).push("message");
        s.groups(r"(enum|group|service)(\s+)", [Kd, Text]).push("type");
        s.rule(r#"".*?"|'.*?'"#, S);
        s.rule(r"(?:\d+\.\d*|\.\d+|\d+)[eE][+-]?\d+[LlUu]*", Mf);
        s.rule(r"(?:\d+\.\d*|\.\d+|\d+[fF])[fF]?", Mf);
        s.rule(r"-?(?:inf|nan)\b", Mf);
        s.rule(r"0x\h+[LlUu]*", Mh);
        s.rule(r"0[0-7]+[LlUu]*", Mo);
        s.rule(r"\d+[LlUu]*", Mi);
        // As in Rouge, all characters from the plus sign to the equals sign.
        s.rule(r"[+-=]", O);
        s.groups(r"([a-zA-Z_][\w.]*)([ \t]*)(=)", [Na, Text, O]);
        s.rule(r"[a-zA-Z_][\w.]*", N);
    });
    for (state, token) in [("package", Nn), ("message", Nc), ("type", N)] {
        d.state(state, |s| {
            s.rule(r"[a-zA-Z_]\w*", token).pop();
            s.empty("").pop();
        });
    }
}
