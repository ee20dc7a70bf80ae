//! Lua.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::context::MatchContext;
use crate::token::Token::{self, *};
use crate::version::Version::V4_7;
use std::sync::{Arc, LazyLock};

/// Rouge's `lua`.
pub(crate) static LEXER: Lexer = Lexer::new("lua", define);

const NAME: &str = r"[A-Za-z_]\w*";

/// The equals signs in the brackets of long strings and comments, by level.
const LEVELS: [&str; 6] = ["", "=", "==", "===", "====", "====="];

static BUILTINS: LazyLock<Arc<Words>> =
    LazyLock::new(|| Words::new(&[(Nb, include_str!("lua_builtins.txt"))]));

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"#!(.*?)$", Cp);
        s.empty("").push("base");
    });
    d.state("base", |s| {
        long(s, "--", Cm);
        s.rule(r"--.*$", C1);
        s.rule(r"(?i)(?:\d*\.\d+|\d+\.\d*)(?:e[+-]?\d+)?'", Mf);
        s.rule(r"(?i)\d+e[+-]?\d+", Mf);
        s.rule(r"(?i)0x[0-9a-f]*", Mh);
        s.rule(r"\d+", Mi);
        s.rule(r"\s", Text);
        long(s, "", S);
        s.rule(r"==|~=|<=|>=|\.\.\.|\.\.|[=+\-*/%^<>#]", O);
        s.rule(r"[\[\]{}().,:;]", P);
        s.rule(r"(?:and|or|not)\b", Ow);
        s.rule(
            r"(?:break|do|else|elseif|end|for|if|in|repeat|return|then|until|while)\b",
            K,
        );
        s.rule(r"local\b", Kd);
        s.rule(r"(?:true|false|nil)\b", Kc);
        s.rule(r"function\b", K).push("function name");
        s.rule("gsub", Nb).not_followed_by(r"\w|\.[A-Za-z_]").push("gsub");
        s.call(format!(r"({NAME})(\.{NAME})?"), name);
        s.rule(r"'", S1).push("single");
        s.rule(r#"""#, S2).push("double");
    });
    d.state("function name", |s| {
        s.rule(r"\s+", Text);
        s.groups(format!(r"(?:({NAME})(\.))?({NAME})"), [Nc, P, Nf]).pop();
        s.rule(r"\(", P).pop();
    });
    for (name, quote, token) in [("single", '\'', S1), ("double", '"', S2)] {
        d.state(name, |s| {
            s.rule(r#"\\(?:[abfnrtv\\"']|\d{1,3})"#, Se);
            s.rule(quote.to_string(), token).pop();
            // Rouge 3 finds escapes only at the beginning of a string.
            s.rule(format!("[^{quote}]+"), token).before(V4_7);
            s.rule(format!(r"[^{quote}\\]+"), token).since(V4_7);
        });
    }
    patterns(d);
}

/// A long string or comment.
pub(crate) fn long(s: &mut StateBuilder, prefix: &str, token: Token) {
    for level in LEVELS {
        s.rule(format!(r"(?s){prefix}\[{level}\[.*?\]{level}\]"), token);
    }
}

fn patterns(d: &mut LexerBuilder) {
    d.state("gsub", |s| {
        s.rule(r"\)", P).pop();
        s.rule(r"[(,]", P);
        s.rule(r"\s+", Text);
        s.rule("'", Sr).push("single regex").since(V4_7);
        s.rule(r#"""#, Sr).push("regex");
    });
    d.state("single regex", |s| {
        s.rule("'", Sr).goto("regex end");
        s.mixin("regex");
    });
    d.state("regex", |s| {
        s.rule(r#"""#, Sr).goto("regex end");
        s.rule(r"\[\^?", Se).push("set");
        s.rule(r"\\.|[(][?][:=<!]|[{][\d,]+[}]|[()?]", Se);
        s.rule(r".", Sr);
    });
    d.state("regex end", |s| {
        s.rule(r"[$]+", Sr).pop();
        s.empty("").pop();
    });
    d.state("set", |s| {
        s.rule(r"/", Se);
        s.rule(r"\]", Se).pop();
        s.groups(r"(\\)(.)", [Se, Sr]);
        s.rule(r".", Sr);
    });
}

/// A name, or two names with a dot between them, which may be one function of a library.
pub(crate) fn name(ctx: &mut MatchContext<'_, '_>) {
    if BUILTINS.get(ctx.text()).is_some() {
        return ctx.token(Nb);
    }
    ctx.group_token(1, N);
    if !ctx.group(2).is_empty() {
        ctx.token_next(P, 1);
        ctx.token(N);
    }
}
