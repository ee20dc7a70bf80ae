//! C++.

use crate::highlight::Lexer;
use crate::highlight::lexers::c::{self, Dialect};
use crate::highlight::notation::{Definition, StateDraft};
use crate::highlight::run::Step;
use crate::highlight::token::Token::*;

/// Rouge's `cpp`.
pub(crate) static LEXER: Lexer = Lexer::new("cpp", define);

const KEYWORDS: &str = "alignas alignof asm catch char8_t class co_await co_return co_yield concept const_cast \
    consteval constexpr constinit decltype delete dynamic_cast explicit export final friend mutable namespace new \
    noexcept operator override private protected public reinterpret_cast requires restrict static_assert \
    static_cast template this thread_local throw try typeid typename using virtual";

const RESERVED: &str = "__virtual_inheritance __uuidof __super __single_inheritance __multiple_inheritance \
    __interface";

/// The states, shared with languages that extend C++.
pub(crate) fn define(d: &mut Definition) {
    c::states(
        d,
        &Dialect {
            words: &[
                (K, c::KEYWORDS),
                (K, KEYWORDS),
                (Kt, c::TYPES),
                (Kt, "bool"),
                (Kr, c::RESERVED),
                (Kr, RESERVED),
                (Nb, "true false NULL nullptr"),
            ],
            numbers,
            first,
        },
    );
    // A block ends with the code only, as in Rouge: `}` is taken before the rule that would leave it.
    d.prepend("case", |s| {
        s.rule("::", O);
    });
    d.prepend("block", |s| {
        s.rule(r"\}", P);
    });
    d.state("class name", |s| {
        s.mixin("blanks");
        s.rule(r"\.\.\.", O);
        s.rule(r"[A-Za-z_]\w*", Nc).pop();
        s.empty("").pop();
    });
    d.state("blanks", |s| {
        s.rule(r"\s+", Text);
        s.rule(r"//.*?$", C1);
        s.rule(r"(?s)/\*.*?\*/", Cm).needs("*/");
    });
    d.state("template", |s| {
        s.rule(r">", P).pop();
        s.rule(r"(?:class|typename)\b", K).push("class name");
        s.mixin("blanks");
        s.mixin("expression");
    });
}

fn first(s: &mut StateDraft) {
    s.rule(r"\}", P);
    s.rule(r"::", O);
    s.rule(r"(?:class|struct)\b", K).push("class name");
    s.rule(r"template\b", K).push("template");
    s.call(r#"((?:u8|u|U|L)?R)"([^()\\\s]{0,16})\("#, raw_string);
}

fn numbers(s: &mut StateDraft) {
    s.rule(
        r"(?:\d+(?:'\d+)*[.])?\d+(?:'\d+)*(?:h|min|s|ms|us|ns|i|if|il|d|y)\b",
        Mx,
    );
    s.rule(r"(?i)(?:\d+(?:'\d+)*)?[.]\d+(?:'\d+)*(?:e[+-]?\d+l?)?", Mf);
    s.rule(r"(?i)\d+(?:'\d+)*[.](?:e[+-]?\d+l?)?", Mf);
    s.rule(r"(?i)\d+(?:'\d+)*e[+-]?\d+l?", Mf);
    s.rule(r"(?i)0x\h+(?:'\h+)*[lu]*", Mh);
    s.rule(r"(?i)0b[01]+(?:'[01]+)*", Mb);
    s.rule(r"(?i)0[0-7]+(?:'[0-7]+)*[lu]*", Mo);
    s.rule(r"(?i)\d+(?:'\d+)*[lu]*", Mi);
}

/// A string that ends with a delimiter of its own; without it, what stands before the quote is a name.
fn raw_string(step: &mut Step<'_, '_>) {
    let end = format!("){}\"", step.group(2));
    match step.ahead().find(&end) {
        Some(place) => {
            step.set_length(step.text().len() + place + end.len());
            step.token(S);
        }
        None => {
            step.set_length(step.group(1).len());
            step.token(N);
        }
    }
}
