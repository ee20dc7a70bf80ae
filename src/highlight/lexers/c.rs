//! C.

use crate::highlight::Lexer;
use crate::highlight::notation::{Definition, StateDraft, Words};
use crate::highlight::run::Step;
use crate::highlight::token::Token::{self, *};

/// Rouge's `c`.
pub(crate) static LEXER: Lexer = Lexer::new("c", define);

pub(crate) const KEYWORDS: &str = "auto break case const continue default do else enum extern for goto if register \
    return sizeof static struct switch typedef union virtual volatile while _Alignas _Alignof _Atomic _Generic \
    _Imaginary _Noreturn _Static_assert _Thread_local";

pub(crate) const TYPES: &str = "int long float short double char unsigned signed void \
    jmp_buf FILE DIR div_t ldiv_t mbstate_t sig_atomic_t fpos_t clock_t time_t va_list size_t ssize_t off_t wchar_t \
    ptrdiff_t wctrans_t wint_t wctype_t \
    _Bool _Complex int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t int_least8_t int_least16_t \
    int_least32_t int_least64_t uint_least8_t uint_least16_t uint_least32_t uint_least64_t int_fast8_t \
    int_fast16_t int_fast32_t int_fast64_t uint_fast8_t uint_fast16_t uint_fast32_t uint_fast64_t intptr_t \
    uintptr_t intmax_t uintmax_t char16_t char32_t";

pub(crate) const RESERVED: &str = "__asm __int8 __based __except __int16 __stdcall __cdecl __fastcall __int32 \
    __declspec __finally __inline __leave __try inline naked restrict thread typename __restrict";

/// What differs between C and the languages that grew from it.
pub(crate) struct Dialect {
    /// The lists of words.
    pub(crate) words: &'static [(Token, &'static str)],
    /// The rules of numbers.
    pub(crate) numbers: fn(&mut StateDraft),
    /// Rules that are tried in expressions before all others.
    pub(crate) first: fn(&mut StateDraft),
}

fn define(d: &mut Definition) {
    states(
        d,
        &Dialect {
            words: &[
                (K, KEYWORDS),
                (Kt, TYPES),
                (Kr, RESERVED),
                (Nb, "true false NULL"),
            ],
            numbers,
            first: |_| {},
        },
    );
}

fn numbers(s: &mut StateDraft) {
    s.rule(r"(?i)(?:\d+[.]\d*|[.]?\d+)e[+-]?\d+[lu]*", Mf);
    s.rule(r"(?i)0x\h+[lu]*", Mh);
    s.rule(r"(?i)0[0-7]+[lu]*", Mo);
    s.rule(r"(?i)\d+[lu]*", Mi);
}

/// The states of C-like languages.
pub(crate) fn states(d: &mut Definition, dialect: &Dialect) {
    let words = Words::new(dialect.words);
    d.start(&["line start"]);
    d.state("root", |s| {
        s.rule(r"\n+", Text).push("outer line start");
        s.mixin("gaps");
        s.call(
            r"(?s)([\w*][\w*\s]*?[\s*])([A-Za-z_]\w*)(\s*\([^;]*?\))((?:\s|//[^\n]*\n|/\*.*?\*/)*)([{;])",
            function,
        )
        .needs("(");
        s.rule(r"\{", P).push("block");
        s.mixin("expression");
    });
    d.state("gaps", |s| {
        s.rule(r"[ \t\r]+", Text);
        s.rule(r"\\\n", Text);
        s.rule(r"//.*?$", C1);
        s.rule(r"(?s)/\*.*?\*/", Cm).needs("*/");
        s.rule(r"[^\S\n]+", Text);
    });
    d.state("block", |s| {
        s.rule(r"\n+", Text).push("line start");
        s.mixin("gaps");
        s.rule(r"\{", P).push_same();
        s.rule(r"\}", P).pop();
        s.mixin("expression");
    });
    d.state("case", |s| {
        s.rule(r":", P).pop();
        s.rule(r"\n+", Text).push("line start");
        s.mixin("gaps");
        s.mixin("expression");
    });
    d.state("expression", |s| {
        (dialect.first)(s);
        s.rule(r#"(?:u8|u|U|L)?""#, S).push("string");
        s.rule(r"(?:u8|u|U|L)?'(?:\\.|\\[0-7]{1,3}|\\x\h{1,2}|[^\\'\n])'", Sc);
        (dialect.numbers)(s);
        s.rule(r"\*/", Err);
        s.rule(r"[~!%^&*+=|?:<>/-]", O);
        s.rule(r"[()\[\],.;]", P);
        s.rule(r"case\b", K).push("case");
        s.words(r"[A-Za-z_]\w*", &words, N);
    });
    d.state("string", |s| {
        s.rule(r#"""#, S).pop();
        s.rule(r#"\\(?:[\\abfnrtv"']|x\h{2,4}|[0-7]{1,3})"#, Se);
        s.rule(r#"[^\\"\n]+"#, S);
        s.rule(r"\\\n", S);
        s.rule(r"\\", S);
    });
    line_starts(d);
}

fn line_starts(d: &mut Definition) {
    d.state("outer line start", |s| {
        s.mixin("directives");
        s.empty("").pop();
    });
    d.state("line start", |s| {
        s.mixin("directives");
        s.rule(r"[A-Za-z_]\w*:", Nl).not_before(":");
        s.empty("").pop();
    });
    d.state("directives", |s| {
        s.mixin("gaps");
        s.rule(r"#if\s0", C).push("left out");
        s.groups(
            r#"(#include)(\s*)(<[^>\n]+>|"[^"\n]+")([^\n]*)"#,
            [Cp, Text, Cpf, C1],
        )
        .push("directive");
        s.rule(r"#", Cp).push("directive");
    });
    d.state("directive", |s| {
        s.rule(r"\n", Cp).pop();
        s.rule(r"[^/\n\\]+", Cp);
        s.rule(r"(?s)/\*.*?\*/", Cm).needs("*/");
        s.rule(r"(?s)\\.", Cp);
        s.rule(r"[/\\]", Cp);
    });
    d.state("left out", |s| {
        s.rule(r"^[ \t]*#if.*?\n", C).push_same();
        s.rule(r"^[ \t]*#\s*endif.*?\n", C).pop();
        s.rule(r"^[ \t]*#\s*el(?:se|if)", C).pop();
        s.rule(r".*?\n", C);
    });
}

fn function(step: &mut Step<'_, '_>) {
    step.recurse(1);
    step.group_token(2, Nf);
    step.recurse(3);
    step.recurse(4);
    step.group_token(5, P);
    if step.group(5) == "{" {
        step.push("block");
    }
}
