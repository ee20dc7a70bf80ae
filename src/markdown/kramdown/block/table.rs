//! Tables: lines with pipes.

use crate::WarningKind;
use crate::kramdown::block::parser::{BlockMatch, BlockParser};
use crate::kramdown::document::{Alignment, ElementId, ElementKind, TextRange};
use crate::kramdown::scan::{is_space, line_end, opt_space, skip_space};
use crate::kramdown::span;

/// A table that is being read.
struct TableBuilder {
    id: ElementId,
    /// The rows that are not part of a head, body or foot yet.
    rows: Vec<ElementId>,
    alignment: Vec<Alignment>,
    has_body: bool,
    has_footer: bool,
    columns: usize,
}

/// Parses a table between block boundaries.
pub(super) fn parse(parser: &mut BlockParser<'_, '_>) -> BlockMatch {
    let start = parser.pos;
    if !is_table_start(parser.text(), start) || !parser.after_block_boundary() {
        return BlockMatch::No;
    }
    let checkpoint = parser.doc.tree.checkpoint();
    let done = read(parser, start);
    if !done {
        // As in kramdown, a preceding attribute list is consumed nevertheless.
        parser.doc.tree.rollback(checkpoint);
        parser.pos = start;
    }
    done.into()
}

fn is_table_start(text: &[u8], at: usize) -> bool {
    let first = opt_space(text, at);
    matches!(text.get(first), Some(byte) if !is_space(*byte)) && has_pipe(text, first)
}

/// True if the line has a pipe at its start, or after any character but a backslash.
fn has_pipe(text: &[u8], at: usize) -> bool {
    let end = line_end(text, at);
    pipe_in(&text[at..end])
}

fn pipe_in(line: &[u8]) -> bool {
    memchr::memchr_iter(b'|', line).any(|at| at == 0 || line[at - 1] != b'\\')
}

/// A separator line of `+|:`, spaces and tabs with at least one `character` (`-`, or `=` before a footer): its end.
fn separator(text: &[u8], at: usize, character: u8) -> Option<usize> {
    let mut found = false;
    for (i, &byte) in text.iter().enumerate().skip(at) {
        match byte {
            b'\n' => return found.then_some(i + 1),
            b'+' | b'|' | b':' | b' ' | b'\t' => {}
            _ if byte == character => found = true,
            _ => return None,
        }
    }
    None
}

fn read(parser: &mut BlockParser<'_, '_>, start: usize) -> bool {
    let id = parser.new_block(
        ElementKind::Table { alignment: 0 },
        TextRange::default(),
        start..start,
    );
    let first = skip_space(parser.text(), start);
    let leading_pipe = parser.text()[first] == b'|';
    if let Some(end) = separator(parser.text(), start, b'-') {
        parser.pos = end;
    }
    let mut table = TableBuilder {
        id,
        rows: Vec::new(),
        alignment: Vec::new(),
        has_body: false,
        has_footer: false,
        columns: 0,
    };
    while parser.pos < parser.end && has_pipe(parser.text(), parser.pos) {
        read_line(parser, &mut table, leading_pipe);
    }
    if !parser.before_block_boundary() || !parser.has_pipe_outside_code(start) {
        return false;
    }
    if !table.rows.is_empty() {
        let kind = if table.has_footer {
            ElementKind::Tfoot
        } else {
            ElementKind::Tbody
        };
        add_part(parser, &mut table, kind, false);
    }
    if !table.has_body {
        parser.doc.warn(
            WarningKind::TableWithoutBody,
            start,
            parser.pos,
            "this table has no body rows and is read as text".to_owned(),
        );
        return false;
    }
    finish(parser, table);
    true
}

fn read_line(parser: &mut BlockParser<'_, '_>, table: &mut TableBuilder, leading_pipe: bool) {
    let at = parser.pos;
    if let Some(end) = separator(parser.text(), at, b'-') {
        parser.pos = end;
        if table.rows.is_empty() {
            return;
        }
        if table.alignment.is_empty() && !table.has_footer {
            add_part(parser, table, ElementKind::Thead, false);
            table.alignment = alignments(&parser.text()[at..end]);
        } else {
            add_part(parser, table, ElementKind::Tbody, false);
        }
    } else if let Some(end) = separator(parser.text(), at, b'=') {
        parser.pos = end;
        if !table.rows.is_empty() {
            add_part(parser, table, ElementKind::Tbody, true);
        }
        table.has_footer = true;
    } else {
        let end = line_end(parser.text(), at);
        let (row, cells) = parser.table_row(at, end, leading_pipe);
        table.columns = table.columns.max(cells);
        table.rows.push(row);
        parser.pos = end;
    }
}

fn add_part(parser: &mut BlockParser<'_, '_>, table: &mut TableBuilder, kind: ElementKind, force: bool) {
    if table.has_footer && kind == ElementKind::Tbody && !force {
        return;
    }
    table.has_body |= kind == ElementKind::Tbody;
    let part = parser.doc.add_to(table.id, kind, TextRange::default());
    for row in table.rows.drain(..) {
        parser.doc.tree.append(part, row);
    }
}

/// The alignments that the colons of a separator specify.
fn alignments(line: &[u8]) -> Vec<Alignment> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut used = 0;
    while at < line.len() {
        if line[at] != b'-' {
            at += 1;
            continue;
        }
        let left = at > used && line[at - 1] == b':';
        while line[at] == b'-' {
            at += 1;
        }
        let right = line[at] == b':';
        if right {
            at += 1;
        }
        used = at;
        found.push(match (left, right) {
            (true, true) => Alignment::Center,
            (true, false) => Alignment::Left,
            (false, true) => Alignment::Right,
            (false, false) => Alignment::Default,
        });
    }
    found
}

/// Fills short rows and adds the table.
fn finish(parser: &mut BlockParser<'_, '_>, mut table: TableBuilder) {
    let mut part = parser.doc.tree.first(table.id);
    let mut empty = MAX_EMPTY_CELLS;
    while let Some(id) = part {
        part = parser.doc.tree.next(id);
        let mut row = parser.doc.tree.first(id);
        while let Some(id) = row {
            row = parser.doc.tree.next(id);
            let cells = parser.doc.tree.children(id).count();
            for _ in cells..table.columns.min(cells + empty) {
                parser.doc.add_to(id, ElementKind::Td, TextRange::default());
                empty -= 1;
            }
        }
    }
    table.alignment.resize(table.columns, Alignment::Default);
    parser.doc.tree[table.id].kind = ElementKind::Table {
        alignment: parser.doc.alignments.len() as u32,
    };
    parser.doc.alignments.push(table.alignment);
    parser.doc.tree[table.id].source.end = parser.pos as u32;
    parser.doc.tree.append(parser.parent, table.id);
}

/// The maximum number of cells that fill short rows of one table. Without it, one wide row after many short ones would
/// add megabytes.
const MAX_EMPTY_CELLS: usize = 100_000;

impl BlockParser<'_, '_> {
    /// True if the lines from `start` on have pipes outside code (the check at the end of kramdown's `parse_table`).
    fn has_pipe_outside_code(&mut self, start: usize) -> bool {
        let end = self.pos - 1;
        let text = &self.doc.arena.bytes()[start..end];
        if memchr::memchr2(b'`', b'<', text).is_none() {
            return true;
        }
        let checkpoint = self.doc.tree.checkpoint();
        let root = self.doc.tree.create_empty(ElementKind::Root);
        let warnings = self.doc.warnings.len();
        let lines = TextRange::new(start, end);
        span::parser(self.doc).parse_table(root, lines);
        let found = self.pipe_on_last_line(root);
        self.doc.tree.rollback(checkpoint);
        self.doc.warnings.truncate(warnings);
        found
    }

    fn pipe_on_last_line(&self, root: ElementId) -> bool {
        let mut pipe_on_line = false;
        for id in self.doc.tree.children(root) {
            let element = &self.doc.tree[id];
            let text = self.doc.arena.get(element.text).trim_end_matches('\n');
            let mut lines = text.split('\n');
            let first = lines.next().unwrap_or("");
            let last = text.rsplit('\n').next().unwrap_or("");
            let count = if text.is_empty() { 0 } else { 1 + lines.count() };
            if element.kind == ElementKind::Codespan {
                if count > 2 || count == 2 && !pipe_on_line {
                    break;
                }
                if count == 2 {
                    pipe_on_line = false;
                }
            } else {
                if count > 1 && !pipe_on_line && !pipe_in(first.as_bytes()) {
                    break;
                }
                pipe_on_line = (count <= 1 && pipe_on_line) || pipe_in(last.as_bytes());
            }
        }
        pipe_on_line
    }
}
