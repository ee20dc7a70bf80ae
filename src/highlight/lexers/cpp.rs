//! C++.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder};
use crate::context::MatchContext;
use crate::lexers::c;
use crate::token::Token::{self, *};
use crate::version::Version::V4_7;

/// Rouge's `cpp`.
pub(crate) static LEXER: Lexer = Lexer::new("cpp", |d| define(d, &[]));

const KEYWORDS: &str = "alignas alignof asm auto catch char8_t co_await co_return co_yield concept const_cast consteval \
    constexpr constinit decltype delete dynamic_cast explicit export final friend mutable namespace new noexcept \
    operator override private protected public reinterpret_cast requires restrict size_of static_assert static_cast \
    this thread_local throw throws try typeid typename using virtual";

const RESERVED: &str = "__virtual_inheritance __uuidof __super __single_inheritance __multiple_inheritance __interface \
    __event";

/// The states, shared with languages that extend C++ and have more words.
pub(crate) fn define(d: &mut LexerBuilder, more: &[(Token, &'static str)]) {
    let own = [
        (K, KEYWORDS),
        (K, d.since(V4_7, "import module")),
        (Kt, "bool"),
        (Kr, RESERVED),
    ];
    let words = [&own, more].concat();
    c::define(d, &words);
    d.prepend("root", |s| {
        s.rule(r"(?:__offload|__blockingoffload|__outer)\b", Kp);
    });
    d.prepend("statements", |s| {
        s.rule(r"(?:class|struct)\b", K).push("class name");
        s.rule(r"template\b", K).push("template");
        numbers(s);
        s.rule(r"nullptr\b", Nb);
        s.call(
            r#"((?:u8|u|U|L)?R)"([a-zA-Z0-9_{}\[\]#<>%:;.?*+\-/^&|~!=,"']{0,16})\("#,
            raw_string,
        );
        s.rule("::|<=>", O);
        // In Rouge 3 the body of a function ends at the end of the code.
        s.rule(r"[{}]", P).before(V4_7);
        s.rule(r"\{", P).since(V4_7);
        s.call(r"\}", |ctx| {
            ctx.token(P);
            ctx.pop(usize::from(ctx.in_state("function")));
        })
        .since(V4_7);
    });
    d.state("class name", |s| {
        s.rule(r"[a-zA-Z_]\w*", Nc).pop();
        s.mixin("blanks");
        s.rule(r"\.{3}", O);
        s.rule(",", P).pop();
        s.empty("").pop();
    });
    d.state("template", |s| {
        s.rule("[>;]", P).pop();
        s.rule(r"typename\b", K).push("class name");
        s.mixin("statements");
    });
    d.state("case", |s| {
        s.rule(":", P).not_followed_by(":").pop();
        s.mixin("statements");
    });
}

fn numbers(s: &mut StateBuilder) {
    let digits = r"\d(?:'?\d)*";
    s.rule(
        format!(r"{digits}(?:\.{digits})?(?:y|d|h|min|s|ms|us|ns|i|if|il)\b"),
        Mx,
    );
    let fraction = format!(r"(?:{digits}[.](?:{digits})?|[.]{digits})");
    if s.is_since(V4_7) {
        let exponent = format!(r"[ep][+-]?{digits}");
        s.rule(format!(r"(?i){fraction}(?:{exponent})?[luf]*"), Mf);
        s.rule(format!(r"(?i){digits}{exponent}[luf]*"), Mf);
        s.rule(format!(r"(?i)0x\h(?:'?\h)*(?:{exponent})?[lu]*"), Mh);
        s.rule(format!(r"(?i)0x\h(?:'?\h)*[.]\h+(?:{exponent})[luf]*"), Mh);
    } else {
        s.rule(format!(r"(?i){fraction}(?:e[+-]?{digits}[lu]*)?"), Mf);
        s.rule(format!(r"(?i){digits}e[+-]?{digits}[lu]*"), Mf);
        s.rule(r"(?i)0x\h(?:'?\h)*[lu]*", Mh);
    }
    s.rule(r"0b[01]+(?:'[01]+)*", Mb);
    s.rule(r"(?i)0[0-7](?:'?[0-7])*[lu]*", Mo);
    s.rule(format!(r"(?i){digits}[lu]*"), Mi);
}

/// A raw string. If its closing delimiter is missing, the prefix is a name.
fn raw_string(ctx: &mut MatchContext<'_, '_>) {
    let end = format!("){}\"", ctx.group(2));
    match ctx.find_ahead(&end) {
        Some(place) => {
            ctx.set_length(ctx.text().len() + place + end.len());
            ctx.token(S);
        }
        None => {
            ctx.set_length(ctx.group(1).len());
            ctx.token(N);
        }
    }
}
