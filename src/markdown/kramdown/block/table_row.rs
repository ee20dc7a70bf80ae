//! The cells of a table row: text between pipes. Pipes in code do not count.

use crate::kramdown::block::parser::BlockParser;
use crate::kramdown::document::{ElementId, ElementKind, TextRange};
use crate::kramdown::scan::strip;
use crate::kramdown::span;

impl BlockParser<'_, '_> {
    /// Parses the line `start..end`, which ends with a line feed. Returns the row and the number of its cells.
    pub(super) fn table_row(&mut self, start: usize, end: usize, leading_pipe: bool) -> (ElementId, usize) {
        let mut end = end - 1;
        while end > start && matches!(self.doc.arena.bytes()[end - 1], b' ' | b'\t') {
            end -= 1;
        }
        let line = &self.doc.arena.bytes()[start..end];
        let plain =
            memchr::memchr2(b'`', b'\\', line).is_none() && memchr::memmem::find(line, b"<code").is_none();
        let mut cells = if plain {
            plain_cells(line, start)
        } else {
            self.cells_with_code(start, end)
        };
        let bytes = self.doc.arena.bytes();
        let is_empty =
            |cell: Option<&TextRange>| cell.is_some_and(|&cell| strip(bytes, cell.range()).is_empty());
        let drop_first = leading_pipe && is_empty(cells.first());
        let drop_last = cells.len() > usize::from(drop_first) && is_empty(cells.last());
        if drop_last {
            cells.pop();
        }
        if drop_first {
            cells.remove(0);
        }
        let row = self
            .doc
            .tree
            .create(ElementKind::Tr, TextRange::default(), TextRange::new(start, end));
        for &cell in &cells {
            let text = strip(self.doc.arena.bytes(), cell.range());
            let text = TextRange::new(text.start, text.end);
            let id = self.doc.add_to(row, ElementKind::Td, TextRange::default());
            self.doc.tree[id].source = text;
            self.doc.add_text(id, ElementKind::RawText, text);
        }
        (row, cells.len())
    }

    /// The cells of a line with code or backslashes. `<code>…</code>` is copied, code spans get new delimiters, and `\|`
    /// outside code becomes a pipe.
    fn cells_with_code(&mut self, start: usize, end: usize) -> Vec<TextRange> {
        let mut cells = Vec::new();
        let mut at = start;
        while at < end {
            let (open, close) = self.code_element(at, end).unwrap_or((end, end));
            self.cells_between(at, open, &mut cells);
            if open < close {
                self.add_to_cell(&mut cells, TextRange::new(open, close));
            }
            at = close;
        }
        cells
    }

    /// The start and the end of the next `<code…>…</code>`.
    fn code_element(&self, from: usize, end: usize) -> Option<(usize, usize)> {
        let text = &self.doc.arena.bytes()[..end];
        let open = from + memchr::memmem::find(&text[from..], b"<code")?;
        let inside = open + memchr::memchr(b'>', &text[open..])?;
        let close = inside + memchr::memmem::find(&text[inside..], b"</code>")?;
        Some((open, close + 7))
    }

    fn cells_between(&mut self, start: usize, end: usize, cells: &mut Vec<TextRange>) {
        if start >= end {
            return;
        }
        let checkpoint = self.doc.tree.checkpoint();
        let root = self.doc.tree.create_empty(ElementKind::Root);
        let cells_text = TextRange::new(start, end);
        span::parser(self.doc).parse_table_row(root, cells_text);
        let parts: Vec<(ElementKind, TextRange)> = self
            .doc
            .tree
            .children(root)
            .map(|id| (self.doc.tree[id].kind, self.doc.tree[id].text))
            .collect();
        self.doc.tree.rollback(checkpoint);
        for (kind, text) in parts {
            if kind == ElementKind::Codespan {
                let code = self.doc.arena.get(text);
                let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
                let delimiter = "`".repeat(longest + 1);
                let space = if longest > 0 { " " } else { "" };
                let code = format!("{delimiter}{space}{code}{space}{delimiter}");
                let code = self.doc.arena.add(&code, text.start as usize);
                self.add_to_cell(cells, code);
            } else {
                self.split_cells(text, cells);
            }
        }
    }

    /// Splits at pipes without a backslash before them.
    fn split_cells(&mut self, text: TextRange, cells: &mut Vec<TextRange>) {
        let mut start = text.start as usize;
        let end = text.end as usize;
        let mut first = true;
        loop {
            let bytes = &self.doc.arena.bytes()[..end];
            let pipe = memchr::memchr_iter(b'|', &bytes[start..])
                .map(|at| start + at)
                .find(|&at| at == text.start as usize || bytes[at - 1] != b'\\');
            let stop = pipe.unwrap_or(end);
            let cell = self.without_escaped_pipes(TextRange::new(start, stop));
            if first {
                self.add_to_cell(cells, cell);
            } else {
                cells.push(cell);
            }
            first = false;
            match pipe {
                Some(at) => start = at + 1,
                None => return,
            }
        }
    }

    fn without_escaped_pipes(&mut self, cell: TextRange) -> TextRange {
        if memchr::memmem::find(self.doc.arena.get(cell).as_bytes(), b"\\|").is_none() {
            return cell;
        }
        let plain = self.doc.arena.get(cell).replace("\\|", "|");
        self.doc.arena.add(&plain, cell.start as usize)
    }

    /// Appends text to the last cell, or adds the first cell.
    fn add_to_cell(&mut self, cells: &mut Vec<TextRange>, text: TextRange) {
        match cells.last_mut() {
            Some(last) => *last = self.doc.arena.join(*last, text),
            None => cells.push(text),
        }
    }
}

fn plain_cells(line: &[u8], start: usize) -> Vec<TextRange> {
    let mut cells = Vec::with_capacity(8);
    let mut from = 0;
    for at in memchr::memchr_iter(b'|', line) {
        cells.push(TextRange::new(start + from, start + at));
        from = at + 1;
    }
    cells.push(TextRange::new(start + from, start + line.len()));
    cells
}
