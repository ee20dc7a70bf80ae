//! C.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::context::MatchContext;
use crate::token::Token::{self, *};

/// Rouge's `c`.
pub(crate) static LEXER: Lexer = Lexer::new("c", |d| define(d, &[]));

const KEYWORDS: &str = "auto break case const continue default do else enum extern for goto if register restricted \
    return sizeof static struct switch typedef union virtual volatile while _Alignas _Alignof _Atomic _Generic \
    _Imaginary _Noreturn _Static_assert _Thread_local";

const TYPES: &str = "int long float short double char unsigned signed void \
    jmp_buf FILE DIR div_t ldiv_t mbstate_t sig_atomic_t fpos_t clock_t time_t va_list size_t ssize_t off_t wchar_t \
    ptrdiff_t wctrans_t wint_t wctype_t \
    _Bool _Complex int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t int_least8_t int_least16_t \
    int_least32_t int_least64_t uint_least8_t uint_least16_t uint_least32_t uint_least64_t int_fast8_t \
    int_fast16_t int_fast32_t int_fast64_t uint_fast8_t uint_fast16_t uint_fast32_t uint_fast64_t intptr_t \
    uintptr_t intmax_t uintmax_t char16_t char32_t";

/// Words that compilers reserve.
pub(crate) const RESERVED: &str = "__asm __int8 __based __except __int16 __stdcall __cdecl __fastcall __int32 __declspec __finally \
    __int61 __try __leave inline _inline __inline naked _naked __naked restrict _restrict __restrict thread _thread \
    __thread typename _typename __typename";

/// The states, shared with the languages that extend C. `more` are their words.
pub(crate) fn define(d: &mut LexerBuilder, more: &[(Token, &'static str)]) {
    let own = [(K, KEYWORDS), (Kt, TYPES), (Kr, RESERVED)];
    let lists: Vec<(Token, &'static str)> = [K, Kt, Kr, Nb]
        .into_iter()
        .flat_map(|kind| own.iter().chain(more).filter(move |(token, _)| *token == kind))
        .copied()
        .collect();
    states(d, &lists);
}

/// The states of languages that share no words with C.
pub(crate) fn states(d: &mut LexerBuilder, words: &[(Token, &'static str)]) {
    let words = Words::new(words);
    d.start(&["line start"]);
    d.state("root", |s| {
        outer(
            s,
            r"([\w*\s]+?[\s*])([a-zA-Z_]\w*)(\s*\([^;]*?\))((?:\s|//.*\n|/\*.*?\*/)*)([{;])",
        );
    });
    d.state("function", |s| {
        s.mixin("statements");
        s.rule(";", P);
        s.rule(r"\{", P).push("function");
        s.rule(r"\}", P).pop();
    });
    d.state("statements", |s| {
        s.mixin("blanks");
        s.rule(r#"(?:u8|u|U|L)?""#, S).push("string");
        s.rule(
            r"(?i)(?:u8|u|L)?'(?:\\.|\\[0-7]{1,3}|\\x[a-f0-9]{1,2}|[^\\'\n])'",
            Sc,
        );
        s.rule(r"(?i)(?:\d+[.]\d*|[.]?\d+)e[+-]?\d+[lu]*", Mf);
        s.rule(r"(?i)0x\h+[lu]*", Mh);
        s.rule(r"(?i)0[0-7]+[lu]*", Mo);
        s.rule(r"(?i)\d+[lu]*", Mi);
        s.rule(r"\*/", Err);
        s.rule(r"[~!%^&*+=|?:<>/-]", O);
        s.rule(r"[()\[\],.;]", P);
        s.rule(r"case\b", K).push("case");
        s.rule(r"(?:true|false|NULL)\b", Nb);
        s.words(r"[a-zA-Z_]\w*", &words, N);
    });
    d.state("case", |s| {
        s.rule(":", P).pop();
        s.mixin("statements");
    });
    d.state("string", |s| {
        s.rule(r#"""#, S).pop();
        s.rule(r#"\\(?:[\\abfnrtv"']|x\h{2,4}|[0-7]{1,3})"#, Se);
        s.rule(r#"[^\\"\n]+|\\\n|\\"#, S);
    });
    blanks(d);
    directives(d);
}

/// The rules outside of functions. `head` is the pattern of a function's head with five groups: type, name, parameters,
/// blanks, and the character that follows.
pub(crate) fn outer(s: &mut StateBuilder, head: &'static str) {
    s.rule(r"\n+", Text).push("outer line start");
    s.mixin("blanks");
    s.call(head, function);
    s.rule(r"\{", P).push("function");
    s.mixin("statements");
}

fn blanks(d: &mut LexerBuilder) {
    d.state("gaps", |s| {
        s.rule(r"[ \t\r]+", Text);
        s.rule(r"\\\n", Text);
        s.rule(r"/(?:\\\n)?\*(?s:.*?)\*(?:\\\n)?/", Cm);
    });
    d.state("blanks", |s| {
        s.rule(r"\n+", Text).push("line start");
        s.rule(r"//.*$", C1);
        s.mixin("gaps");
    });
    d.state("line start", |s| {
        s.rule(r"[a-zA-Z_]\w*:", Nl).not_followed_by(":");
        s.mixin("outer line start");
    });
    d.state("outer line start", |s| {
        s.mixin("gaps");
        s.rule(r"#if\s0", C).push("omitted");
        s.rule("#", Cp).push("directive");
        s.empty("").pop();
    });
}

fn directives(d: &mut LexerBuilder) {
    d.state("directive", |s| {
        s.groups(r#"(include)(\s*)(<[^>]+>|"[^"]+")([^\n]*)"#, [Cp, Text, Cpf, C1]);
        s.rule(r"[^/\n\\]+", Cp);
        s.rule(r"(?s)\\.", Cp);
        s.mixin("gaps");
        s.rule("/", Cp);
        s.rule(r"\n", Cp).pop();
    });
    d.state("omitted", |s| {
        s.rule(r"^\s*#if", C).push("omitted");
        s.rule(r"^\s*#\s*el(?:se|if)", C).pop();
        s.call(r"^\s*#\s*endif\b[^\n]*\n", end_of_omitted).pop();
        s.rule(r".*\n", C);
    });
}

/// The line that ends an omitted part continues after a backslash.
fn end_of_omitted(ctx: &mut MatchContext<'_, '_>) {
    let mut length = ctx.text().len();
    let rest = ctx.text_from_match();
    while rest[..length].ends_with("\\\n") {
        let Some(more) = rest[length..].find('\n') else {
            break;
        };
        length += more + 1;
    }
    ctx.set_length(length);
    ctx.token(C);
}

fn function(ctx: &mut MatchContext<'_, '_>) {
    ctx.recurse(1);
    ctx.group_token(2, Nf);
    ctx.recurse(3);
    ctx.recurse(4);
    ctx.group_token(5, P);
    if ctx.group(5) == "{" {
        ctx.push("function");
    }
}
