//! Diagnostics: source texts, spans in them, what went wrong there, and how to print it.

mod code;
mod print;
mod source;

pub use code::Code;
pub use print::print;
pub use source::{Original, Place, Shared, Source, SourceId, Sources, Span};

/// How grave a [`Diagnostic`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; never changes an exit code.
    Note,
    /// Probably a mistake; the output was still made.
    Warning,
    /// A fault of the site: exit code 1.
    Error,
}

/// One step on the way to a fault: the include or layout that was being rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What was being done, such as `` included by `_layouts/docs.html` ``.
    pub label: String,
    /// Where, if it has a place.
    pub span: Option<Span>,
}

/// A problem that the user can fix: what it is, where it is, how recto got there, and hints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How serious it is.
    pub severity: Severity,
    /// The kind of problem, with a stable name.
    pub code: Code,
    /// Lower case, no full stop, the user's words in backticks.
    pub message: String,
    /// The name that the code is about, such as that of the unknown tag.
    pub subject: Option<String>,
    /// The place at fault.
    pub span: Option<Span>,
    /// Hints how to fix it, each a sentence fragment of its own.
    pub hints: Vec<String>,
    /// The chain of includes and layouts, innermost first.
    pub trace: Vec<Step>,
}

/// A result whose error is for the user.
pub type Result<T> = std::result::Result<T, Box<Diagnostic>>;

impl Diagnostic {
    /// An error with `message`, as yet without a place.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// A warning with `message`, as yet without a place.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// A note with `message`, as yet without a place.
    pub fn note(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, message)
    }

    fn new(severity: Severity, code: Code, message: impl Into<String>) -> Self {
        Self {
            severity,
            code,
            message: message.into(),
            subject: None,
            span: None,
            hints: Vec::new(),
            trace: Vec::new(),
        }
    }

    /// The same at `span`; a place that is already known is kept.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span.get_or_insert(span);
        self
    }

    /// The same about the thing named `subject`.
    #[must_use]
    #[allow(dead_code, reason = "part of the interface of this crate")]
    pub fn about(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// The same with one more hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// The same with one more step outwards in its trace.
    #[must_use]
    pub fn step(mut self, label: impl Into<String>, span: Option<Span>) -> Self {
        self.trace.push(Step {
            label: label.into(),
            span,
        });
        self
    }
}

impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Diagnostic {}
