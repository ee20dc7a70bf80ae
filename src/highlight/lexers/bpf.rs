//! Assembly of BPF, as it is written and as tools print it.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::token::Token::*;
use crate::version::Version::V4_7;

/// Rouge's `bpf`.
pub(crate) static LEXER: Lexer = Lexer::new("bpf", define);

fn define(d: &mut LexerBuilder) {
    let since = d.is_since(V4_7);
    let types = if since {
        "u8|u16|u32|u64|s8|s16|s32|s64|ll"
    } else {
        "u8|u16|u32|u64|ll"
    };
    let hex = if since { r"-?0x\h+" } else { r"0x\h+" };
    d.state("root", |s| {
        s.groups(r"(\d+)(:)(\s+)(\(\h{2}\))", [Gl, P, W, G]);
        s.groups(r"(\d+)(:)(\s+)((?:\h{2} ){8})", [Gl, P, W, G]);
        s.groups(r"(\d+)(:)(\s+)", [Gl, P, W]);
        jumps(s);
        s.groups(
            format!(r"(?i)(\*)(\s*)(\()({types})(\s*)(\*)(\))"),
            [O, W, P, Kt, W, O, P],
        )
        .push("address");
        s.rule(r"(?i)[+-/*&|><^s]{0,3}=", O);
        s.groups(r"(?i)([+-]?)([rw]\d+)", [P, N]);
        s.rule("//", C1).push("line comment");
        s.rule(r"/\*", Cm).push("comment");
        s.rule("(?i)be16|be32|be64", K);
        s.rule("(?i)(?:le|bswap)(?:16|32|64)", K).since(V4_7);
        s.rule("(?i)exit|lock|map", K);
        s.groups(format!(r"(?i)({hex}|-?\d+)(\s*)(ll)?"), [M, W, Kt]);
        s.groups(r"(?i)(\w+)(\s*)(ll)", [N, W, Kt]);
        s.groups(r"(\w+)(\s*)(:)", [Nl, W, P]);
        s.rule("(?s).", Text);
    });
    d.state("address", |s| {
        s.groups(
            r"(?i)(\()([rw]\d+)(\s*)([+-])(\s*)(\d+)(\))",
            [P, N, W, O, W, Mi, P],
        )
        .pop();
        s.groups(r"(\w+)(\[)(\d+)(\])", [N, P, Mi, P]).pop();
        s.groups(r"(?i)(\w+)(\[)([rw]\d+)(\])", [N, P, N, P]).pop();
    });
    d.state("line comment", |s| {
        s.rule(r"\n", C1).pop();
        s.rule(".+", C1);
    });
    d.state("comment", |s| {
        s.rule(r"\*/", Cm).pop();
        s.rule(r"[^*/]+|[*/]", Cm);
    });
}

fn jumps(s: &mut StateBuilder) {
    s.groups(r"(?i)(call)(\s+)(\d+)", [K, W, Mi]);
    s.groups(r"(?i)(call)(\s+)(\w+)(#)(\d+)", [K, W, Nb, P, Mi]);
    s.groups(r"(?i)(call)(\s+)(\w+)", [K, W, Nb]).since(V4_7);
    let since = s.is_since(V4_7);
    let goto = if since { "gotol?" } else { "goto" };
    let target = if since {
        r"(\s*)([-+]0x\w+)?([-+]\d+)?(\s*)(<?\w+>?)"
    } else {
        r"(\s*)()(\+\d+)?(\s*)(<?\w+>?)"
    };
    s.groups(format!("(?i)({goto}){target}"), [K, W, Mh, Mi, W, Nl]);
    for (operand, token) in [(r"0x\h+|-?\d+", M), (r"[rw]\d+", N)] {
        s.groups(
            format!(r"(?i)(if)(\s+)([rw]\d+)(\s*)([s!=<>]+)(\s*)({operand})(\s*)({goto}){target}"),
            [K, W, N, W, O, W, token, W, K, W, Mh, Mi, W, Nl],
        );
    }
}
