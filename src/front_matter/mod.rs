//! Stage 2: a file's text in, its head (parsed YAML) and the span of its body out.

use crate::diag::Span;
use crate::value::Value;

/// A text split into head and body.
#[derive(Clone, Debug)]
pub struct Document {
    /// The front matter; an empty hash where there is none.
    pub head: Value,
    /// The bytes between the two `---` lines, where there is front matter.
    pub head_span: Option<Span>,
    /// The bytes after it: a span of the file, so that line numbers need no correction.
    pub body: Span,
}
