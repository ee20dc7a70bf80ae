//! Markdown.

use crate::highlight::lexers::{html, plaintext, yaml};
use crate::highlight::notation::{Definition, StateDraft};
use crate::highlight::run::Step;
use crate::highlight::token::Token::*;
use crate::highlight::{Lexer, find};

/// Rouge's `markdown`.
pub(crate) static LEXER: Lexer = Lexer::new("markdown", define);

fn define(d: &mut Definition) {
    d.state("root", |s| {
        s.call(r"^---\s*\n", front_matter);
        s.rule(r"\\.", Se);
        s.rule(r"^.+\n=+[ \t]*\n", Gu);
        s.rule(r"^.+\n-+[ \t]*\n", Gh);
        s.call(r"^([ \t]*)(`{3,}|~{3,})(.*\n)", fence);
        s.rule(r"\n\n(?:(?:    |\t).*\n|\n)+", Sb);
        s.call(r"`+", code_span);
        s.rule(r"^#(?:[^#\n].*)?$", Gh);
        s.rule(r"^##.*", Gu);
        s.rule(r"^(?:\s*\*){3,}\s*$|^(?:\s*-){3,}\s*$", P);
        s.rule(r"^\s*[*+\-]", P).before(r"\s");
        s.rule(r"^\s*\d+\.", P);
        s.rule(r"^\s*>[^\n]*", Gt);
        s.groups(r"^(\s*)(\[)([^\n]+?)(\]:)", [Text, P, Ss, P])
            .push("title")
            .push("url");
        s.groups(r"(!?\[)([^\]]*|.*?)(\])", [P, Nv, P])
            .before(r"[\[(]")
            .needs("]")
            .push("link");
        s.rule(r"\*\*.+?\*\*|__.+?__", Gs);
        s.rule(r"\*(?:[^*\n]|\*\*[^*\n]*\*\*)*\*|_(?:[^_\n]|__[^_\n]*__)*_", Ge);
        s.rule(r"<[^>\s]+://[^>\n]*>", Nv).needs(">");
        s.delegate(r"<.*?>", &html::LEXER).needs(">");
        s.delegate(r"&\S{0,64}?;", &html::LEXER);
        s.rule(r"[^\\`\[*\n&<]+", Text);
        s.rule(r"[\[\n&<]", Text);
    });
    d.state("link", |s| {
        s.rule(r"[ \t]+", Text);
        s.rule(r"\(", P).push("inline title").push("inline url");
        s.rule(r"\[\]", P).pop();
        s.groups(r"(\[)([^\]\n]+)(\])", [P, Ss, P]).pop();
        s.empty("").pop();
    });
    d.state("inline url", |s| {
        s.rule(r"\s+", Text);
        s.mixin("url");
    });
    d.state("url", |s| {
        s.rule(r"[ \t]+", Text);
        s.groups(r"(<)([^>\n]*)(>)", [Nt, Sx, Nt]).pop();
        s.rule(r"\S+?", Sx).before(r"[)\s]|$").pop();
    });
    d.state("title", titles);
    d.state("inline title", |s| {
        s.rule(r"\)", P).pop();
        titles(s);
    });
}

fn titles(s: &mut StateDraft) {
    s.rule(r#""[^"\n]*"|'[^'\n]*'|\([^)\n]*\)"#, Nn);
    s.rule(r"\s+", Text).before(r#"["'()]"#);
    s.empty("").pop();
}

/// Where the first line of `text` is that `ends` accepts: the bytes before it, and those of the mark that ends.
fn line_where(text: &str, ends: impl Fn(&str) -> Option<usize>) -> Option<(usize, usize)> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(length) = ends(line) {
            return Some((start, length));
        }
        start += line.len();
    }
    None
}

/// A head in YAML, up to the line that closes it.
fn front_matter(step: &mut Step<'_, '_>) {
    let close = line_where(step.ahead(), |line| {
        matches!(line.trim_end(), "---" | "...").then_some(line.len())
    });
    let Some((before, length)) = close else {
        // A rule then, with the blank lines after it but the last newline.
        let open = usize::from(!step.ahead().is_empty());
        step.set_length(step.text().len() - open);
        return step.token(P);
    };
    let whole = step.text().len() + before + length;
    step.set_length(whole);
    step.restart(&yaml::LEXER);
    step.next_by(whole, &yaml::LEXER);
}

/// A fenced block: its code is read by the lexer of its language.
fn fence(step: &mut Step<'_, '_>) {
    for (index, token) in [(1, Text), (2, P), (3, Nl)] {
        step.group_token(index, token);
    }
    let opening = step.text().len();
    let fence = step.group(2);
    let language = step.group(3).trim();
    let close = line_where(step.ahead(), |line| {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        line[indent..].starts_with(fence).then_some(indent)
    });
    let known = find(language, &step.ahead()[..close.map_or(0, |(code, _)| code)]);
    let lexer = if language.is_empty() {
        Some(&plaintext::LEXER)
    } else {
        known.choice().map(|choice| choice.lexer)
    };
    let Some((code, indent)) = close else {
        return open_fence(step, opening, lexer);
    };
    step.set_length(opening + code + indent + fence.len());
    // The newline before the closing fence is not part of the code.
    let inner = code.saturating_sub(1);
    match lexer {
        Some(lexer) => {
            step.restart(lexer);
            step.next_by(inner, lexer);
        }
        None => step.next(Sb, inner),
    }
    step.next(Text, code - inner + indent);
    step.token(P);
}

/// A fenced block without an end: each of its lines is read on its own, a last one without newline not at all.
fn open_fence(step: &mut Step<'_, '_>, opening: usize, lexer: Option<&'static Lexer>) {
    let code = step.ahead();
    step.set_length(opening + code.len());
    if let Some(lexer) = lexer {
        step.restart(lexer);
    }
    for line in code.split_inclusive('\n') {
        match lexer {
            _ if !line.ends_with('\n') => step.next(Err, line.len()),
            Some(lexer) => step.next_by(line.len(), lexer),
            None => step.next(Sb, line.len()),
        }
    }
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
        let Some(first) = rest.chars().next() else {
            continue;
        };
        if let Some(place) = rest[first.len_utf8()..].find(mark) {
            step.set_length(length + first.len_utf8() + place + length);
            return step.token(Sb);
        }
    }
    step.set_length(1);
    step.token(Err);
}
