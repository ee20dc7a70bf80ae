//! Python.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::context::MatchContext;
use crate::token::Token::{self, *};
use crate::version::Version::V4_7;

/// Rouge's `python`.
pub(crate) static LEXER: Lexer = Lexer::new("python", define);

/// The keywords of all versions.
pub(crate) const KEYWORDS: &str = "as assert async await break continue del elif else except exec finally for from global if import \
    lambda nonlocal pass print raise return try while with yield";

const BUILTINS: &str = "ArithmeticError AssertionError AttributeError BaseException BlockingIOError BrokenPipeError \
    BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError \
    ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError EnvironmentError Exception \
    FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError \
    ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError \
    KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError NotADirectoryError \
    NotImplemented NotImplementedError OSError OverflowError OverflowWarning PendingDeprecationWarning \
    ProcessLookupError RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning \
    StandardError StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError SystemExit \
    TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError \
    UnicodeTranslateError UnicodeWarning UserWarning VMSError ValueError Warning WindowsError \
    ZeroDivisionError __import__ abs all any apply ascii basestring bin bool buffer bytearray bytes \
    callable chr classmethod cmp coerce compile complex delattr dict dir divmod enumerate eval execfile \
    exit file filter float format frozenset getattr globals hasattr hash hex id input int intern \
    isinstance issubclass iter len list locals long map max memoryview min next object oct open ord pow \
    property range raw_input reduce reload repr reversed round set setattr slice sorted staticmethod str \
    sum super tuple type unichr unicode vars xrange zip";

const BUILTINS_SINCE_4_7: &str = "BaseExceptionGroup EncodingWarning ExceptionGroup PermissionError PythonFinalizationError aiter \
    anext breakpoint help";

/// A name: letters of any language.
const NAME: &str = r"[\p{Alphabetic}_][\p{Alphabetic}\p{Nd}_]*";

const DOTTED_NAME: &str = r"[\p{Alphabetic}_.][\p{Alphabetic}\p{Nd}_.]*";

const DIGITS: &str = r"\d(?:_?\d)*";

/// A call's arguments, perhaps only up to the next closing parenthesis.
const ARGUMENTS: &str = r"\((?s:.*?)\)";

#[derive(Default)]
struct State {
    /// The open strings, the innermost last.
    strings: Vec<OpenString>,
}

struct OpenString {
    /// The prefix in lower case.
    prefix: String,
    quote: String,
}

/// The words that are not names.
pub(crate) fn words(d: &LexerBuilder) -> [(Token, &'static str); 5] {
    [
        (K, KEYWORDS),
        (Nb, BUILTINS),
        (Nb, d.since(V4_7, BUILTINS_SINCE_4_7)),
        (Bp, "Ellipsis False None True"),
        (Bp, d.before(V4_7, "self")),
    ]
}

/// The states, shared with languages that extend Python.
pub(crate) fn define(d: &mut LexerBuilder) {
    define_with(d, &[]);
}

/// The states with more words, which come before Python's.
pub(crate) fn define_with(d: &mut LexerBuilder, more: &[(Token, &'static str)]) {
    let words = Words::new(&[more, &words(d)].concat());
    d.state("root", |s| {
        s.rule(r"\n+", Text);
        s.groups(r#"^(:)(\s*)((?i)[ru]{0,2}"""(?s:.*?)""")"#, [P, Text, Sd]);
        s.rule(r"\.\.\.$", Bp).since(V4_7);
        s.rule(r"[^\S\n]+", Text);
        s.rule(r"#.*\n?", C1);
        s.rule(r"[\[\]{}:(),;.]", P);
        s.rule(r"\\\n|\\", Text);
        s.rule(format!("@{DOTTED_NAME}"), Nd).since(V4_7);
        s.rule(r"(?:in|is|and|or|not)\b", Ow);
        s.rule(r"!=|[-~+/*%=<>&^|@]", O);
        imports(s);
        s.groups(r"(def)((?:\s|\\\s)+)", [K, Text]).push("function");
        s.groups(r"(class)((?:\s|\\\s)+)", [K, Text]).push("class");
        s.rule(r"[a-z_]\w*[ \t]*", Nf).followed_by(ARGUMENTS).since(V4_7);
        s.rule(r"[A-Z_]\w*[ \t]*", Nc).followed_by(ARGUMENTS).since(V4_7);
        s.rule(r"`.*?`", Sb);
        s.call(r#"((?i)[rbfu]{0,2})("""|"|'''|')"#, string).before(V4_7);
        s.call(r#"((?i)[rtfbu]{0,2})("""|"|'''|')"#, string).since(V4_7);
        // A word that cannot be the subject or the pattern of the statement follows a plain name.
        s.rule(r"(?:match|case)\b", K)
            .not_followed_by(NO_SUBJECT)
            .push("soft keyword")
            .since(V4_7);
        s.words(NAME, &words, N);
        numbers(s);
    });
    d.state("function", |s| {
        s.rule(NAME, Nf).pop();
    });
    d.state("class", |s| {
        s.rule(NAME, Nc).pop();
    });
    d.state("soft keyword", |s| {
        s.groups(r"(\s+)([^\n_]*)(_\b)", [W, Text, K]);
        s.empty("").pop();
    });
    strings(d);
}

/// What does not follow a `match` or `case` that is a keyword.
const NO_SUBJECT: &str = r"[ \t]*(?:[:,;=^&|@~)\]}]|(?:assert|break|continue|del|elif|else|except|exec|finally|for|global|if|lambda|pass|print|raise|return|try|while|yield|as|with|from|import|async|await|nonlocal)\b)";

fn imports(s: &mut StateBuilder) {
    let module = if s.is_since(V4_7) { N } else { Nn };
    s.groups(
        format!(r"(from)((?:\\\s|\s)+)({DOTTED_NAME})((?:\\\s|\s)+)(import)"),
        [Kn, Text, module, Text, Kn],
    );
    s.groups(format!(r"(import)(\s+)({DOTTED_NAME})"), [Kn, Text, module]);
}

fn numbers(s: &mut StateBuilder) {
    s.rule(format!(r"{DIGITS}\.(?:{DIGITS})?(?:[eE][+-]?{DIGITS})?[jJ]?"), Mf);
    s.rule(format!(r"{DIGITS}[eE][+-]?{DIGITS}[jJ]?"), Mf);
    s.rule(format!(r"{DIGITS}[jJ]"), Mf);
    s.rule(r"0[bB](?:_?[01])+", Mb);
    s.rule(r"0[oO](?:_?[0-7])+", Mo);
    s.rule(r"0[xX](?:_?\h)+", Mh);
    s.rule(r"\d+L", Il);
    s.rule(r"[1-9](?:_?\d)*|0(?:_?0)*", Mi);
}

fn strings(d: &mut LexerBuilder) {
    d.state("string", |s| {
        s.rule(r"^\s*(?:>>>|\.\.\.)\B", Gp).push("doctest").since(V4_7);
        s.rule(r#"[^'"\\{\n]+|\n|\{\{"#, S);
        s.call(r#"'''|"""|['"]"#, quote);
        s.empty("").followed_by(r"\\").push("escape");
        s.call(r"\{", brace);
    });
    d.state("escape", |s| {
        s.call(
            r#"\\(?:[\\abfnrtv"']|\n|newline|N\{[a-zA-Z][a-zA-Z ]+[a-zA-Z]\}|u\h{4}|U\h{8}|x\h{2}|[0-7]{1,3})"#,
            |ctx| {
                let raw = has_prefix(ctx, 'r');
                ctx.token(if raw { S } else { Se });
            },
        )
        .pop();
        s.rule(r"\\.", S).pop();
    });
    d.state("doctest", |s| {
        s.rule(r"\n\n", Text).pop();
        s.rule(r#"'''|""""#, Sh).pop_n(2);
        s.mixin("root");
    });
    d.state("interpolation", |s| {
        s.recurse(r"[^{}!:]+");
        s.rule(r"![asr]", Si);
        s.rule(r":", Si);
        s.rule(r"\{", Si).push("interpolation");
        s.rule(r"\}", Si).pop();
    });
}

/// The class of the quotes.
fn quote_token(ctx: &MatchContext<'_, '_>) -> Token {
    if ctx.version() >= V4_7 { Sh } else { S }
}

fn string(ctx: &mut MatchContext<'_, '_>) {
    ctx.group_token(1, Sa);
    ctx.group_token(2, quote_token(ctx));
    let open = OpenString {
        prefix: ctx.group(1).to_ascii_lowercase(),
        quote: ctx.group(2).to_owned(),
    };
    ctx.state::<State>().strings.push(open);
    ctx.push("string");
}

/// A quote in a string ends it if the string began with the same one.
fn quote(ctx: &mut MatchContext<'_, '_>) {
    ctx.token(quote_token(ctx));
    let text = ctx.text();
    let strings = &mut ctx.state::<State>().strings;
    if strings.last().is_some_and(|open| open.quote == text) {
        strings.pop();
        ctx.pop(1);
    }
}

fn brace(ctx: &mut MatchContext<'_, '_>) {
    if has_prefix(ctx, 'f') {
        ctx.token(Si);
        ctx.push("interpolation");
    } else {
        ctx.token(S);
    }
}

/// Whether the prefix of the innermost string contains the letter.
fn has_prefix(ctx: &mut MatchContext<'_, '_>, letter: char) -> bool {
    let open = ctx.state::<State>().strings.last();
    open.is_some_and(|open| open.prefix.contains(letter))
}
