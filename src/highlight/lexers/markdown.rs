//! Markdown.

use crate::lexers::{html, yaml};
use crate::notation::{Definition, Part, StateDraft};
use crate::run::Step;
use crate::token::Token::*;
use crate::{Found, Lexer, find};

/// Rouge's `markdown`.
pub(crate) static LEXER: Lexer = Lexer::new("markdown", define);

/// A character, or one behind a backslash.
const CHARACTER: &str = r"(?:\\.|[^\\\n])";

fn define(d: &mut Definition) {
    d.state("root", |s| {
        s.parts(r"(---\s*\n(?s:.*?)\n?^---\s*$\n?)", [Part::Fresh(&yaml::LEXER)]);
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
        s.rule(r"^\s*[*+\-]", P).before(r"\s");
        s.rule(r"^\s*\d+\.", P);
        s.rule(r"^\s*>.*$", Gt);
        s.groups(
            format!(r"^(\s*)(\[)({CHARACTER}+?)(\])(\s*)(:)"),
            [Text, P, Ss, P, Text, P],
        )
        .push("title")
        .push("url");
        s.groups(format!(r"(!?\[)({CHARACTER}*?|[^\]]*?)(\])"), [P, Nv, P])
            .before(r"[\[(]")
            .needs("]")
            .push("link");
        s.rule(format!(r"\*\*{CHARACTER}*?\*\*|__{CHARACTER}*?__"), Gs);
        s.rule(format!(r"\*{CHARACTER}*?\*|_{CHARACTER}*?_"), Ge);
        s.rule(r"<.*?@.+[.].+>", Nv).needs(">");
        s.rule(format!(r"<(?:https?|mailto|ftp)://{CHARACTER}*?>"), Nv)
            .needs(">");
        s.rule(r"[^\\`\[*\n&<]+", Text);
        s.delegate(r"&\S{0,256};", &html::LEXER).needs(";");
        s.delegate(format!("<{CHARACTER}*?>"), &html::LEXER).needs(">");
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

fn titles(s: &mut StateDraft) {
    s.rule(
        format!(r#""{CHARACTER}*?"|'{CHARACTER}*?'|\({CHARACTER}*?\)"#),
        Nn,
    );
    s.rule(r"\s*", Text).before(r#"["'()]"#);
    s.empty("").pop();
}

/// A fenced block: its code is read by the lexer of its language.
fn fence(step: &mut Step<'_, '_>) {
    for (index, token) in [(1, Text), (2, P), (3, Nl)] {
        step.group_token(index, token);
    }
    let opening = step.text().len();
    let fence = step.group(2);
    let ahead = step.ahead();
    // The line before the closing fence ends the code, so at least one stands between the fences.
    let closing = format!("\n{}{fence}", step.group(1));
    let close = ahead.find(&closing);
    let language = match step.group(3).trim() {
        "" => "guess",
        language => language,
    };
    let lexer = match find(language, &ahead[..close.unwrap_or(0)]) {
        Found::Lexer(choice) | Found::Missing(choice, _) => Some(choice.lexer),
        Found::Unknown => None,
    };
    if let Some(lexer) = lexer {
        step.restart(lexer);
    }
    let Some(code) = close else {
        return open_fence(step, opening, lexer);
    };
    step.set_length(opening + code + closing.len());
    match lexer {
        Some(lexer) => step.next_by(code, lexer),
        None => step.next(Sb, code),
    }
    step.next(Text, closing.len() - fence.len());
    step.token(P);
}

/// A fenced block that does not end as it began: each of its lines is read on its own, up to one that begins with a
/// fence, however far in. A last one without newline is not read at all.
fn open_fence(step: &mut Step<'_, '_>, opening: usize, lexer: Option<&'static Lexer>) {
    let fence = step.group(2);
    let code = step.ahead();
    step.set_length(opening + code.len());
    let mut read = 0;
    for line in code.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if line[indent..].starts_with(fence) {
            step.set_length(opening + read + indent + fence.len());
            step.next(Text, indent);
            return step.token(P);
        }
        read += line.len();
        match lexer {
            _ if !line.ends_with('\n') => step.next(Err, line.len()),
            Some(lexer) => step.next_by(line.len(), lexer),
            None => step.next(Sb, line.len()),
        }
    }
}

/// How long the code is that begins `text`, and the mark behind it: at least one character, of which backslashes hide
/// the next.
fn closed(text: &str, mark: &str) -> Option<usize> {
    let mut letters = text.char_indices();
    while let Some((place, letter)) = letters.next() {
        if place > 0 && text[place..].starts_with(mark) {
            return Some(place + mark.len());
        }
        if letter == '\\' && letters.next().is_none_or(|(_, hidden)| hidden == '\n') {
            return None;
        }
    }
    None
}

/// Code between backticks: as many at the end as at the beginning, or as many as can be found.
fn code_span(step: &mut Step<'_, '_>) {
    let run = step.text().len();
    let text = step.here();
    // No more of them than stand together further on, or than the first run can be parted into.
    let longest = || {
        let runs = step.ahead().split(|letter| letter != '`').map(str::len);
        runs.max().unwrap_or(0).max(run / 2)
    };
    let whole = text.get(run + 1..).is_some_and(|rest| rest.contains(step.text()));
    for length in (1..=if whole { run } else { run.min(longest()) }).rev() {
        let (mark, rest) = text.split_at(length);
        if let Some(place) = closed(rest, mark) {
            step.set_length(length + place);
            return step.token(Sb);
        }
    }
    step.set_length(1);
    step.token(Err);
}
