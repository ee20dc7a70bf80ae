//! Rust.

use crate::Lexer;
use crate::builder::{LexerBuilder, Words};
use crate::token::Token::*;
use crate::version::Version::V4_7;

/// Rouge's `rust`.
pub(crate) static LEXER: Lexer = Lexer::new("rust", define);

const KEYWORDS: &str = "Self abstract as async await become box break const continue crate do dyn else enum extern false \
    final fn for if impl in let log loop macro match mod move mut override priv pub ref return self static struct super \
    trait true try type typeof union unsafe unsized use virtual where while yield";

const BUILTINS: &str = "Add Arc AsMut AsRef BitAnd BitOr BitXor Box Clone Copy DIR Default Div DoubleEndedIterator Drop Eq \
    Err ExactSizeIterator Extend FILE Fn FnMut FnOnce From Index Into IntoIterator Iterator Mul Neg None \
    Ok Option Ord Owned PartialEq PartialOrd Pin Rc Result Send Shl Shr Sized Some String Sub Sync Unpin \
    Vec bool c_char c_double c_float c_int c_long c_longlong c_schar c_short c_uchar c_uint c_ulong \
    c_ulonglong c_ushort c_void char clock_t dev_t dirent drop f32 f64 float fpos_t i128 i16 i32 i64 i8 \
    ino_t int intptr_t isize mode_t off_t pid_t ptrdiff_t size_t ssize_t str time_t u128 u16 u32 u64 u8 \
    uint uintptr_t usize";

const BUILTINS_BEFORE_4_7: &str = "Cons Const Either Failure Gc Left Modulo Nil Num Ptr Right Success";

const BUILTINS_SINCE_4_7: &str = "FromIterator ToOwned ToString TryFrom TryInto";

const NAME: &str = r"[\p{Alphabetic}_][\p{Alphabetic}\p{Nd}_]*";

const ESCAPE: &str = r#"\\(?:[nrt0'"\\]|x\h{2}|u\{\h+\}|u\h{4}|U\h{8})"#;

fn define(d: &mut LexerBuilder) {
    let words = Words::new(&[
        (K, KEYWORDS),
        (Nb, BUILTINS),
        (Nb, d.before(V4_7, BUILTINS_BEFORE_4_7)),
        (Nb, d.since(V4_7, BUILTINS_SINCE_4_7)),
    ]);
    let keywords = Words::new(&[(K, KEYWORDS)]);
    d.state("root", |s| {
        s.groups(r"^([^\S\n]*)(#\s[^\n]*)", [Text, Cs]);
        s.rule(r"\n", Text);
        s.rule(r"[^\S\n]+", Text);
        s.mixin("comments");
        s.rule(r"#!?\[", Nd).push("attribute");
        s.groups(r"(macro_rules!)(\s+)", [Nd, Text])
            .push("macro")
            .push("macro name");
        s.rule(format!(r"(?:{})\b", KEYWORDS.replace(' ', "|")), K)
            .followed_by("!");
        s.rule(format!("{NAME}!"), Nd).push("call of a macro");
        s.rule(r"'(?:static)\b", K).not_followed_by("'");
        s.mixin("characters");
        s.rule(format!("'{NAME}"), Nv);
        s.rule(r"\.await\b", K);
        s.rule(format!(r"\.{NAME}"), Nf).followed_by(r"\s*\(");
        s.rule(format!(r"\.\s*{NAME}"), Py);
        s.rule(r"->|=>", K);
        s.rule(r"\.\.\.|\.\.=|\.\.", O);
        s.mixin("literals");
        s.rule(r"::|[()\[\]{}|,:;]", P);
        s.rule(r"[*/!@~&+%^<>=?-]", O);
        s.words(NAME, &keywords, Nn).followed_by(r"\s*::");
        s.words(NAME, &keywords, Nf).followed_by(r"\s*\(");
        s.words(NAME, &words, N);
    });
    d.state("comments", |s| {
        s.rule(r"//[/!].*?$", Cd);
        s.rule(r"//.*?$", C1);
        s.rule(r"(?s)/\*[*!].*?\*/", Cd);
        s.rule(r"/\*", Cm).push("comment");
    });
    d.state("characters", |s| {
        s.rule(format!(r"b?'(?:{ESCAPE}|.)'"), Sc);
    });
    d.state("literals", |s| {
        s.rule(r#"b?r"[^"]*""#, S);
        for (open, close) in [(r##"b?r#""##, r##""#"##), (r###"b?r##""###, r###""##"###), (r####"b?r###""####, r####""###"####)] {
            s.rule(format!("(?s){open}.*?{close}"), S);
        }
        s.rule(r#"b?""#, S).push("string");
        s.rule(
            r"[0-9][0-9_]*\.[0-9][0-9_]*(?:[eE][+-]?[0-9_]+)?(?:f32|f64)?|[0-9][0-9_]*(?:[eE][+-]?[0-9_]+(?:f32|f64)?|f32|f64)",
            Mf,
        );
        s.rule(r"[0-9][0-9_]*\.", Mf).not_followed_by(r"[.\p{Alphabetic}_]");
        s.rule(r"\.[0-9]+", Na);
        s.rule(
            r"(?:0b[01_]+|0x[\h_]+|0o[0-7_]+|[0-9][0-9_]*)(?:[ui](?:8|16|32|64|128|size)?)?",
            Mi,
        );
    });
    d.state("attribute", |s| {
        s.rule(r"\]", Nd).pop();
        s.rule(r"\s+", Text);
        s.mixin("comments");
        s.mixin("characters");
        s.rule(r"(?:true|false)\b", Kc);
        s.rule(r"\.", Err);
        s.mixin("literals");
        s.rule(format!("{NAME}|[(),:=]+"), Nd);
    });
    d.state("call of a macro", |s| {
        s.rule(r"[({\[]", P).goto("macro contents");
        s.rule(r"(?:true|false)\b", Kc);
        s.mixin("root");
        s.rule(r".", Text);
    });
    d.state("macro contents", |s| {
        s.rule(r"[({\[]", P).push_same();
        s.rule(r"[)}\]]", P).pop();
        s.rule(r"(?:true|false)\b", Kc);
        s.mixin("root");
        s.rule(r".", Text);
    });
    d.state("macro name", |s| {
        s.rule(NAME, N).followed_by(r"\s*[({\[]");
        s.rule(NAME, Nf).pop_n(2);
        s.rule(r"\s+", Text);
        s.rule(r"[({\[]", P).pop();
        s.empty("").pop_n(2);
    });
    d.state("macro", |s| {
        s.rule(r"[({\[]", P).push_same();
        s.rule(r"[)}\]]", P).pop();
        s.rule(format!(r"\$({NAME}):{NAME}"), Nv);
        s.rule(format!(r"\${NAME}|\$"), Nv);
        s.rule(r"(?:true|false)\b", Kc);
        s.rule(format!("{NAME}!"), Nd);
        s.mixin("root");
        s.rule(r".", Text);
    });
    d.state("comment", |s| {
        s.rule(r"/\*", Cm).push("comment");
        s.rule(r"\*/", Cm).pop();
        s.rule(r"[^/*]+|[/*]", Cm);
    });
    d.state("string", |s| {
        s.rule(r#"""#, S).pop();
        s.rule(ESCAPE, Se);
        s.rule(r#"[^"\\]+"#, S);
    });
}
