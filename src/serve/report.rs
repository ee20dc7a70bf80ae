//! The diagnostics of a build, in the form in which browsers show them.

use crate::diag::{Diagnostic, Severity, Sources, Span};
use serde::Serialize;

/// All diagnostics of a build.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Report {
    /// Whether the build failed, so that the last good site is shown.
    pub(super) failed: bool,
    /// Errors first.
    pub(super) items: Vec<Item>,
}

/// One diagnostic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Item {
    severity: &'static str,
    code: &'static str,
    message: String,
    place: Option<Place>,
    /// The line of the source.
    excerpt: String,
    /// The characters of the line before the marked ones, and how many are marked.
    marked: (usize, usize),
    trace: Vec<(String, Option<Place>)>,
    hints: Vec<String>,
}

/// A place in a source file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Place {
    /// The path relative to the site.
    pub(super) path: String,
    /// From 1.
    pub(super) line: usize,
    /// From 1, in characters.
    pub(super) column: usize,
}

impl Place {
    pub(super) fn new(span: Span, sources: &Sources) -> Self {
        let source = sources.get(span.source);
        let place = source.place(span.start);
        Self {
            path: source.path.clone(),
            line: place.line,
            column: place.column,
        }
    }
}

impl Report {
    /// The errors and warnings among `diagnostics`.
    pub(super) fn new(diagnostics: &[Diagnostic], sources: &Sources) -> Self {
        let mut shown = diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity > Severity::Note)
            .collect::<Vec<_>>();
        shown.sort_by_key(|diagnostic| std::cmp::Reverse(diagnostic.severity));
        Self {
            failed: shown
                .first()
                .is_some_and(|diagnostic| diagnostic.severity == Severity::Error),
            items: shown
                .into_iter()
                .map(|diagnostic| item(diagnostic, sources))
                .collect(),
        }
    }
}

fn item(diagnostic: &Diagnostic, sources: &Sources) -> Item {
    let place = |span: Option<Span>| span.map(|span| Place::new(span, sources));
    let (excerpt, marked) = diagnostic
        .span
        .map_or((String::new(), (0, 0)), |span| excerpt(span, sources));
    let steps = diagnostic.trace.iter();
    Item {
        severity: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        code: diagnostic.code.name(),
        message: diagnostic.message.clone(),
        place: place(diagnostic.span),
        excerpt,
        marked,
        trace: steps.map(|step| (step.label.clone(), place(step.span))).collect(),
        hints: diagnostic.hints.clone(),
    }
}

/// The line in which `span` starts, the characters before the span, and how many of its characters are in the line.
fn excerpt(span: Span, sources: &Sources) -> (String, (usize, usize)) {
    let source = sources.get(span.source);
    let line = source.line_at(span.start);
    let before = source.place(span.start).column - 1;
    let marked = source
        .text
        .get(span.start as usize..span.end as usize)
        .unwrap_or("");
    let marked = marked.lines().next().unwrap_or("").chars().count().max(1);
    (line.to_owned(), (before, marked))
}
