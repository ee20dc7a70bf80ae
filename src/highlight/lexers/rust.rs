//! Rust.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::context::MatchContext;
use crate::token::Token::*;
use crate::version::Version::V4_7;

/// Rouge's `rust`.
pub(crate) static LEXER: Lexer = Lexer::new("rust", define);

const KEYWORDS: &str = "Self|abstract|as|async|await|become|box|break|const|continue|crate|do|dyn|else|enum|extern|false|\
    final|fn|for|if|impl|in|let|log|loop|macro|match|mod|move|mut|override|priv|pub|ref|return|self|\
    static|struct|super|trait|true|try|type|typeof|union|unsafe|unsized|use|virtual|where|while|yield";

const BUILTINS: &str = "Add Arc AsMut AsRef BitAnd BitOr BitXor Box Clone Copy DIR Default Div DoubleEndedIterator Drop Eq \
    Err ExactSizeIterator Extend FILE Fn FnMut FnOnce From Index Into IntoIterator Iterator Mul Neg None \
    Ok Option Ord Owned PartialEq PartialOrd Pin Rc Result Send Shl Shr Sized Some String Sub Sync Unpin \
    Vec bool c_char c_double c_float c_int c_long c_longlong c_schar c_short c_uchar c_uint c_ulong \
    c_ulonglong c_ushort c_void char clock_t dev_t dirent drop f32 f64 float fpos_t i128 i16 i32 i64 i8 \
    ino_t int intptr_t isize mode_t off_t pid_t ptrdiff_t size_t ssize_t str time_t u128 u16 u32 u64 u8 \
    uint uintptr_t usize";

const BUILTINS_BEFORE_4_7: &str = "Cons Const Either Failure Gc Left Modulo Nil Num Ptr Right Success";

const BUILTINS_SINCE_4_7: &str = "FromIterator ToOwned ToString TryFrom TryInto";

const NAME: &str = r"[\p{XID_Start}_]\p{XID_Continue}*";

const ESCAPE: &str = r#"\\(?:[nrt'"\\0]|x\h{2}|u\{(?:\h_*){1,6}\})"#;

#[derive(Default)]
struct State {
    /// The open brackets of macro calls, by their kind. A missing opening bracket makes a number negative.
    brackets: [isize; 3],
}

fn define(d: &mut LexerBuilder) {
    let words = Words::new(&[
        (Nb, BUILTINS),
        (Nb, d.before(V4_7, BUILTINS_BEFORE_4_7)),
        (Nb, d.since(V4_7, BUILTINS_SINCE_4_7)),
    ]);
    d.start(&["line start"]);
    // rustdoc runs lines of examples that begin with a number sign, and does not show them.
    d.state("line start", |s| {
        s.mixin("space");
        s.rule(r"#\s[^\n]*", Cs);
        s.empty("").pop();
    });
    d.state("attribute", |s| {
        s.mixin("space");
        s.mixin("literals");
        s.rule("[(,)=:]", Nd);
        s.rule(r"\]", Nd).pop();
        s.rule(NAME, Nd);
    });
    d.state("root", |s| {
        s.rule(r"\n", Text).push("line start");
        s.mixin("space");
        s.rule(r"#!?\[", Nd).push("attribute");
        s.rule(format!(r"(?:{KEYWORDS})\b"), K);
        s.mixin("literals");
        s.rule("[=-]>|<->", K);
        s.rule(r"[()\[\]{}|,:;]", P);
        s.rule(r"[*/!@~&+%^<>=?-]|\.{2,3}", O);
        s.rule(format!(r"(?:\.\s*)?{NAME}"), Nf).followed_by(r"\s*\(");
        s.rule(r"\.\s*await\b", K);
        s.rule(format!(r"\.\s*{NAME}"), Py);
        s.rule(r"\.\s*\d+", Na);
        s.groups(format!("({NAME})(::)"), [Nn, P]);
        s.rule("macro_rules!", Nd).push("macro rules");
        s.rule(format!("{NAME}!"), Nd).push("macro");
        s.rule(r"'static\b", K);
        s.rule(format!("'{NAME}"), Nv);
        s.words(NAME, &words, N);
    });
    d.state("macro", |s| {
        s.mixin("literals");
        s.call(r"[\[({]", |ctx| bracket(ctx, 1));
        s.call(r"[\])}]", |ctx| {
            bracket(ctx, -1);
            let closed = ctx.state::<State>().brackets == [0; 3];
            ctx.pop(usize::from(closed));
        });
        s.rule(format!("{NAME}!"), Nd);
        s.mixin("root");
        s.rule(".", Text);
    });
    d.state("macro rules", |s| {
        s.rule(format!(r"\$(?:{NAME}(?::{NAME})?)?"), Nv);
        s.mixin("macro");
    });
    d.state("literals", literals);
    d.state("string", |s| {
        s.rule(r#"""#, S).pop();
        s.rule(ESCAPE, Se);
        s.rule(r#"[^"\\]+"#, S);
    });
    comments(d);
}

fn bracket(ctx: &mut MatchContext<'_, '_>, change: isize) {
    ctx.token(P);
    let kind = match ctx.text() {
        "[" | "]" => 0,
        "(" | ")" => 1,
        _ => 2,
    };
    ctx.state::<State>().brackets[kind] += change;
}

fn comments(d: &mut LexerBuilder) {
    d.state("space", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"////+[^\n]*", C1);
        s.rule(r"//[/!][^\n]*", Cd);
        s.rule(r"//[^\n]*", C1);
        s.rule(r"/\*\*\*?/", Cm);
        s.rule(r"/\*\*\*+", Cm).push("comment");
        s.rule(r"/\*[*!]", Cd).push("documentation");
        s.rule(r"/\*", Cm).push("comment");
    });
    for (state, token) in [("comment", Cm), ("documentation", Cd)] {
        d.state(state, |s| {
            s.rule(r"\*/", token).pop();
            s.rule(r"/\*", token).push(state);
            s.rule("[^*/]+|[*/]", token);
        });
    }
}

fn literals(s: &mut StateBuilder) {
    s.rule(r"(?:true|false)\b", Kc);
    s.rule(format!(r"b?'(?:{ESCAPE}|[^\\])'"), Sc);
    s.rule(r#"b?""#, S).push("string");
    for signs in ["", "#", "##", "###", "####", "#####"] {
        s.rule(format!(r#"b?r{signs}"(?s:.*?)"{signs}"#), S);
    }
    let fraction = r"\.[0-9][0-9_]*";
    let exponent = r"[eE][-+]?[0-9_]+";
    let suffix = "f32|f64";
    s.rule(
        format!(
            r"[0-9][0-9_]*(?:{fraction}(?:{exponent})?(?:{suffix})?|(?:{fraction})?{exponent}(?:{suffix})?|(?:{fraction})?(?:{exponent})?(?:{suffix}))"
        ),
        Mf,
    );
    s.rule(r"[0-9][0-9_]*\.", Mf)
        .not_followed_by(r"[._\p{XID_Start}]");
    s.rule(
        r"(?:0b[10_]+|0x[\h_]+|0o[0-7_]+|[0-9][0-9_]*)(?:[ui](?:8|16|32|64|128|size)?)?",
        Mi,
    );
}
