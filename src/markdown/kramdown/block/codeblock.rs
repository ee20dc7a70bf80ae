//! Indented code blocks.

use crate::kramdown::block::Outcome;
use crate::kramdown::element::Kind;
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::{blank_line, indent, is_blank, is_space, line_end, spaces};

/// Takes indented lines, and lazy ones behind them.
pub(super) fn parse(parser: &mut Parser<'_>) -> Outcome {
    let start = parser.pos;
    if indent(parser.text(), start).is_none() {
        return Outcome::Not;
    }
    let end = parser.indented_lines(start);
    if end == start {
        return Outcome::Not;
    }
    let code = parser.pool.len();
    let mut at = start;
    while at < end {
        let text = parser.text();
        let stop = line_end(text, at);
        if at > start && is_lazy_line(text, at) {
            // Joined to the line before by a single space in place of the line feed.
            parser.pool.pop_line_feed();
            parser.pool.push(" ", at);
            parser.pool.copy(at, stop);
        } else {
            let content = indent(text, at).unwrap_or(at);
            parser.pool.copy(content, stop);
        }
        at = stop;
    }
    let code = Slice::new(code, parser.pool.len());
    parser.pos = end;
    parser.add_block(
        Kind::Codeblock {
            lang: Slice::default(),
        },
        code,
        start..end,
    );
    Outcome::Done
}

/// A line with less than an indentation before its text.
fn is_lazy_line(text: &[u8], at: usize) -> bool {
    let margin = spaces(text, at, 4);
    margin - at < 4 && margin < text.len() && !is_space(text[margin])
}

impl Parser<'_> {
    /// The end of the indented lines that begin at `start` (kramdown's `CODEBLOCK_MATCH`); `start` if there are none.
    pub(crate) fn indented_lines(&mut self, start: usize) -> usize {
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
