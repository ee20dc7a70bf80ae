//! Renders a diagnostic as text: message, place, excerpt with carets, trace and hints.

use super::{Diagnostic, Severity, Sources, Span};
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

/// Lines longer than this many characters are cut around the place.
const WIDTH: usize = 140;

/// The text of `diagnostic` for a terminal or a log, with a final line break. `color` adds ANSI escape codes.
///
/// The excerpt shows the line where the span begins; a span of several lines is underlined up to the end of that line.
#[must_use]
pub fn print(diagnostic: &Diagnostic, sources: &Sources, color: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let excerpt = diagnostic.span.map(|span| Excerpt::of(span, sources));
    let trace = diagnostic.trace.iter().map(|frame| match frame.span {
        Some(span) => format!("{} ({})", frame.label, sources.locate(span)),
        None => frame.label.clone(),
    });
    let trace = trace.collect::<Vec<_>>();

    let title = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.name());
    let mut report = match &excerpt {
        Some(excerpt) => title.element(excerpt.snippet()),
        None => title.elements(None::<Snippet<'_, annotate_snippets::Annotation<'_>>>),
    };
    for step in &trace {
        report = report.element(Level::NOTE.no_name().message(step.as_str()));
    }
    for hint in &diagnostic.hints {
        report = report.element(Level::HELP.message(hint.as_str()));
    }
    let renderer = match color {
        true => Renderer::styled(),
        false => Renderer::plain(),
    };
    let mut text = renderer.term_width(WIDTH).render(&[report]);
    text.push('\n');
    text
}

/// The line that a span begins in.
struct Excerpt {
    path: String,
    line: String,
    number: usize,
    /// The bytes of the line to underline.
    marked: std::ops::Range<usize>,
}

impl Excerpt {
    fn of(span: Span, sources: &Sources) -> Self {
        let span = sources.original(span);
        let source = sources.get(span.source);
        let line = source.line_at(span.start);
        // Both are slices of the same text.
        let start = line.as_ptr() as usize - source.text.as_ptr() as usize;
        let from = boundary(line, (span.start as usize).saturating_sub(start));
        let to = boundary(line, (span.end as usize).saturating_sub(start)).max(from);
        Self {
            path: source.path.clone(),
            number: source.place(span.start).line,
            line: line.to_owned(),
            marked: from..to,
        }
    }

    fn snippet(&self) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
        Snippet::source(self.line.as_str())
            .path(self.path.as_str())
            .line_start(self.number)
            .annotation(AnnotationKind::Primary.span(self.marked.clone()))
    }
}

/// The first character boundary of `line` at or after `at`.
fn boundary(line: &str, at: usize) -> usize {
    (at..line.len())
        .find(|at| line.is_char_boundary(*at))
        .unwrap_or(line.len())
}
