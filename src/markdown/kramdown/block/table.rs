//! Tables: lines with pipes.

use crate::WarningKind;
use crate::kramdown::block::Outcome;
use crate::kramdown::element::{ElementId, Kind};
use crate::kramdown::parser::{Alignment, Parser};
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::{line_end, opt_space};

/// A table as it is read.
struct Draft {
    table: ElementId,
    /// Rows that belong to no part yet.
    rows: Vec<ElementId>,
    alignment: Vec<Alignment>,
    has_body: bool,
    has_footer: bool,
    columns: usize,
}

/// Takes a table between block boundaries.
pub(super) fn parse(parser: &mut Parser<'_>) -> Outcome {
    let start = parser.pos;
    if !is_table_start(parser.text(), start) || !parser.after_block_boundary() {
        return Outcome::Not;
    }
    let mark = parser.tree.mark();
    let done = read(parser, start);
    if !done {
        // As in kramdown, an attribute list before it is used up nevertheless.
        parser.tree.forget(mark);
        parser.pos = start;
    }
    done.into()
}

fn is_table_start(text: &[u8], at: usize) -> bool {
    let first = opt_space(text, at);
    // `(?=\S)` may also be met with fewer spaces skipped; a space is none.
    matches!(text.get(first), Some(byte) if !crate::kramdown::scan::is_space(*byte)) && has_pipe(text, first)
}

/// A line with a pipe: at its start, or behind any character but a backslash.
pub(crate) fn has_pipe(text: &[u8], at: usize) -> bool {
    let end = line_end(text, at);
    pipe_in(&text[at..end])
}

fn pipe_in(line: &[u8]) -> bool {
    memchr::memchr_iter(b'|', line).any(|at| at == 0 || line[at - 1] != b'\\')
}

/// A separator: only `+|:- ` and tabs, with a `-` (or `=` and no `-`, for the footer); gives where its line ends.
fn separator(text: &[u8], at: usize, mark: u8) -> Option<usize> {
    let mut found = false;
    for (i, &byte) in text.iter().enumerate().skip(at) {
        match byte {
            b'\n' => return found.then_some(i + 1),
            b'+' | b'|' | b':' | b' ' | b'\t' => {}
            _ if byte == mark => found = true,
            _ => return None,
        }
    }
    None
}

fn read(parser: &mut Parser<'_>, start: usize) -> bool {
    let table = parser.new_block(Kind::Table { alignment: 0 }, Slice::default(), start..start);
    let first = crate::kramdown::scan::skip_space(parser.text(), start);
    let leading_pipe = parser.text()[first] == b'|';
    if let Some(end) = separator(parser.text(), start, b'-') {
        parser.pos = end;
    }
    let mut draft = Draft {
        table,
        rows: Vec::new(),
        alignment: Vec::new(),
        has_body: false,
        has_footer: false,
        columns: 0,
    };
    while parser.pos < parser.end && has_pipe(parser.text(), parser.pos) {
        read_line(parser, &mut draft, leading_pipe);
    }
    if !parser.before_block_boundary() || !parser.has_pipe_outside_code(start) {
        return false;
    }
    if !draft.rows.is_empty() {
        let kind = if draft.has_footer {
            Kind::Tfoot
        } else {
            Kind::Tbody
        };
        add_part(parser, &mut draft, kind, false);
    }
    if !draft.has_body {
        parser.warn(
            WarningKind::TableWithoutBody,
            start,
            parser.pos,
            "this table has no body rows and is read as text".to_owned(),
        );
        return false;
    }
    finish(parser, draft);
    true
}

fn read_line(parser: &mut Parser<'_>, draft: &mut Draft, leading_pipe: bool) {
    let at = parser.pos;
    if let Some(end) = separator(parser.text(), at, b'-') {
        parser.pos = end;
        if draft.rows.is_empty() {
            return;
        }
        if draft.alignment.is_empty() && !draft.has_footer {
            add_part(parser, draft, Kind::Thead, false);
            draft.alignment = alignments(&parser.text()[at..end]);
        } else {
            add_part(parser, draft, Kind::Tbody, false);
        }
    } else if let Some(end) = separator(parser.text(), at, b'=') {
        parser.pos = end;
        if !draft.rows.is_empty() {
            add_part(parser, draft, Kind::Tbody, true);
        }
        draft.has_footer = true;
    } else {
        let end = line_end(parser.text(), at);
        let (row, cells) = parser.table_row(at, end, leading_pipe);
        draft.columns = draft.columns.max(cells);
        draft.rows.push(row);
        parser.pos = end;
    }
}

fn add_part(parser: &mut Parser<'_>, draft: &mut Draft, kind: Kind, force: bool) {
    if draft.has_footer && kind == Kind::Tbody && !force {
        return;
    }
    draft.has_body |= kind == Kind::Tbody;
    let part = parser.add_to(draft.table, kind, Slice::default());
    for row in draft.rows.drain(..) {
        parser.tree.append(part, row);
    }
}

/// The alignments that the colons of a separator tell.
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

/// Fills up short rows and adds the table.
fn finish(parser: &mut Parser<'_>, mut draft: Draft) {
    let mut part = parser.tree.first(draft.table);
    let mut empty = MAX_EMPTY_CELLS;
    while let Some(id) = part {
        part = parser.tree.next(id);
        let mut row = parser.tree.first(id);
        while let Some(id) = row {
            row = parser.tree.next(id);
            let cells = parser.tree.children(id).count();
            for _ in cells..draft.columns.min(cells + empty) {
                parser.add_to(id, Kind::Td, Slice::default());
                empty -= 1;
            }
        }
    }
    draft.alignment.resize(draft.columns, Alignment::Default);
    parser.tree[draft.table].kind = Kind::Table {
        alignment: parser.alignments.len() as u32,
    };
    parser.alignments.push(draft.alignment);
    parser.tree[draft.table].source.end = parser.pos as u32;
    parser.tree.append(parser.parent, draft.table);
}

/// How many cells may be made to fill up the rows of one table: one wide row below many short ones is no reason to
/// write megabytes.
const MAX_EMPTY_CELLS: usize = 100_000;

impl Parser<'_> {
    /// True if the lines from `start` up to here have pipes that are not code (the check at the end of kramdown's
    /// `parse_table`).
    fn has_pipe_outside_code(&mut self, start: usize) -> bool {
        let end = self.pos - 1;
        let text = &self.pool.bytes()[start..end];
        if memchr::memchr2(b'`', b'<', text).is_none() {
            return true;
        }
        let mark = self.tree.mark();
        let root = self.tree.create(Kind::Root, Slice::default(), Slice::default());
        let warnings = self.warnings.len();
        self.parse_table_text(root, Slice::new(start, end));
        let found = self.pipe_on_last_line(root);
        self.tree.forget(mark);
        self.warnings.truncate(warnings);
        found
    }

    fn pipe_on_last_line(&self, root: ElementId) -> bool {
        let mut pipe_on_line = false;
        for id in self.tree.children(root) {
            let element = &self.tree[id];
            let text = self.pool.get(element.text).trim_end_matches('\n');
            let mut lines = text.split('\n');
            let first = lines.next().unwrap_or("");
            let last = text.rsplit('\n').next().unwrap_or("");
            let count = if text.is_empty() { 0 } else { 1 + lines.count() };
            if element.kind == Kind::Codespan {
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
