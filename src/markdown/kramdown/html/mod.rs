//! The HTML writer: kramdown's `Html` converter.
//!
//! Header ids, the table of contents and footnote numbers are made while the document is written.

mod code;
mod elements;
mod footnotes;
mod headers;
mod html_elements;
mod ids;
mod toc;
mod writer;

use crate::kramdown::document::Document;
use crate::kramdown::html::writer::HtmlWriter;
use crate::{Highlighter, Html};

/// Writes a document. The result has no warnings; they belong to the document.
pub(crate) fn write(doc: &Document<'_>, highlighter: &dyn Highlighter) -> Html {
    HtmlWriter::new(doc, highlighter).write()
}
