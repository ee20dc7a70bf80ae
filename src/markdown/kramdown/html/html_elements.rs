//! HTML elements, comments and processing instructions.

use crate::kramdown::document::{AttrName, Category, ContentModel, ElementId, TextRange};
use crate::kramdown::html::writer::HtmlWriter;
use crate::kramdown::syntax::tags;

impl HtmlWriter<'_, '_, '_> {
    /// True if the parent of the current element is an HTML element without Markdown.
    fn in_raw_html(&self) -> bool {
        self.stack
            .last()
            .is_some_and(|&parent| self.kind(parent).is_raw_html())
    }

    /// Writes a comment or a processing instruction.
    pub(super) fn convert_xml(&mut self, id: ElementId, category: Category, indent: usize) {
        let block = category == Category::Block && !self.in_raw_html();
        if block {
            self.indent(indent);
        }
        self.out.push_str(self.doc.arena.get(self.doc.tree[id].text));
        if block {
            self.out.push('\n');
        }
    }

    /// Writes an element with its content.
    pub(super) fn convert_html(
        &mut self,
        id: ElementId,
        category: Category,
        model: ContentModel,
        closed: bool,
        indent: usize,
    ) {
        let name = self.doc.tree[id].text;
        let in_raw = self.in_raw_html();
        let is_void = tags::is_void(self.text(name));
        if category == Category::Block && !in_raw {
            self.indent(indent);
        }
        self.record_html_link(id, name);
        self.out.push('<');
        self.out.push_str(self.doc.arena.get(name));
        self.attrs(self.doc.tree[id].attrs);
        let opened = self.out.len();
        self.out.push('>');
        let start = self.out.len();
        let as_block = category == Category::Block && model == ContentModel::Block;
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
            closed && model == ContentModel::Raw || empty && is_void
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
            self.close_tag(name);
        } else {
            if empty {
                self.out.truncate(start);
            }
            self.close_tag(name);
        }
        if category == Category::Block && !in_raw {
            self.out.push('\n');
        }
    }

    fn close_tag(&mut self, name: TextRange) {
        self.out.push_str("</");
        self.out.push_str(self.doc.arena.get(name));
        self.out.push('>');
    }

    fn record_html_link(&mut self, id: ElementId, name: TextRange) {
        let attrs = self.doc.tree[id].attrs;
        let has_url = self
            .doc
            .attributes
            .iter(attrs)
            .any(|attr| matches!(attr.name, AttrName::Href | AttrName::Src));
        if has_url {
            let element = self.text(name).to_owned();
            self.record_link(id, &element);
        }
    }
}
