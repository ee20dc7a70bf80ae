//! Fenced code blocks.

use crate::kramdown::attributes::Name;
use crate::kramdown::block::Outcome;
use crate::kramdown::element::Kind;
use crate::kramdown::memo::Longest;
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::{is_space, line_end, opt_space, rest_blank};

/// Takes a fenced code block; without its closing fence it is none.
pub(super) fn parse(parser: &mut Parser<'_>) -> Outcome {
    let start = parser.pos;
    let Some(fence) = opening(parser, start) else {
        return Outcome::Not;
    };
    let Some(close) = parser.closing_fence(&fence) else {
        return Outcome::Not;
    };
    let info = Slice::new(fence.at + close.length, fence.info_end);
    let (lang, name) = language(parser, info);
    parser.pos = close.end;
    let block = parser.add_block(
        Kind::Codeblock { lang },
        Slice::new(fence.content, close.line),
        start..close.end,
    );
    if !lang.is_empty() {
        let class = format!("language-{}", parser.pool.get(name));
        let class = parser.pool.add(&class, lang.start as usize);
        parser.set_element_attr(block, Name::Class, class);
    }
    Outcome::Done
}

/// An opening fence.
struct Fence {
    /// Where its first mark stands.
    at: usize,
    /// The number of its marks.
    length: usize,
    /// Where the word behind it ends.
    info_end: usize,
    /// True if no white space stands between the marks and that word: fewer marks may then be the fence.
    glued: bool,
    /// Where the code begins.
    content: usize,
}

/// A closing fence.
struct Close {
    line: usize,
    /// The number of marks of the opening fence that it closes.
    length: usize,
    end: usize,
}

fn opening(parser: &Parser<'_>, start: usize) -> Option<Fence> {
    let text = parser.text();
    let at = if parser.gfm { opt_space(text, start) } else { start };
    let mark = *text.get(at)?;
    if mark != b'~' && (mark != b'`' || !parser.gfm) {
        return None;
    }
    let mut marks = at;
    while text.get(marks) == Some(&mark) {
        marks += 1;
    }
    if marks - at < 3 {
        return None;
    }
    let feed = line_end(text, marks) - 1;
    let mut info = marks;
    while info < feed && is_space(text[info]) {
        info += 1;
    }
    let mut info_end = info;
    while info_end < feed && !is_space(text[info_end]) {
        info_end += 1;
    }
    let content = rest_blank(text, info_end)?;
    Some(Fence {
        at,
        length: marks - at,
        info_end: if info == info_end { marks } else { info_end },
        glued: info == marks || info == info_end,
        content,
    })
}

/// What stands in `info`: all of it, and the part before a question mark, which names the language.
fn language(parser: &Parser<'_>, info: Slice) -> (Slice, Slice) {
    let text = parser.pool.get(info);
    let lead = text.len() - text.trim_start().len();
    let lang = Slice {
        start: info.start + lead as u32,
        end: info.end,
    };
    let text = parser.pool.get(lang).as_bytes();
    let name_len = text
        .iter()
        .skip(1)
        .position(|&byte| byte == b'?')
        .map_or(text.len(), |at| at + 1);
    let name = Slice {
        start: lang.start,
        end: lang.start + name_len as u32,
    };
    (lang, name)
}

impl Parser<'_> {
    /// The first line that closes all marks of `fence`; if there is none, one that closes as many as possible.
    fn closing_fence(&mut self, fence: &Fence) -> Option<Close> {
        let text = &self.pool.bytes()[..self.end];
        let mark = text[fence.at];
        let gfm = self.gfm;
        let close_at = |line| {
            let at = if gfm { opt_space(text, line) } else { line };
            closing(text, at, mark)
        };
        if fence.content >= text.len() {
            return None;
        }
        let least = if fence.glued { 3 } else { fence.length };
        let known = &mut self.memo.fences[usize::from(mark == b'~')];
        let mut longest = usize::MAX;
        if known.covers(fence.content, text.len()) {
            longest = known.behind(fence.content).map_or(0, |(_, length)| length);
        }
        let mut line = fence.content;
        while longest >= fence.length && line < text.len() {
            if let Some((length, end)) = close_at(line).filter(|found| found.0 >= fence.length) {
                let length = length.min(fence.length);
                return Some(Close { line, length, end });
            }
            line = line_end(text, line);
        }
        // None closes all marks: from here on it is known which do close some.
        if !known.covers(fence.content, text.len()) {
            let lines = memchr::memrchr_iter(b'\n', &text[fence.content..text.len() - 1])
                .map(|feed| fence.content + feed + 1)
                .chain([fence.content]);
            let runs = lines.filter_map(|line| Some((line, close_at(line)?.0)));
            *known = Longest::new(fence.content, text.len(), runs);
        }
        let (line, length) = known.behind(fence.content).filter(|found| found.1 >= least)?;
        let (_, end) = close_at(line)?;
        Some(Close { line, length, end })
    }
}

/// The number of marks of a closing fence at `at`, and where its line ends.
fn closing(text: &[u8], at: usize, mark: u8) -> Option<(usize, usize)> {
    let mut marks = at;
    while text.get(marks) == Some(&mark) {
        marks += 1;
    }
    if marks - at < 3 {
        return None;
    }
    Some((marks - at, rest_blank(text, marks)?))
}
