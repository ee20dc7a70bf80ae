//! Prints a diagnostic: message, place, excerpt with carets, the way there, and the cures.

use super::{Diagnostic, Severity, Sources};
use std::fmt::Write;

/// The longest excerpt in characters; longer lines are cut around the fault.
const WIDEST: usize = 160;

/// The text of `diagnostic` for a terminal or a log, with a final line break; `colour` adds ANSI colours.
pub fn print(diagnostic: &Diagnostic, sources: &Sources, colour: bool) -> String {
    let paint = |code: &str, text: &str| match colour {
        true => format!("\x1b[{code}m{text}\x1b[0m"),
        false => text.to_owned(),
    };
    let (word, code) = match diagnostic.severity {
        Severity::Error => ("error", "1;31"),
        Severity::Warning => ("warning", "1;33"),
        Severity::Note => ("note", "1;36"),
    };
    let label = format!("{word}[{}]", diagnostic.code);
    let mut out = format!("{}: {}\n", paint(code, &label), diagnostic.message);
    if let Some(span) = diagnostic.span {
        let source = sources.get(span.source);
        let place = source.place(span.start);
        let number = place.line.to_string();
        let gutter = " ".repeat(number.len());
        let _ = writeln!(
            out,
            "{gutter}{} {}:{}:{}",
            paint("34", "-->"),
            source.path,
            place.line,
            place.column
        );
        let line = source.line_at(span.start);
        if !line.is_empty() {
            let before = place.column - 1;
            let left = line.chars().count().saturating_sub(before);
            let marked = source
                .text
                .get(span.start as usize..span.end as usize)
                .unwrap_or("");
            let marked = marked
                .lines()
                .next()
                .unwrap_or("")
                .chars()
                .count()
                .clamp(1, left.max(1));
            let (excerpt, before) = cut(line, before);
            let marked = marked.min(excerpt.chars().count().saturating_sub(before).max(1));
            let bar = paint("34", "|");
            let _ = writeln!(out, "{gutter} {bar}");
            let _ = writeln!(out, "{} {bar} {excerpt}", paint("34", &number));
            let _ = writeln!(
                out,
                "{gutter} {bar} {}{}",
                " ".repeat(before),
                paint(code, &"^".repeat(marked))
            );
        }
    }
    for step in &diagnostic.trace {
        match step.span {
            Some(span) => _ = writeln!(out, "  {} ({})", step.label, sources.locate(span)),
            None => _ = writeln!(out, "  {}", step.label),
        }
    }
    for hint in &diagnostic.hints {
        let _ = writeln!(out, "  {}: {hint}", paint("1;32", "help"));
    }
    out
}

/// `line` with tabs as single spaces, cut to a window that shows the character number `before`; gives that
/// character's number in the window.
fn cut(line: &str, before: usize) -> (String, usize) {
    let skip = before.saturating_sub(WIDEST / 2);
    let skip = if line.chars().count() <= WIDEST { 0 } else { skip };
    let shown = line.chars().skip(skip).take(WIDEST);
    let shown = shown
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect::<String>();
    (shown, before - skip)
}
