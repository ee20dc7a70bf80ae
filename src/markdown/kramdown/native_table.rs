//! HTML tables made those of Markdown, where they are simple enough.

use crate::kramdown::attributes::Name;
use crate::kramdown::element::{ElementId, Kind};
use crate::kramdown::parser::{Alignment, Parser};
use crate::kramdown::pool::Slice;
use crate::kramdown::tags;

impl Parser<'_> {
    /// The name of an HTML element; nothing for all others.
    fn html_name(&self, id: ElementId) -> &str {
        match self.tree[id].kind {
            Kind::Html { .. } => self.pool.get(self.tree[id].text),
            _ => "",
        }
    }

    fn is_cell(&self, id: ElementId) -> bool {
        matches!(self.html_name(id), "th" | "td")
    }

    /// Converts `<table>`, or leaves it an HTML element.
    pub(super) fn convert_table(&mut self, id: ElementId) {
        if !self.is_simple_table(id) {
            self.keep_html_element(id);
            return;
        }
        self.remove_text_children(id);
        self.process_native_children(id);
        self.set_basics(id, Kind::Table { alignment: 0 });
        let mut alignment = Vec::new();
        self.take_alignments(id, &mut alignment);
        self.tree[id].kind = Kind::Table {
            alignment: self.alignments.len() as u32,
        };
        self.alignments.push(alignment);
        let children: Vec<ElementId> = self.tree.children(id).collect();
        for child in children {
            if matches!(self.tree[child].kind, Kind::Html { .. }) {
                self.tree.remove(id, child);
            }
        }
        self.make_heads_cells(id);
        if self
            .tree
            .first(id)
            .is_some_and(|first| self.tree[first].kind == Kind::Tr)
        {
            let body = self
                .tree
                .create(Kind::Tbody, Slice::default(), self.tree[id].source);
            self.tree.move_children(id, body);
            self.tree.append(id, body);
        }
    }

    /// Takes `text-align` out of the styles of cells; the last row counts.
    fn take_alignments(&mut self, id: ElementId, alignment: &mut Vec<Alignment>) {
        let children: Vec<ElementId> = self.tree.children(id).collect();
        if self.tree[id].kind == Kind::Tr {
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
        let mut attrs = self.tree[cell].attrs;
        let Some(style) = self.attr(attrs, Name::Style).map(str::to_owned) else {
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
            self.delete_attr(&mut attrs, Name::Style);
        } else {
            let source = self.tree[cell].source.start as usize;
            let rest = self.pool.add(&rest, source);
            self.set_attr(&mut attrs, Name::Style, rest);
        }
        self.tree[cell].attrs = attrs;
        match found.map(|(_, _, value)| value) {
            Some("center") => Alignment::Center,
            Some("left") => Alignment::Left,
            Some("right") => Alignment::Right,
            _ => Alignment::Default,
        }
    }

    fn make_heads_cells(&mut self, id: ElementId) {
        let children: Vec<ElementId> = self.tree.children(id).collect();
        for child in children {
            if self.tree[child].kind == Kind::Th {
                self.tree[child].kind = Kind::Td;
            } else {
                self.make_heads_cells(child);
            }
        }
    }

    /// True if cells hold no blocks, rows have the same number of cells with the same alignment, and `th` stands in
    /// the head alone.
    fn is_simple_table(&self, id: ElementId) -> bool {
        let mut rows = Vec::new();
        self.find_rows(id, &mut rows);
        let cells_of = |row: ElementId| -> Vec<ElementId> {
            self.tree
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
                let style = self.attr(self.tree[cell].attrs, Name::Style).unwrap_or("");
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
        self.cells_are_phrasing(id) && self.has_simple_rows(id)
    }

    fn find_rows(&self, id: ElementId, rows: &mut Vec<ElementId>) {
        if self.html_name(id) == "tr" {
            rows.push(id);
            return;
        }
        for child in self.tree.children(id) {
            self.find_rows(child, rows);
        }
    }

    fn cells_are_phrasing(&self, id: ElementId) -> bool {
        if self.is_cell(id) {
            return self.is_phrasing(id);
        }
        self.tree.children(id).all(|child| self.cells_are_phrasing(child))
    }

    fn is_phrasing(&self, id: ElementId) -> bool {
        self.tree.children(id).all(|child| {
            let fine = self.tree[child].kind == Kind::Text || !tags::is_block(self.html_name(child));
            fine && self.is_phrasing(child)
        })
    }

    fn rows_of(&self, id: ElementId, cell: &str) -> bool {
        let is_text = |id: ElementId| self.tree[id].kind == Kind::Text;
        self.tree.children(id).all(|row| {
            (self.html_name(row) == "tr" || is_text(row))
                && self
                    .tree
                    .children(row)
                    .all(|child| self.html_name(child) == cell || is_text(child))
        })
    }

    fn has_simple_rows(&self, id: ElementId) -> bool {
        if self.rows_of(id, "td") {
            return true;
        }
        let parts = self.tree.children(id).all(|part| {
            self.tree[part].kind == Kind::Text
                || match self.html_name(part) {
                    "thead" => self.rows_of(part, "th"),
                    "tfoot" | "tbody" => self.rows_of(part, "td"),
                    _ => false,
                }
        });
        parts && self.tree.children(id).any(|part| self.html_name(part) == "tbody")
    }
}

/// `text-align: value` in a style: where it begins and ends, and the value.
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
