//! Markdown.

use crate::builder::{Emit, LexerBuilder, StateBuilder};
use crate::context::MatchContext;
use crate::lexers::{html, yaml};
use crate::token::Token::*;
use crate::version::Version::V4_7;
use crate::{Lexer, find};

/// Rouge's `markdown`.
pub(crate) static LEXER: Lexer = Lexer::new("markdown", define);

/// A character, perhaps escaped.
const CHARACTER: &str = r"(?:\\.|[^\\\n])";

/// The states, shared with languages that extend Markdown.
pub(crate) fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.groups(
            r"(---\s*\n(?s:.*?)\n?^---\s*$\n?)",
            [Emit::DelegateFresh(&yaml::LEXER)],
        );
        s.rule(r"\\.", Se);
        s.rule(r"^[\S ]+\n---*\n", Gh);
        s.rule(r"^[\S ]+\n===*\n", Gu);
        s.rule(r"^#(?:[^#\n].*)?$", Gh);
        s.rule(r"^#+.*$", Gu);
        s.call(r"^([ \t]*)(`{3,}|~{3,})([^\n]*\n)", fence);
        s.rule(r"\n\n(?:(?:    |\t).*\n|\n)+", Sb);
        s.call(r"`+", code_span);
        s.rule(r"^(?:\s*\*){3,}\s*$", P);
        s.rule(r"^(?:\s*-){3,}\s*$", P);
        s.rule(r"^\s*[*+\-]", P).followed_by(r"\s");
        s.rule(r"^\s*\d+\.", P);
        s.rule(r"^\s*>.*$", Gt);
        s.groups(
            format!(r"^(\s*)(\[)({CHARACTER}+?)(\])(\s*)(:)"),
            [Text, P, Ss, P, Text, P],
        )
        .push("title")
        .push("url");
        s.groups(format!(r"(!?\[)({CHARACTER}*?|[^\]]*?)(\])"), [P, Nv, P])
            .followed_by(r"[\[(]")
            .push("link");
        s.rule(format!(r"\*\*{CHARACTER}*?\*\*"), Gs).before(V4_7);
        s.rule(r"\*{2}[^* \n][^*\n]*\*{2}", Gs).since(V4_7);
        s.rule(r"\*{3}[^* \n][^*\n]*\*{3}", Ges).since(V4_7);
        s.rule(format!("__{CHARACTER}*?__"), Gs);
        s.rule(format!(r"\*{CHARACTER}*?\*|_{CHARACTER}*?_"), Ge);
        s.rule(r"<.*?@.+[.].+>", Nv);
        s.rule(format!(r"<(?:https?|mailto|ftp)://{CHARACTER}*?>"), Nv);
        s.rule(r"[^\\`\[*\n&<]+", Text);
        s.delegate(r"&\S{0,256};", &html::LEXER);
        s.delegate(format!("<{CHARACTER}*?>"), &html::LEXER);
        s.rule(r"[\[\n&<]", Text);
    });
    d.state("link", |s| {
        s.groups(format!(r"(\[)({CHARACTER}*?)(\])"), [P, Ss, P]).pop();
        s.rule(r"\(", P).push("inline title").push("inline url");
        s.rule(r"[ \t]+", Text);
        s.empty("").pop();
    });
    d.state("url", |s| {
        s.rule(r"[ \t]+", Text);
        s.groups(format!("(<)({CHARACTER}*?)(>)"), [Nt, Sx, Nt]).pop();
        s.rule(r"\S+", Sx).pop();
    });
    d.state("title", titles);
    d.state("inline title", |s| {
        s.rule(r"\)", P).pop();
        titles(s);
    });
    d.state("inline url", |s| {
        s.rule(r"[^<\s)]+", Sx).pop();
        s.rule(r"\s+", Text);
        s.mixin("url");
    });
}

fn titles(s: &mut StateBuilder) {
    s.rule(
        format!(r#""{CHARACTER}*?"|'{CHARACTER}*?'|\({CHARACTER}*?\)"#),
        Nn,
    );
    s.rule(r"\s*", Text).followed_by(r#"["'()]"#);
    s.empty("").pop();
}

/// A fenced block: its code is read by the lexer of its language.
fn fence(ctx: &mut MatchContext<'_, '_>) {
    for (index, token) in [(1, Text), (2, P), (3, Nl)] {
        ctx.group_token(index, token);
    }
    let opening = ctx.text().len();
    let fence = ctx.group(2);
    let ahead = ctx.rest();
    // The newline before the closing fence belongs to it, so a block has at least one line.
    let closing = format!("\n{}{fence}", ctx.group(1));
    let close = ahead.find(&closing);
    let language = match ctx.group(3).trim() {
        "" => "guess",
        language => language,
    };
    let found = find(language, &ahead[..close.unwrap_or(0)], ctx.version());
    let lexer = found.as_ref().map(|configured| configured.lexer);
    if let Some(configured) = &found {
        ctx.reset_to(configured);
    }
    let Some(code) = close else {
        return open_fence(ctx, opening, lexer);
    };
    ctx.set_length(opening + code + closing.len());
    match lexer {
        Some(lexer) => ctx.delegate_next(code, lexer),
        None => ctx.token_next(Sb, code),
    }
    ctx.token_next(Text, closing.len() - fence.len());
    ctx.token(P);
}

/// A fenced block without a matching closing fence. Each line is read on its own, up to one that begins with a fence,
/// whatever its indentation. A last line without newline is an error.
fn open_fence(ctx: &mut MatchContext<'_, '_>, opening: usize, lexer: Option<&'static Lexer>) {
    let fence = ctx.group(2);
    let code = ctx.rest();
    ctx.set_length(opening + code.len());
    let mut read = 0;
    for line in code.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if line[indent..].starts_with(fence) {
            ctx.set_length(opening + read + indent + fence.len());
            ctx.token_next(Text, indent);
            return ctx.token(P);
        }
        read += line.len();
        match lexer {
            _ if !line.ends_with('\n') => ctx.token_next(Err, line.len()),
            Some(lexer) => ctx.delegate_next(line.len(), lexer),
            None => ctx.token_next(Sb, line.len()),
        }
    }
}

/// The length of the code at the beginning of `text` and of the closing `mark`. The code has at least one character; a
/// backslash escapes the next one.
fn closed(text: &str, mark: &str) -> Option<usize> {
    let mut letters = text.char_indices();
    while let Some((place, letter)) = letters.next() {
        if place > 0 && text[place..].starts_with(mark) {
            return Some(place + mark.len());
        }
        if letter == '\\' && letters.next().is_none_or(|(_, escaped)| escaped == '\n') {
            return None;
        }
    }
    None
}

/// Code between equal runs of backticks. If no run of the opening length follows, a shorter opening is tried.
fn code_span(ctx: &mut MatchContext<'_, '_>) {
    let run = ctx.text().len();
    let text = ctx.text_from_match();
    // The longest later run is the limit, or half of the first run, which may enclose code itself.
    let longest = || {
        let runs = ctx.rest().split(|letter| letter != '`').map(str::len);
        runs.max().unwrap_or(0).max(run / 2)
    };
    let whole = text.get(run + 1..).is_some_and(|rest| rest.contains(ctx.text()));
    for length in (1..=if whole { run } else { run.min(longest()) }).rev() {
        let (mark, rest) = text.split_at(length);
        if let Some(place) = closed(rest, mark) {
            ctx.set_length(length + place);
            return ctx.token(Sb);
        }
    }
    ctx.set_length(1);
    ctx.token(Err);
}
