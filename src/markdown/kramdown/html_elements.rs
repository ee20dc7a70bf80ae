//! HTML elements, comments and instructions written as HTML again.

use crate::kramdown::attributes::Name;
use crate::kramdown::element::{Category, ElementId, Kind, Model};
use crate::kramdown::pool::Slice;
use crate::kramdown::tags;
use crate::kramdown::writer::Writer;

impl Writer<'_, '_> {
    /// True if the element being written stands right in an HTML element that is not parsed.
    fn in_raw_html(&self) -> bool {
        self.stack.last().is_some_and(|&parent| {
            matches!(
                self.kind(parent),
                Kind::Html {
                    model: Model::Raw,
                    ..
                }
            )
        })
    }

    /// Writes a comment or an instruction.
    pub(super) fn convert_xml(&mut self, id: ElementId, category: Category, indent: usize) {
        let block = category == Category::Block && !self.in_raw_html();
        if block {
            self.indent(indent);
        }
        self.out.push_str(self.doc.pool.get(self.doc.tree[id].text));
        if block {
            self.out.push('\n');
        }
    }

    /// Writes an element and what it holds.
    pub(super) fn convert_html(
        &mut self,
        id: ElementId,
        category: Category,
        model: Model,
        closed: bool,
        indent: usize,
    ) {
        let name = self.doc.tree[id].text;
        let in_raw = self.in_raw_html();
        let is_void = tags::is_void(self.text(name));
        if category == Category::Block && !in_raw {
            self.indent(indent);
        }
        self.note_html_link(id, name);
        self.out.push('<');
        self.out.push_str(self.doc.pool.get(name));
        self.attrs(self.doc.tree[id].attrs);
        let opened = self.out.len();
        self.out.push('>');
        let start = self.out.len();
        let as_block = category == Category::Block && model == Model::Block;
        if as_block {
            self.out.push('\n');
        }
        let inside = self.out.len();
        let outer = std::mem::replace(&mut self.gfm_pass, false);
        self.inner(id, indent + 2);
        self.gfm_pass = outer;
        let empty = self.out.len() == inside;
        let slash = if category == Category::Span {
            empty && is_void
        } else {
            closed && model == Model::Raw || empty && is_void
        };
        if slash {
            self.out.truncate(opened);
            self.out.push_str(" />");
        } else if as_block && !empty {
            if self.out.ends_with('\n') {
                self.out.pop();
            }
            self.out.push('\n');
            self.indent(indent);
            self.close_slice(name);
        } else {
            if empty {
                self.out.truncate(start);
            }
            self.close_slice(name);
        }
        if category == Category::Block && !in_raw {
            self.out.push('\n');
        }
    }

    fn close_slice(&mut self, name: Slice) {
        self.out.push_str("</");
        self.out.push_str(self.doc.pool.get(name));
        self.out.push('>');
    }

    fn note_html_link(&mut self, id: ElementId, name: Slice) {
        let attrs = self.doc.tree[id].attrs;
        let leads = self
            .doc
            .attributes
            .iter(attrs)
            .any(|attr| matches!(attr.name, Name::Href | Name::Src));
        if leads {
            let element = self.text(name).to_owned();
            self.note_link(id, &element);
        }
    }
}
