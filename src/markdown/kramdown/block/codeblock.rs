//! Indented code blocks.

use crate::kramdown::block::parser::{BlockMatch, BlockParser};
use crate::kramdown::document::{ElementKind, TextRange};
use crate::kramdown::scan::{blank_line, indent, is_blank, is_space, line_end, spaces};

/// Parses indented lines, with the lazy lines after them.
pub(super) fn parse(parser: &mut BlockParser<'_, '_>) -> BlockMatch {
    let start = parser.pos;
    if indent(parser.text(), start).is_none() {
        return BlockMatch::No;
    }
    let end = parser.indented_lines(start);
    if end == start {
        return BlockMatch::No;
    }
    let code = parser.doc.arena.len();
    let mut at = start;
    while at < end {
        let text = parser.text();
        let stop = line_end(text, at);
        if at > start && is_lazy_line(text, at) {
            // A single space replaces the line feed before a lazy line.
            parser.doc.arena.pop_line_feed();
            parser.doc.arena.push(" ", at);
            parser.doc.arena.copy(at, stop);
        } else {
            let content = indent(text, at).unwrap_or(at);
            parser.doc.arena.copy(content, stop);
        }
        at = stop;
    }
    let code = TextRange::new(code, parser.doc.arena.len());
    parser.pos = end;
    parser.add_block(
        ElementKind::Codeblock {
            lang: TextRange::default(),
        },
        code,
        start..end,
    );
    BlockMatch::Yes
}

/// True for a line that is indented by less than four spaces.
fn is_lazy_line(text: &[u8], at: usize) -> bool {
    let margin = spaces(text, at, 4);
    margin - at < 4 && margin < text.len() && !is_space(text[margin])
}

impl BlockParser<'_, '_> {
    /// The end of the indented lines that begin at `start` (kramdown's `CODEBLOCK_MATCH`). It is `start` if there are none.
    pub(super) fn indented_lines(&mut self, start: usize) -> usize {
        let mut end = start;
        loop {
            let text = self.text();
            let mut at = blank_line(text, end).unwrap_or(end);
            if indent(text, at).is_none() || at >= text.len() || is_blank(text, at) {
                return end;
            }
            while at < self.end && indent(self.text(), at).is_some() && !is_blank(self.text(), at) {
                at = line_end(self.text(), at);
            }
            while self.extended && at < self.end && !is_blank(self.text(), at) && !self.is_lazy_end(at) {
                at = line_end(self.text(), at);
            }
            end = at;
        }
    }
}
