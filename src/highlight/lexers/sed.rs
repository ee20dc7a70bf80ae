//! sed.

use crate::Lexer;
use crate::builder::{Emit, LexerBuilder, StateBuilder};
use crate::context::MatchContext;
use crate::token::Token::*;

/// Rouge's `sed`.
pub(crate) static LEXER: Lexer = Lexer::new("sed", define);

static REGEX: Lexer = Lexer::new("sed regex", regex);

static REPLACEMENT: Lexer = Lexer::new("sed replacement", replacement);

fn regex(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"\\.", Se);
        s.rule(r"\[", P).push("brackets");
        s.rule("[$^.*]", O);
        s.rule("[()]", P);
        s.rule(".", Sr);
    });
    d.state("brackets", |s| {
        s.rule(r"\^", P).goto("set");
        s.empty("").goto("set");
    });
    d.state("set", |s| {
        s.rule(".-.", Nv);
        s.rule(r"\]", P).pop();
        s.rule(".", Sr);
    });
}

fn replacement(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule(r"(?s)\\.", Se);
        s.rule("&", O);
        s.rule(r"[^\\&]+", Text);
    });
}

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        blanks(s);
        s.rule(r"\d+|[$,~+!]", Kn);
        s.groups(
            r"(/)((?:\\.|.)*?)(/)",
            [Emit::from(Kn), Emit::Delegate(&REGEX), Emit::from(Kn)],
        );
        s.call(r"\\.", address);
        s.empty("").push("command");
    });
    d.state("command", |s| {
        blanks(s);
        s.call("(?s)([sy])(.)", substitution);
        s.groups(r"([aic])(\s*)", [K, Text]).goto("text");
        s.rule("[pd]", K);
        s.groups(r"([qQlL])(\s+)(\d+)", [K, Text, M]).pop();
        s.rule("[={}dDgGhHlnpPqx]", K).pop();
        s.groups(r"([rRwW])(\s+)(\S+)", [K, Text, N]).pop();
        s.groups(r"([:btT])(\s+)(\S+)", [K, Text, Nl]).pop();
    });
    d.state("text", |s| {
        s.rule(r"[^\\\n]+", S);
        s.rule(r"\\\n", Se);
        s.rule(r"\\", S);
        s.rule(r"\n", Text).pop();
    });
    d.state("flags", |s| {
        s.rule("[gp]+", K).pop();
        s.groups(r"([wW])(\s+)(\S+)", [K, Text, N]);
        s.empty("").pop();
    });
}

fn blanks(s: &mut StateBuilder) {
    s.rule(r"\s+", Text);
    s.call("#.*?\n", |ctx| {
        ctx.token(C);
        ctx.reset_stack();
    });
    s.call(";", |ctx| {
        ctx.token(P);
        ctx.reset_stack();
    });
}

/// How long the text is up to a delimiter. A backslash escapes what follows; if every delimiter is escaped, the last one
/// counts.
fn part(text: &str, delimiter: char, in_line: bool) -> Option<usize> {
    let mut letters = text.char_indices();
    let mut last_escaped = None;
    while let Some((place, letter)) = letters.next() {
        if letter == delimiter {
            return Some(place);
        }
        let next = letters.as_str().chars().next();
        if in_line && letter == '\n' {
            break;
        }
        if letter == '\\' && !(in_line && next == Some('\n')) {
            letters.next();
            if next == Some(delimiter) {
                last_escaped = Some(place + 1);
            }
        }
    }
    last_escaped
}

/// A regular expression between delimiters of any kind.
fn address(ctx: &mut MatchContext<'_, '_>) {
    let head = ctx.text().len();
    let delimiter = ctx.text().chars().next_back().unwrap_or('\\');
    let Some(length) = part(ctx.rest(), delimiter, true) else {
        ctx.set_length(0);
        return ctx.push("command");
    };
    ctx.set_length(head + length + delimiter.len_utf8());
    ctx.token_next(Kn, head);
    ctx.delegate_next(length, &REGEX);
    ctx.token(Kn);
}

/// `s` or `y` with its two parts.
fn substitution(ctx: &mut MatchContext<'_, '_>) {
    let command = ctx.group(1);
    let delimiter = ctx.group(2).chars().next().unwrap_or('/');
    let size = delimiter.len_utf8();
    let rest = ctx.rest();
    let parts = part(rest, delimiter, false)
        .and_then(|first| Some((first, part(&rest[first + size..], delimiter, false)?)));
    let Some((first, second)) = parts else {
        ctx.set_length(1);
        return ctx.token(Err);
    };
    ctx.set_length(1 + 3 * size + first + second);
    ctx.token_next(K, 1);
    ctx.token_next(P, size);
    let substitutes = command == "s";
    ctx.delegate_next(first, if substitutes { &REGEX } else { &REPLACEMENT });
    ctx.token_next(P, size);
    ctx.delegate_next(second, &REPLACEMENT);
    ctx.token(P);
    if substitutes {
        ctx.goto("flags");
    } else {
        ctx.pop(1);
    }
}
