//! Headers: `# text`, and text underlined with `=` or `-`.

use std::ops::Range;

use crate::kramdown::block::parser::{BlockMatch, BlockParser};
use crate::kramdown::document::{AttrName, ElementKind, TextRange};
use crate::kramdown::scan::{header_marks, is_space, line_end, opt_space, rstrip, skip_blanks};

/// Parses a header that begins with `#`.
pub(super) fn parse_atx(parser: &mut BlockParser<'_, '_>) -> BlockMatch {
    let start = parser.pos;
    let quirk = parser.doc.is_gfm() && parser.doc.options().paragraph_end;
    let text = parser.text();
    let Some(after_marks) = header_marks(text, start, parser.doc.is_gfm()) else {
        return BlockMatch::No;
    };
    let begin = skip_blanks(text, after_marks);
    let mut end = line_end(text, begin);
    if !parser.doc.is_gfm() && text.get(begin) == Some(&b'\n') {
        // kramdown's own pattern takes the line feed as the first character of the text.
        if end >= text.len() {
            return BlockMatch::No;
        }
        end = line_end(text, end);
    }
    if !quirk && !parser.after_block_boundary() {
        return BlockMatch::No;
    }
    let (mut content, id) = header_contents(text, begin, end);
    let closing_at = closing_marks(&text[content.clone()], quirk);
    if let Some(at) = closing_at {
        content = rstrip(text, content.start..content.start + at);
    }
    if content.is_empty() {
        return BlockMatch::No;
    }
    parser.add_header((after_marks - start) as u8, content, id, end);
    BlockMatch::Yes
}

/// The start of the closing `#`: after a space or tab if `quirk`, else anywhere but after a backslash.
fn closing_marks(content: &[u8], quirk: bool) -> Option<usize> {
    let mut at = content.len();
    while at > 0 && content[at - 1] == b'#' {
        at -= 1;
    }
    if at == content.len() {
        return None;
    }
    if quirk {
        return (at > 0 && matches!(content[at - 1], b' ' | b'\t')).then(|| at - 1);
    }
    if at > 0 && content[at - 1] == b'\\' {
        // The first `#` is escaped; those after it still close.
        return (at + 1 < content.len()).then_some(at + 1);
    }
    Some(at)
}

/// Parses an underlined header.
pub(super) fn parse_setext(parser: &mut BlockParser<'_, '_>) -> BlockMatch {
    let start = parser.pos;
    let text = parser.text();
    let begin = opt_space(text, start);
    if begin >= text.len() || matches!(text[begin], b' ' | b'\t' | b'\n') {
        return BlockMatch::No;
    }
    let line = line_end(text, begin);
    let Some(&underline @ (b'-' | b'=')) = text.get(line) else {
        return BlockMatch::No;
    };
    let mut at = line + 1;
    while matches!(text.get(at), Some(b'-' | b'=')) {
        at += 1;
    }
    while text.get(at).is_some_and(|&byte| is_space(byte) && byte != b'\n') {
        at += 1;
    }
    if text.get(at) != Some(&b'\n') || !parser.after_block_boundary() {
        return BlockMatch::No;
    }
    let (content, id) = header_contents(text, begin, line);
    if content.is_empty() {
        return BlockMatch::No;
    }
    let level = if underline == b'-' { 2 } else { 1 };
    parser.add_header(level, content, id, at + 1);
    BlockMatch::Yes
}

/// The text of a header, and the id `{#id}` at its end.
fn header_contents(text: &[u8], start: usize, end: usize) -> (Range<usize>, Option<TextRange>) {
    let end = rstrip(text, start..end).end;
    let bare = (start..end, None);
    if end < start + 5 || text[end - 1] != b'}' {
        return bare;
    }
    let Some(open) = memchr::memrchr(b'{', &text[start..end]).map(|at| start + at) else {
        return bare;
    };
    let after_space = open > start && matches!(text[open - 1], b' ' | b'\t');
    if !after_space || text[open + 1] != b'#' || !is_xml_name(&text[open + 2..end - 1]) {
        return bare;
    }
    (
        rstrip(text, start..open - 1),
        Some(TextRange::new(open + 2, end - 1)),
    )
}

fn is_xml_name(name: &[u8]) -> bool {
    let Ok(name) = std::str::from_utf8(name) else {
        return false;
    };
    let mut chars = name.chars();
    chars.next().is_some_and(is_name_start) && chars.all(is_name_char)
}

fn is_name_start(c: char) -> bool {
    matches!(c, ':' | 'A'..='Z' | '_' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

fn is_name_char(c: char) -> bool {
    is_name_start(c)
        || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

impl BlockParser<'_, '_> {
    fn add_header(&mut self, level: u8, content: Range<usize>, id: Option<TextRange>, end: usize) {
        let start = std::mem::replace(&mut self.pos, end);
        let text = TextRange::new(content.start, content.end);
        let header = self.add_block(ElementKind::Header { level }, text, start..end);
        self.doc.add_text(header, ElementKind::RawText, text);
        if let Some(id) = id {
            self.doc.set_element_attr(header, AttrName::Id, id);
        }
    }
}
