//! LiveScript.

use crate::Lexer;
use crate::builder::{LexerBuilder, StateBuilder, Words};
use crate::context::MatchContext;
use crate::token::Token::*;
use crate::version::Version;
use std::sync::{Arc, LazyLock};

/// Rouge's `livescript`.
pub(crate) static LEXER: Lexer = Lexer::new("livescript", define);

static WORDS: LazyLock<Arc<Words>> =
    LazyLock::new(|| Words::file(include_str!("livescript.txt"), Version::V4_7));

static BUILTINS: LazyLock<Arc<Words>> = LazyLock::new(|| Words::new(&[(Nb, NAMES)]));

/// The builtins, also those that are words of another kind elsewhere.
const NAMES: &str = "Array Boolean Date Error Function Math netscape Number Object Packages RegExp String sun decodeURI \
    decodeURIComponent encodeURI encodeURIComponent Error eval isFinite isNaN parseFloat parseInt \
    document window navigator self global Promise Set Map WeakSet WeakMap Symbol Proxy Reflect Int8Array \
    Uint8Array Uint8ClampedArray Int16Array Uint16Array Uint16ClampedArray Int32Array Uint32Array \
    Uint32ClampedArray Float32Array Float64Array DataView ArrayBuffer this it that arguments";

/// A name; a hyphen may stand between letters.
const NAME: &str = "(?:(?i)[$a-z_](?:-[a-z]|[a-z0-9_])*)";

const DIGITS: &str = r"\d[\d_]*";

/// A number, perhaps with a unit.
const NUMBER: &str = r"\d[\d_]*(?:e[+-]?\d[\d_]*)?[$\w]*";

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.empty("^").followed_by(r"\s|/").push("slash starts regex");
        s.mixin("comments");
        s.mixin("blanks");
        s.groups(r"(?s)(<\[)(.*?)(\]>)", [P, S, P]);
        s.rule(r"!\s*function\b", Kd);
        s.rule("!?[-~]>|<[-~]!?", Kd);
        s.rule("=>", K);
        properties(s);
        operators(s);
        s.groups(format!("(&)({NAME})?"), [Nb, Na]);
        s.rule("[|]", K).push("case");
        s.rule("case", K).followed_by(r"\s").push("case");
        s.rule("@", Vi);
        s.rule("[.]{3}|:", P);
        s.call(NAME, name);
        s.rule(r"\]", P)
            .followed_by(format!("[!?.]|{NAME}"))
            .push("property");
        s.rule(r"[{(\[;,]", P).push("slash starts regex");
        s.rule(r"[})\].]", P);
        s.rule(format!("{DIGITS}[.]{NUMBER}"), Mf);
        s.rule(r"0x\h+", Mh);
        s.rule(NUMBER, Mi);
        s.rule(r#"""""#, S).push("long double");
        s.rule("'''", S).push("long single");
        s.rule(r#"""#, S).push("double");
        s.rule("'", S).push("single");
        s.rule(r"\\\S[^\s,;\])}]*", S);
    });
    d.state("comments", |s| {
        s.rule(r"(?s)/\*.*?\*/", Cm);
        s.rule("#.*$", C1);
    });
    d.state("blanks", |s| {
        s.groups(format!(r"(\s)(?:^([^\S\n]*)(:{NAME}))?"), [Text, Text, Nl]);
    });
    names(d);
    regexes(d);
    strings(d);
}

fn properties(s: &mut StateBuilder) {
    s.groups(format!("(::)({NAME})"), [P, Na]).push("property");
    s.groups(format!("(::)({NUMBER})"), [P, Mi]).push("property");
    s.groups(format!("(@)({NAME})"), [Vi, Na]).push("property");
    s.groups(format!("([.])({NAME})"), [P, Na]).push("property");
    s.groups(r"([.])(\d+)", [P, Mi]).push("property");
    s.rule(NAME, Na).followed_by(r"\s*:[^:=]");
}

fn operators(s: &mut StateBuilder) {
    let state = "slash starts regex";
    s.rule("[+][+]|--|&&", O).push(state);
    s.rule(r"(?:and|x?or|is(?:nt)?|not)\b", O)
        .not_followed_by("-[a-zA-Z]|_")
        .push(state);
    s.rule("[|][|]|[.](?:[|&^]|<<|>>>?)[.]", O).push(state);
    s.rule(r"\\", O).followed_by(r"\n").push(state);
    s.rule("[.:]=|<<<<?|<[|]|[|]>|(?:<<|>>|==?|!=?|[-<>+*%^/~?])=?", O)
        .push(state);
}

fn name(ctx: &mut MatchContext<'_, '_>) {
    let word = ctx.text();
    if word == "break" || word == "continue" {
        ctx.token(K);
        return ctx.push("loop control");
    }
    let bytes = word.as_bytes();
    let lower_inside = || {
        bytes
            .windows(2)
            .any(|pair| pair[0] != b'-' && pair[1].is_ascii_lowercase())
    };
    let kind = WORDS.get(word).unwrap_or_else(|| {
        if bytes[0].is_ascii_uppercase() && lower_inside() {
            Nc
        } else {
            Nv
        }
    });
    ctx.token(kind);
    ctx.push("property");
}

fn names(d: &mut LexerBuilder) {
    d.state("case", |s| {
        s.rule(r"[^\S\n]+", Text);
        s.rule("_", K).followed_by(r"\s*=>|\s+then\b");
        s.empty("").pop();
    });
    d.state("loop control", |s| {
        s.rule(r"[^\S\n]+", Text);
        s.rule(NAME, Nl).followed_by(r"[);\n]");
        s.empty("").pop();
    });
    d.state("property", |s| {
        s.rule("[!?]", P);
        s.rule("[.]", P).not_followed_by("=");
        s.rule("[{]", P).push("properties");
        s.rule(NAME, Na);
        s.rule(NUMBER, Mi);
        s.empty("").goto("slash starts regex");
    });
    d.state("properties", |s| {
        s.rule("[,;]", P);
        s.rule(NAME, Na);
        s.rule(NUMBER, Mi);
        s.mixin("blanks");
        s.rule("[}]", P).pop();
    });
}

fn regexes(d: &mut LexerBuilder) {
    d.state("slash starts regex", |s| {
        s.mixin("comments");
        s.mixin("blanks");
        s.rule("//", Sr).goto("long regex");
        s.rule(
            r"/(?:\\.|[^\[/\\\n]|\[(?:\\.|[^\]\\\n])*\])+/(?:[gimy]+\b|\B)",
            Sr,
        )
        .pop();
        s.empty("").pop();
    });
    d.state("long regex", |s| {
        s.rule(r"//(?:[gimy]+\b|\B)", Sr).pop();
        s.rule(r"^#(?:\s+.*)?$", C1);
        s.groups(r"(\s+)(#)(\s+.*)?$", [Text, C1, C1]);
        s.mixin("interpolations");
        s.mixin("codes");
        s.rule(r"\\\D", Se);
        s.rule(r"\\\d+", Nv);
        s.rule("(?s).", Sr);
    });
}

fn strings(d: &mut LexerBuilder) {
    d.state("codes", |s| {
        s.rule(r"\\(?:c[A-Z]|x\h{2}|u\h{4}|u\{\h{4}\})", Se);
    });
    d.state("interpolations", |s| {
        s.rule(r"#\{", Si).push("interpolation");
        s.call(format!("(#)({NAME})"), |ctx| {
            let builtin = BUILTINS.get(ctx.group(2)).is_some();
            ctx.group_token(1, Si);
            ctx.group_token(2, if builtin { Nb } else { Nv });
        });
    });
    d.state("interpolation", |s| {
        s.rule(r"\}", Si).pop();
        s.mixin("root");
    });
    for (state, quote, long) in [
        ("double", '"', false),
        ("single", '\'', false),
        ("long double", '"', true),
        ("long single", '\'', true),
    ] {
        d.state(state, |s: &mut StateBuilder| {
            if long {
                s.rule(quote.to_string().repeat(3), S).pop();
                s.rule(quote.to_string(), S);
            } else {
                s.rule(quote.to_string(), S).pop();
            }
            if quote == '"' {
                s.rule("'", S);
                s.mixin("interpolations");
            } else {
                s.rule(r#"""#, S);
            }
            s.rule(r##"[^#\\'"]+"##, S);
            s.mixin("codes");
            s.rule(r"\\.", Se);
            s.rule("#", S);
        });
    }
}
