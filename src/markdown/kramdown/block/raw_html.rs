//! The inside of an HTML element that holds no Markdown: elements, comments, instructions, and text kept as it is.

use crate::WarningKind;
use crate::kramdown::element::{Category, ElementId, Kind};
use crate::kramdown::html_tag::{end_tag, start_tag};
use crate::kramdown::parser::{MAX_BLOCK_DEPTH, Parser};
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::uname;
use crate::kramdown::tags;

impl Parser<'_> {
    /// Reads into `element` up to its end tag; false if there is none, then up to the end of the text.
    pub(crate) fn parse_raw_html(&mut self, element: ElementId) -> bool {
        self.depth += 1;
        let found = self.parse_raw_html_inside(element);
        self.depth -= 1;
        found
    }

    fn parse_raw_html_inside(&mut self, element: ElementId) -> bool {
        loop {
            let from = self.pos;
            let Some(open) = self.next_tag(from) else {
                self.add_text(element, Kind::Text, Slice::new(from, self.end));
                self.pos = self.end;
                return false;
            };
            self.add_text(element, Kind::Text, Slice::new(from, open));
            self.pos = open;
            if let Some(end) = self.comment_at(open) {
                self.add_to(element, Kind::XmlComment(Category::Block), Slice::new(open, end));
                self.pos = end;
            } else if let Some(end) = self.instruction_at(open) {
                self.add_to(element, Kind::XmlPi(Category::Block), Slice::new(open, end));
                self.pos = end;
            } else if let Some(tag) = start_tag(self.text(), open).filter(|_| self.depth < MAX_BLOCK_DEPTH) {
                self.pos = tag.end;
                let outer = std::mem::replace(&mut self.parent, element);
                self.html_element(element, tag, open);
                self.parent = outer;
            } else if let Some(tag) = end_tag(self.text(), open) {
                self.pos = tag.end;
                if self.ends_element(element, tag.name) {
                    return true;
                }
                let stray = Slice::new(open, tag.end);
                self.add_text(element, Kind::Text, stray);
                let message = format!("end tag `{}` without a start tag", self.pool.get(stray));
                self.warn(WarningKind::StrayEndTag, open, tag.end, message);
            } else {
                self.add_text(element, Kind::Text, Slice::new(open, open + 1));
                self.pos = open + 1;
            }
        }
    }

    /// The next `<` from which something may begin.
    fn next_tag(&self, from: usize) -> Option<usize> {
        let text = self.text();
        let mut at = from;
        loop {
            let open = at + memchr::memchr(b'<', &text[at..])?;
            let begins = match text.get(open + 1) {
                Some(b'/' | b'?') => true,
                Some(b'!') => text[open..].starts_with(b"<!--"),
                Some(_) => uname(text, open + 1).is_some(),
                None => false,
            };
            if begins {
                return Some(open);
            }
            at = open + 1;
        }
    }

    pub(super) fn instruction_at(&mut self, at: usize) -> Option<usize> {
        let text = &self.pool.bytes()[..self.end];
        if !text[at..].starts_with(b"<?") {
            return None;
        }
        let search = |text: &[u8]| memchr::memmem::find(text, b"?>");
        Some(self.memo.instruction_end.find(text, at + 2, 2, search)? + 2)
    }

    fn ends_element(&self, element: ElementId, name: Slice) -> bool {
        let (name, wanted) = (self.pool.get(name), self.pool.get(self.element(element).text));
        name == wanted || tags::is_known(wanted) && name.to_lowercase() == wanted
    }
}
