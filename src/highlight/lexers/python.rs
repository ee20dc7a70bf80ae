//! Python.

use crate::Lexer;
use crate::builder::{LexerBuilder, Words};
use crate::context::MatchContext;
use crate::token::Token::*;

/// Rouge's `python`.
pub(crate) static LEXER: Lexer = Lexer::new("python", define);

const KEYWORDS: &str = "as assert async await break continue del elif else except exec finally for from global if \
    import lambda nonlocal pass print raise return try while with yield";

const BUILTINS: &str = "ArithmeticError AssertionError AttributeError BaseException BlockingIOError BrokenPipeError \
    BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError \
    ConnectionResetError DeprecationWarning EOFError EnvironmentError Exception FileExistsError FileNotFoundError \
    FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError IndexError \
    InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError \
    NameError NotADirectoryError NotImplemented NotImplementedError OSError OverflowError PendingDeprecationWarning \
    ProcessLookupError RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning StandardError \
    StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError TypeError \
    UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning \
    UserWarning ValueError Warning WindowsError ZeroDivisionError __import__ abs all any apply ascii basestring bin \
    bool buffer bytearray bytes callable chr classmethod cmp coerce compile complex delattr dict dir divmod enumerate \
    eval execfile exit file filter float format frozenset getattr globals hasattr hash hex id input int intern \
    isinstance issubclass iter len list locals long map max memoryview min next object oct open ord pow property \
    range raw_input reduce reload repr reversed round set setattr slice sorted staticmethod str sum super tuple type \
    unichr unicode vars xrange zip";

/// A name: letters of any language.
const NAME: &str = r"[\p{Alphabetic}_][\p{Alphabetic}\p{Nd}_]*";

const DIGITS: &str = r"\d(?:_?\d)*";

#[derive(Default)]
struct State {
    /// The open strings, the innermost last.
    strings: Vec<OpenString>,
}

struct OpenString {
    /// The prefix in lower case.
    prefix: String,
    quote: &'static str,
}

/// The states, shared with languages that extend Python.
pub(crate) fn define(d: &mut LexerBuilder) {
    let words = Words::new(&[
        (K, KEYWORDS),
        (Nb, BUILTINS),
        (Bp, "Ellipsis False None True self"),
        (Ow, "and in is not or"),
    ]);
    d.state("root", |s| {
        s.rule(r"\n+", Text);
        s.rule(r"[^\S\n]+", Text);
        s.rule(r"#.*\n?", C1);
        s.rule(r"[\[\]{}:(),;.]", P);
        s.rule(r"\\\n|\\", Text);
        s.rule(r"!=|[-~+/*%=<>&^|@]", O);
        s.groups(
            r"(from)((?:\s|\\\n)+)([\w.]+)((?:\s|\\\n)+)(import)\b",
            [Kn, Text, Nn, Text, Kn],
        );
        s.groups(r"(import)((?:\s|\\\n)+)([a-zA-Z_.][\w.]*)", [Kn, Text, Nn]);
        s.groups(r"(def)((?:\s|\\\n)+)", [K, Text]).push("function");
        s.groups(r"(class)((?:\s|\\\n)+)", [K, Text]).push("class");
        s.call(r#"(?i)([rbfu]{0,2})("""|"|'''|')"#, string);
        s.rule(r"`.*?`", Sb);
        s.words(NAME, &words, N);
        numbers(s);
    });
    d.state("function", |s| {
        s.rule(NAME, Nf).pop();
    });
    d.state("class", |s| {
        s.rule(NAME, Nc).pop();
    });
    d.state("interpolation", |s| {
        s.rule(r"\}", Si).pop();
        s.rule(r"![asr]", Si);
        s.rule(r":", Si);
        s.rule(r"\{", Si).push("interpolation");
        s.recurse(r"[^{}!:]+");
    });
    d.state("string", |s| {
        s.call(r#""""|"|'''|'"#, quote);
        s.rule(r"\{\{|\}\}", S);
        s.call(r"\{", brace);
        s.call(
            r#"\\(?:[\\abfnrtv"'\n]|N\{[A-Z ]+\}|u\h{4}|U\h{8}|x\h{2}|[0-7]{1,3})"#,
            escape,
        );
        s.rule(r"(?s)\\.", S);
        s.rule(r#"[^\\'"{}]+"#, S);
        s.rule(r"\}", S);
    });
}

fn numbers(s: &mut crate::builder::StateBuilder) {
    s.rule(format!(r"{DIGITS}\.(?:{DIGITS})?(?:[eE][+-]?{DIGITS})?[jJ]?"), Mf);
    s.rule(format!(r"{DIGITS}[eE][+-]?{DIGITS}[jJ]?"), Mf);
    s.rule(format!(r"{DIGITS}[jJ]"), Mf);
    s.rule(r"0[bB](?:_?[01])+", Mb);
    s.rule(r"0[oO](?:_?[0-7])+", Mo);
    s.rule(r"0[xX](?:_?\h)+", Mh);
    s.rule(r"\d+L", Il);
    s.rule(r"[1-9](?:_?\d)*|0(?:_?0)*", Mi);
}

fn string(ctx: &mut MatchContext<'_, '_>) {
    ctx.group_token(1, Sa);
    ctx.group_token(2, S);
    let prefix = ctx.group(1).to_ascii_lowercase();
    let quotes = ["\"\"\"", "\"", "'''", "'"].into_iter();
    let quote = quotes.into_iter().find(|quote| *quote == ctx.group(2));
    ctx.state::<State>().strings.push(OpenString {
        prefix,
        quote: quote.unwrap_or_default(),
    });
    ctx.push("string");
}

/// A quote in a string ends it if the string began with the same one.
fn quote(ctx: &mut MatchContext<'_, '_>) {
    let text = ctx.text();
    let strings = &mut ctx.state::<State>().strings;
    if strings.last().is_some_and(|open| open.quote == text) {
        strings.pop();
        ctx.pop(1);
    }
    ctx.token(S);
}

fn brace(ctx: &mut MatchContext<'_, '_>) {
    if prefix_has(ctx, 'f') {
        ctx.token(Si);
        ctx.push("interpolation");
    } else {
        ctx.token(S);
    }
}

fn escape(ctx: &mut MatchContext<'_, '_>) {
    if prefix_has(ctx, 'r') {
        ctx.set_length(2);
        ctx.token(S);
    } else {
        ctx.token(Se);
    }
}

fn prefix_has(ctx: &mut MatchContext<'_, '_>, letter: char) -> bool {
    let open = ctx.state::<State>().strings.last();
    open.is_some_and(|open| open.prefix.contains(letter))
}
