//! Fenced code blocks.

use crate::kramdown::block::parser::{BlockMatch, BlockParser};
use crate::kramdown::document::{AttrName, ElementKind, TextRange};
use crate::kramdown::lookahead::LongestRun;
use crate::kramdown::scan::{is_space, line_end, opt_space, rest_blank};

/// Parses a fenced code block. Without a closing fence it is not a code block.
pub(super) fn parse(parser: &mut BlockParser<'_, '_>) -> BlockMatch {
    let start = parser.pos;
    let Some(fence) = opening(parser, start) else {
        return BlockMatch::No;
    };
    let Some(close) = parser.closing_fence(&fence) else {
        return BlockMatch::No;
    };
    let info = TextRange::new(fence.at + close.length, fence.info_end);
    let (lang, name) = language(parser, info);
    parser.pos = close.end;
    let block = parser.add_block(
        ElementKind::Codeblock { lang },
        TextRange::new(fence.content, close.line),
        start..close.end,
    );
    if !lang.is_empty() {
        let class = format!("language-{}", parser.doc.arena.get(name));
        let class = parser.doc.arena.add(&class, lang.start as usize);
        parser.doc.set_element_attr(block, AttrName::Class, class);
    }
    BlockMatch::Yes
}

/// An opening fence.
struct Fence {
    /// The position of its first character.
    at: usize,
    /// The number of its characters.
    length: usize,
    /// The end of the word after it.
    info_end: usize,
    /// True if the word follows without white space. Fewer characters may then be the fence.
    adjacent: bool,
    /// The start of the code.
    content: usize,
}

/// A closing fence.
struct Close {
    line: usize,
    /// The number of characters of the opening fence that it closes.
    length: usize,
    end: usize,
}

fn opening(parser: &BlockParser<'_, '_>, start: usize) -> Option<Fence> {
    let text = parser.text();
    let at = if parser.doc.is_gfm() {
        opt_space(text, start)
    } else {
        start
    };
    let character = *text.get(at)?;
    if character != b'~' && (character != b'`' || !parser.doc.is_gfm()) {
        return None;
    }
    let mut fence = at;
    while text.get(fence) == Some(&character) {
        fence += 1;
    }
    if fence - at < 3 {
        return None;
    }
    let feed = line_end(text, fence) - 1;
    let mut info = fence;
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
        length: fence - at,
        info_end: if info == info_end { fence } else { info_end },
        adjacent: info == fence || info == info_end,
        content,
    })
}

/// The language in `info` with its options, and the name of the language: the part before a question mark.
fn language(parser: &BlockParser<'_, '_>, info: TextRange) -> (TextRange, TextRange) {
    let text = parser.doc.arena.get(info);
    let lead = text.len() - text.trim_start().len();
    let lang = TextRange {
        start: info.start + lead as u32,
        end: info.end,
    };
    let text = parser.doc.arena.get(lang).as_bytes();
    let name_len = text
        .iter()
        .skip(1)
        .position(|&byte| byte == b'?')
        .map_or(text.len(), |at| at + 1);
    let name = TextRange {
        start: lang.start,
        end: lang.start + name_len as u32,
    };
    (lang, name)
}

impl BlockParser<'_, '_> {
    /// The first line that closes all characters of `fence`, else one that closes as many as possible.
    fn closing_fence(&mut self, fence: &Fence) -> Option<Close> {
        let text = &self.doc.arena.bytes()[..self.end];
        let character = text[fence.at];
        let gfm = self.doc.is_gfm();
        let close_at = |line| {
            let at = if gfm { opt_space(text, line) } else { line };
            closing(text, at, character)
        };
        if fence.content >= text.len() {
            return None;
        }
        let least = if fence.adjacent { 3 } else { fence.length };
        let known = &mut self.lookahead.fences[usize::from(character == b'~')];
        let mut longest = usize::MAX;
        if known.covers(fence.content, text.len()) {
            longest = known.after(fence.content).map_or(0, |(_, length)| length);
        }
        let mut line = fence.content;
        while longest >= fence.length && line < text.len() {
            if let Some((length, end)) = close_at(line).filter(|found| found.0 >= fence.length) {
                let length = length.min(fence.length);
                return Some(Close { line, length, end });
            }
            line = line_end(text, line);
        }
        // No line closes all characters.
        if !known.covers(fence.content, text.len()) {
            let lines = memchr::memrchr_iter(b'\n', &text[fence.content..text.len() - 1])
                .map(|feed| fence.content + feed + 1)
                .chain([fence.content]);
            let runs = lines.filter_map(|line| Some((line, close_at(line)?.0)));
            *known = LongestRun::new(fence.content, text.len(), runs);
        }
        let (line, length) = known.after(fence.content).filter(|found| found.1 >= least)?;
        let (_, end) = close_at(line)?;
        Some(Close { line, length, end })
    }
}

/// The length of a closing fence at `at`, and the end of its line.
fn closing(text: &[u8], at: usize, character: u8) -> Option<(usize, usize)> {
    let mut end = at;
    while text.get(end) == Some(&character) {
        end += 1;
    }
    if end - at < 3 {
        return None;
    }
    Some((end - at, rest_blank(text, end)?))
}
