//! Conversion of HTML tables that are simple enough.

use crate::kramdown::document::{Alignment, AttrName, ElementId, ElementKind, TextRange};
use crate::kramdown::native::ElementConverter;
use crate::kramdown::syntax::tags;

impl ElementConverter<'_, '_> {
    /// The name of an HTML element. It is empty for other elements.
    fn html_name(&self, id: ElementId) -> &str {
        match self.doc.tree[id].kind {
            ElementKind::Html { .. } => self.doc.arena.get(self.doc.tree[id].text),
            _ => "",
        }
    }

    fn is_cell(&self, id: ElementId) -> bool {
        matches!(self.html_name(id), "th" | "td")
    }

    /// Converts `<table>`, or keeps the HTML element.
    pub(super) fn convert_table(&mut self, id: ElementId) {
        if !self.is_simple_table(id) {
            self.keep_html_element(id);
            return;
        }
        self.remove_text_children(id);
        self.process_native_children(id);
        self.set_basics(id, ElementKind::Table { alignment: 0 });
        let mut alignment = Vec::new();
        self.take_alignments(id, &mut alignment);
        self.doc.tree[id].kind = ElementKind::Table {
            alignment: self.doc.alignments.len() as u32,
        };
        self.doc.alignments.push(alignment);
        let children: Vec<ElementId> = self.doc.tree.children(id).collect();
        for child in children {
            if matches!(self.doc.tree[child].kind, ElementKind::Html { .. }) {
                self.doc.tree.remove(id, child);
            }
        }
        self.make_header_cells_plain(id);
        if self
            .doc
            .tree
            .first(id)
            .is_some_and(|first| self.doc.tree[first].kind == ElementKind::Tr)
        {
            let body =
                self.doc
                    .tree
                    .create(ElementKind::Tbody, TextRange::default(), self.doc.tree[id].source);
            self.doc.tree.move_children(id, body);
            self.doc.tree.append(id, body);
        }
    }

    /// Removes `text-align` from the styles of all cells. The alignment of the last row counts.
    fn take_alignments(&mut self, id: ElementId, alignment: &mut Vec<Alignment>) {
        let children: Vec<ElementId> = self.doc.tree.children(id).collect();
        if self.doc.tree[id].kind == ElementKind::Tr {
            *alignment = children
                .into_iter()
                .map(|cell| self.take_alignment(cell))
                .collect();
        } else {
            for child in children {
                self.take_alignments(child, alignment);
            }
        }
    }

    fn take_alignment(&mut self, cell: ElementId) -> Alignment {
        let mut attrs = self.doc.tree[cell].attrs;
        let Some(style) = self.doc.attr(attrs, AttrName::Style).map(str::to_owned) else {
            return Alignment::Default;
        };
        let found = text_align(&style, &["center", "left", "right"]);
        let mut rest = style.clone();
        if let Some((at, end, _)) = found {
            let before = style[..at].trim_end();
            let start = if before.ends_with(';') {
                before.len() - 1
            } else {
                at
            };
            rest = format!("{}{}", &style[..start], &style[end..]);
        }
        if rest.trim().is_empty() {
            self.doc.delete_attr(&mut attrs, AttrName::Style);
        } else {
            let source = self.doc.tree[cell].source.start as usize;
            let rest = self.doc.arena.add(&rest, source);
            self.doc.set_attr(&mut attrs, AttrName::Style, rest);
        }
        self.doc.tree[cell].attrs = attrs;
        match found.map(|(_, _, value)| value) {
            Some("center") => Alignment::Center,
            Some("left") => Alignment::Left,
            Some("right") => Alignment::Right,
            _ => Alignment::Default,
        }
    }

    fn make_header_cells_plain(&mut self, id: ElementId) {
        let children: Vec<ElementId> = self.doc.tree.children(id).collect();
        for child in children {
            if self.doc.tree[child].kind == ElementKind::Th {
                self.doc.tree[child].kind = ElementKind::Td;
            } else {
                self.make_header_cells_plain(child);
            }
        }
    }

    /// True if cells contain no blocks, all rows have the same number of cells with the same alignment, and `th` is only
    /// in the head.
    fn is_simple_table(&self, id: ElementId) -> bool {
        let mut rows = Vec::new();
        self.find_rows(id, &mut rows);
        let cells_of = |row: ElementId| -> Vec<ElementId> {
            self.doc
                .tree
                .children(row)
                .filter(|&cell| self.is_cell(cell))
                .collect()
        };
        let mut count = 0;
        let mut alignment: Option<Vec<&str>> = None;
        for row in rows {
            let cells = cells_of(row);
            if count != 0 && cells.len() != count {
                return false;
            }
            count = cells.len();
            let mut here = Vec::with_capacity(cells.len());
            for cell in cells {
                let style = self
                    .doc
                    .attr(self.doc.tree[cell].attrs, AttrName::Style)
                    .unwrap_or("");
                let found = text_align(style, &["center", "left", "right", "justify", "inherit"]);
                match found.map(|(_, _, value)| value) {
                    Some("justify" | "inherit") => return false,
                    value => here.push(value.unwrap_or("default")),
                }
            }
            if alignment.get_or_insert_with(|| here.clone()) != &here {
                return false;
            }
        }
        if count == 0 && !self.doc.options().behavior().native_empty_tables {
            return false;
        }
        self.cells_are_phrasing(id) && self.has_simple_rows(id)
    }

    fn find_rows(&self, id: ElementId, rows: &mut Vec<ElementId>) {
        if self.html_name(id) == "tr" {
            rows.push(id);
            return;
        }
        for child in self.doc.tree.children(id) {
            self.find_rows(child, rows);
        }
    }

    fn cells_are_phrasing(&self, id: ElementId) -> bool {
        if self.is_cell(id) {
            return self.is_phrasing(id);
        }
        self.doc
            .tree
            .children(id)
            .all(|child| self.cells_are_phrasing(child))
    }

    fn is_phrasing(&self, id: ElementId) -> bool {
        self.doc.tree.children(id).all(|child| {
            let fine =
                self.doc.tree[child].kind == ElementKind::Text || !tags::is_block(self.html_name(child));
            fine && self.is_phrasing(child)
        })
    }

    fn rows_of(&self, id: ElementId, cell: &str) -> bool {
        let is_text = |id: ElementId| self.doc.tree[id].kind == ElementKind::Text;
        self.doc.tree.children(id).all(|row| {
            (self.html_name(row) == "tr" || is_text(row))
                && self
                    .doc
                    .tree
                    .children(row)
                    .all(|child| self.html_name(child) == cell || is_text(child))
        })
    }

    fn has_simple_rows(&self, id: ElementId) -> bool {
        if self.rows_of(id, "td") {
            return true;
        }
        let parts = self.doc.tree.children(id).all(|part| {
            self.doc.tree[part].kind == ElementKind::Text
                || match self.html_name(part) {
                    "thead" => self.rows_of(part, "th"),
                    "tfoot" | "tbody" => self.rows_of(part, "td"),
                    _ => false,
                }
        });
        parts
            && self
                .doc
                .tree
                .children(id)
                .any(|part| self.html_name(part) == "tbody")
    }
}

/// `text-align: value` in a style: its start and end, and the value.
fn text_align<'v>(style: &str, values: &[&'v str]) -> Option<(usize, usize, &'v str)> {
    style.match_indices("text-align:").find_map(|(at, name)| {
        let rest = &style[at + name.len()..];
        let value = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
        if value.len() == rest.len() {
            return None;
        }
        let found = values.iter().find(|found| value.starts_with(**found))?;
        Some((at, style.len() - value.len() + found.len(), *found))
    })
}
