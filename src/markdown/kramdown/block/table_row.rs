//! The cells of a table's row: text between pipes, where code may hold pipes of its own.

use crate::kramdown::element::{ElementId, Kind};
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::is_space;

impl Parser<'_> {
    /// The row in the line `start..end`, which ends with a line feed, and the number of its cells.
    pub(super) fn table_row(&mut self, start: usize, end: usize, leading_pipe: bool) -> (ElementId, usize) {
        let mut end = end - 1;
        while end > start && matches!(self.pool.bytes()[end - 1], b' ' | b'\t') {
            end -= 1;
        }
        let line = &self.pool.bytes()[start..end];
        let plain =
            memchr::memchr2(b'`', b'\\', line).is_none() && memchr::memmem::find(line, b"<code").is_none();
        let mut cells = if plain {
            plain_cells(line, start)
        } else {
            self.cells_with_code(start, end)
        };
        let is_empty = |cell: Option<&Slice>| {
            cell.is_some_and(|&cell| {
                self.pool
                    .get(cell)
                    .bytes()
                    .all(|byte| is_space(byte) || byte == 0)
            })
        };
        let drop_first = leading_pipe && is_empty(cells.first());
        let drop_last = cells.len() > usize::from(drop_first) && is_empty(cells.last());
        if drop_last {
            cells.pop();
        }
        if drop_first {
            cells.remove(0);
        }
        let row = self
            .tree
            .create(Kind::Tr, Slice::default(), Slice::new(start, end));
        for &cell in &cells {
            let text = self.stripped(cell);
            let id = self.add_to(row, Kind::Td, Slice::default());
            self.tree[id].source = text;
            self.add_text(id, Kind::RawText, text);
        }
        (row, cells.len())
    }

    fn stripped(&self, slice: Slice) -> Slice {
        let bytes = self.pool.bytes();
        let (mut start, mut end) = (slice.start as usize, slice.end as usize);
        while start < end && (is_space(bytes[start]) || bytes[start] == 0) {
            start += 1;
        }
        while end > start && (is_space(bytes[end - 1]) || bytes[end - 1] == 0) {
            end -= 1;
        }
        Slice::new(start, end)
    }

    /// Cells of a line with code or backslashes. `<code>…</code>` is kept whole, code spans are written anew with
    /// marks that fit, and `\|` outside of them becomes a pipe.
    fn cells_with_code(&mut self, start: usize, end: usize) -> Vec<Slice> {
        let mut cells = Vec::new();
        let mut at = start;
        while at < end {
            let (open, close) = self.code_element(at, end).unwrap_or((end, end));
            self.cells_between(at, open, &mut cells);
            if open < close {
                self.add_to_cell(&mut cells, Slice::new(open, close));
            }
            at = close;
        }
        cells
    }

    /// The next `<code…>…</code>`: where it begins and ends.
    fn code_element(&self, from: usize, end: usize) -> Option<(usize, usize)> {
        let text = &self.pool.bytes()[..end];
        let open = from + memchr::memmem::find(&text[from..], b"<code")?;
        let inside = open + memchr::memchr(b'>', &text[open..])?;
        let close = inside + memchr::memmem::find(&text[inside..], b"</code>")?;
        Some((open, close + 7))
    }

    fn cells_between(&mut self, start: usize, end: usize, cells: &mut Vec<Slice>) {
        if start >= end {
            return;
        }
        let mark = self.tree.mark();
        let root = self.tree.create(Kind::Root, Slice::default(), Slice::default());
        self.parse_row_text(root, Slice::new(start, end));
        let parts: Vec<(Kind, Slice)> = self
            .tree
            .children(root)
            .map(|id| (self.tree[id].kind, self.tree[id].text))
            .collect();
        self.tree.forget(mark);
        for (kind, text) in parts {
            if kind == Kind::Codespan {
                let code = self.pool.get(text);
                let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
                let marks = "`".repeat(longest + 1);
                let space = if longest > 0 { " " } else { "" };
                let code = format!("{marks}{space}{code}{space}{marks}");
                let code = self.pool.add(&code, text.start as usize);
                self.add_to_cell(cells, code);
            } else {
                self.split_cells(text, cells);
            }
        }
    }

    /// Splits at pipes that have no backslash before them.
    fn split_cells(&mut self, text: Slice, cells: &mut Vec<Slice>) {
        let mut start = text.start as usize;
        let end = text.end as usize;
        let mut first = true;
        loop {
            let bytes = &self.pool.bytes()[..end];
            let pipe = memchr::memchr_iter(b'|', &bytes[start..])
                .map(|at| start + at)
                .find(|&at| at == text.start as usize || bytes[at - 1] != b'\\');
            let stop = pipe.unwrap_or(end);
            let cell = self.without_escaped_pipes(Slice::new(start, stop));
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

    fn without_escaped_pipes(&mut self, cell: Slice) -> Slice {
        if memchr::memmem::find(self.pool.get(cell).as_bytes(), b"\\|").is_none() {
            return cell;
        }
        let plain = self.pool.get(cell).replace("\\|", "|");
        self.pool.add(&plain, cell.start as usize)
    }

    /// Adds text to the last cell, or makes it the first.
    fn add_to_cell(&mut self, cells: &mut Vec<Slice>, text: Slice) {
        match cells.last_mut() {
            Some(last) => *last = self.pool.join(*last, text),
            None => cells.push(text),
        }
    }
}

fn plain_cells(line: &[u8], start: usize) -> Vec<Slice> {
    let mut cells = Vec::with_capacity(8);
    let mut from = 0;
    for at in memchr::memchr_iter(b'|', line) {
        cells.push(Slice::new(start + from, start + at));
        from = at + 1;
    }
    cells.push(Slice::new(start + from, start + line.len()));
    cells
}
