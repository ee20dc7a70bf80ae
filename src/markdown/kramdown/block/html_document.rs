//! A text that is all HTML (`input: html`): kramdown's HTML parser.

use crate::kramdown::element::{Category, Kind};
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::skip_space;

impl Parser<'_> {
    /// Reads the whole text as HTML and makes native what can be.
    pub(crate) fn parse_html(&mut self) {
        self.parse_prologue();
        let root = self.root;
        self.parse_raw_html(root);
        self.make_root_native();
    }

    /// Instructions and comments before the first element; a document type is passed over.
    fn parse_prologue(&mut self) {
        loop {
            let start = skip_space(self.text(), self.pos);
            if let Some(end) = self.instruction_at(start) {
                self.add_to(self.root, Kind::XmlPi(Category::Block), Slice::new(start, end));
                self.pos = end;
            } else if let Some(end) = self.comment_at(start) {
                self.add_to(
                    self.root,
                    Kind::XmlComment(Category::Block),
                    Slice::new(start, end),
                );
                self.pos = end;
            } else if let Some(end) = document_type(self.text(), start) {
                self.pos = end;
            } else {
                return;
            }
        }
    }
}

/// The end of `<!DOCTYPE …>`, in any case.
fn document_type(text: &[u8], at: usize) -> Option<usize> {
    const MARK: &[u8] = b"<!doctype";
    let written = text.get(at..at + MARK.len())?;
    if !written.eq_ignore_ascii_case(MARK) {
        return None;
    }
    memchr::memchr(b'>', &text[at..]).map(|length| at + length + 1)
}
