//! The walk over the tree of blocks that replaces raw text by spans.

use crate::kramdown::document::{ElementId, ElementKind};
use crate::kramdown::span::parser::SpanParser;

impl SpanParser<'_, '_> {
    /// Parses the raw text below `parent`, applies attribute lists, removes end-of-block elements, and merges adjacent
    /// blank lines (kramdown's `update_tree`).
    pub(super) fn update_tree(&mut self, parent: ElementId) {
        let mut last_blank: Option<ElementId> = None;
        let mut child = self.doc.tree.first(parent);
        while let Some(id) = child {
            child = self.doc.tree.next(id);
            match self.doc.tree[id].kind {
                ElementKind::RawText => {
                    last_blank = None;
                    let text = self.doc.tree[id].text;
                    self.parse_text(id, text);
                    self.doc.tree.splice(parent, id, id);
                }
                ElementKind::Eob(_) => {
                    self.apply_own_ial(id);
                    self.doc.tree.remove(parent, id);
                }
                ElementKind::Blank => {
                    if let Some(blank) = last_blank {
                        let (first, second) = (self.doc.tree[blank].text, self.doc.tree[id].text);
                        self.doc.tree[blank].text = self.doc.arena.join(first, second);
                        self.doc.tree.remove(parent, id);
                    } else {
                        last_blank = Some(id);
                    }
                }
                _ => {
                    last_blank = None;
                    self.update_tree(id);
                    self.apply_own_ial(id);
                }
            }
        }
    }

    fn apply_own_ial(&mut self, id: ElementId) {
        if let Some(ial) = self.doc.tree[id].ial {
            self.doc.apply_ial_to(id, ial);
        }
    }
}
