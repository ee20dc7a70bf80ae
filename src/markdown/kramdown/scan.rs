//! Tests of a text at a position. They correspond to the regular expressions of kramdown.
//!
//! Each function takes the text up to its end and an offset, and returns the offset after what it found.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// Ruby's `\s`.
pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// Ruby's `\s` for a character.
pub(crate) fn is_space_char(c: char) -> bool {
    matches!(c, ' ' | '\t'..='\r')
}

/// Ruby's `\w`.
pub(crate) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// True for what Ruby's `strip` removes: white space and the null character.
fn is_strippable(byte: u8) -> bool {
    is_space(byte) || byte == 0
}

/// The range without white space at its end: Ruby's `rstrip`.
pub(crate) fn rstrip(text: &[u8], range: Range<usize>) -> Range<usize> {
    let mut end = range.end;
    while end > range.start && is_strippable(text[end - 1]) {
        end -= 1;
    }
    range.start..end
}

/// The range without white space at both ends: Ruby's `strip`.
pub(crate) fn strip(text: &[u8], range: Range<usize>) -> Range<usize> {
    let Range { mut start, end } = rstrip(text, range);
    while start < end && is_strippable(text[start]) {
        start += 1;
    }
    start..end
}

/// The end of the line of `at`, after its line feed.
pub(crate) fn line_end(text: &[u8], at: usize) -> usize {
    memchr::memchr(b'\n', &text[at..]).map_or(text.len(), |found| at + found + 1)
}

/// Skips up to three spaces.
pub(crate) fn opt_space(text: &[u8], at: usize) -> usize {
    spaces(text, at, 3)
}

/// Skips up to `max` spaces.
pub(crate) fn spaces(text: &[u8], at: usize, max: usize) -> usize {
    let mut i = at;
    while i < text.len() && i - at < max && text[i] == b' ' {
        i += 1;
    }
    i
}

/// Skips spaces and tabs.
pub(crate) fn skip_blanks(text: &[u8], at: usize) -> usize {
    let mut i = at;
    while i < text.len() && matches!(text[i], b' ' | b'\t') {
        i += 1;
    }
    i
}

/// Skips white space of any kind.
pub(crate) fn skip_space(text: &[u8], at: usize) -> usize {
    let mut i = at;
    while i < text.len() && is_space(text[i]) {
        i += 1;
    }
    i
}

/// A run of blank lines: `(\s*\n)+`.
pub(crate) fn blank_line(text: &[u8], at: usize) -> Option<usize> {
    let mut found = None;
    let mut i = at;
    while i < text.len() && is_space(text[i]) {
        i += 1;
        if text[i - 1] == b'\n' {
            found = Some(i);
        }
    }
    found
}

/// White space up to the first line feed: `\s*?\n`.
pub(crate) fn rest_blank(text: &[u8], at: usize) -> Option<usize> {
    let mut i = at;
    while i < text.len() && is_space(text[i]) {
        i += 1;
        if text[i - 1] == b'\n' {
            return Some(i);
        }
    }
    None
}

/// Spaces and tabs up to a line feed: `[ \t]*\n`.
pub(crate) fn trailing_whitespace(text: &[u8], at: usize) -> Option<usize> {
    let i = skip_blanks(text, at);
    (text.get(i) == Some(&b'\n')).then_some(i + 1)
}

/// True if the line at `at` contains only white space.
pub(crate) fn is_blank(text: &[u8], at: usize) -> bool {
    let mut i = at;
    while i < text.len() && text[i] != b'\n' {
        if !is_space(text[i]) {
            return false;
        }
        i += 1;
    }
    true
}

/// The end-of-block marker.
pub(crate) fn eob_marker(text: &[u8], at: usize) -> Option<usize> {
    if text.get(at) == Some(&b'^') {
        rest_blank(text, at + 1)
    } else {
        None
    }
}

/// One level of indentation: a tab or four spaces.
pub(crate) fn indent(text: &[u8], at: usize) -> Option<usize> {
    match text.get(at) {
        Some(b'\t') => Some(at + 1),
        Some(b' ') if text[at..].starts_with(b"    ") => Some(at + 4),
        _ => None,
    }
}

/// The one to six `#` of a header. GFM requires white space after them.
pub(crate) fn header_marks(text: &[u8], at: usize, gfm: bool) -> Option<usize> {
    let mut i = at;
    while i < text.len() && i - at < 6 && text[i] == b'#' {
        i += 1;
    }
    if i == at {
        return None;
    }
    if gfm && !matches!(text.get(i), Some(b' ' | b'\t')) {
        return None;
    }
    Some(i)
}

/// True at up to three spaces and `>`.
pub(crate) fn is_quote(text: &[u8], at: usize) -> bool {
    text.get(opt_space(text, at)) == Some(&b'>')
}

/// True at up to three spaces and a fence of three tildes or backticks.
pub(crate) fn is_fence(text: &[u8], at: usize) -> bool {
    let i = opt_space(text, at);
    text.len() >= i + 3 && text[i..i + 3].iter().all(|byte| matches!(byte, b'~' | b'`'))
}

/// A horizontal rule: three or more of the same character, with spaces and tabs between them.
pub(crate) fn horizontal_rule(text: &[u8], at: usize) -> Option<usize> {
    let mut i = opt_space(text, at);
    let character = *text.get(i)?;
    if !matches!(character, b'*' | b'-' | b'_') {
        return None;
    }
    let mut count = 0;
    while let Some(&byte) = text.get(i) {
        i += 1;
        match byte {
            _ if byte == character => count += 1,
            b' ' | b'\t' => {}
            b'\n' if count >= 3 => return Some(i),
            _ => return None,
        }
    }
    None
}

/// The kinds of list markers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Marker {
    Bullet,
    Number,
    Definition,
}

/// The marker of an item after at most `max` spaces: the offset of the space, tab or `|` that must follow it.
pub(crate) fn item_marker(text: &[u8], at: usize, marker: Marker, max: usize) -> Option<usize> {
    let mut i = spaces(text, at, max);
    match (marker, text.get(i)?) {
        (Marker::Bullet, b'+' | b'*' | b'-') | (Marker::Definition, b':') => i += 1,
        (Marker::Number, b'0'..=b'9') => {
            while text.get(i)?.is_ascii_digit() {
                i += 1;
            }
            if text[i] != b'.' {
                return None;
            }
            i += 1;
        }
        _ => return None,
    }
    matches!(text.get(i)?, b' ' | b'\t' | b'|').then_some(i)
}

/// The kind of list that starts here.
pub(crate) fn list_start(text: &[u8], at: usize) -> Option<Marker> {
    let i = opt_space(text, at);
    match text.get(i)? {
        b'+' | b'*' | b'-' => item_marker(text, i, Marker::Bullet, 0).map(|_| Marker::Bullet),
        b'0'..=b'9' => item_marker(text, i, Marker::Number, 0).map(|_| Marker::Number),
        _ => None,
    }
}

/// The character at `at`.
pub(crate) fn char_at(text: &[u8], at: usize) -> Option<char> {
    let first = *text.get(at)?;
    if first < 0x80 {
        return Some(first as char);
    }
    let len = char_len(first);
    let end = (at + len).min(text.len());
    std::str::from_utf8(&text[at..end]).ok()?.chars().next()
}

/// The character before `at`.
pub(crate) fn char_before(text: &[u8], at: usize) -> Option<char> {
    let start = char_start(text, at)?;
    char_at(text, start)
}

/// The start of the character before `at`.
pub(crate) fn char_start(text: &[u8], at: usize) -> Option<usize> {
    let mut i = at.checked_sub(1)?;
    while i > 0 && text[i] & 0xC0 == 0x80 {
        i -= 1;
    }
    Some(i)
}

/// The length of the character that begins with the byte `first`.
pub(crate) fn char_len(first: u8) -> usize {
    match first {
        0..0xC0 => 1,
        0xC0..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 4,
    }
}

/// Ruby's `[[:alpha:]]`.
pub(crate) fn is_alpha(c: char) -> bool {
    c.is_alphabetic()
}

/// Ruby's `[[:alnum:]]`: alphabetic characters and decimal digits.
pub(crate) fn is_alnum(c: char) -> bool {
    static DIGIT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\p{Nd}$").expect("a fixed pattern"));
    c.is_alphabetic() || c.is_ascii_digit() || !c.is_ascii() && c.is_numeric() && matches(&DIGIT, c)
}

/// Ruby's `\p{Word}`, and the word characters of `\b`: alphabetic characters, marks, decimal digits and connecting
/// punctuation.
pub(crate) fn is_word_char(c: char) -> bool {
    static OTHER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^[\p{M}\p{Nd}\p{Pc}]$").expect("a fixed pattern"));
    c.is_alphabetic() || c.is_ascii_digit() || c == '_' || !c.is_ascii() && matches(&OTHER, c)
}

fn matches(class: &Regex, c: char) -> bool {
    class.is_match(c.encode_utf8(&mut [0; 4]))
}

/// A name without a colon.
fn nc_name(text: &[u8], at: usize) -> Option<usize> {
    let first = char_at(text, at)?;
    if first != '_' && !is_alpha(first) {
        return None;
    }
    let mut i = at + first.len_utf8();
    while let Some(&byte) = text.get(i) {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') {
            i += 1;
        } else if byte >= 0x80 {
            match char_at(text, i) {
                Some(c) if is_alnum(c) => i += c.len_utf8(),
                _ => break,
            }
        } else {
            break;
        }
    }
    Some(i)
}

/// The name of a tag or an attribute, with at most one colon (REXML's `UNAME_STR`).
pub(crate) fn uname(text: &[u8], at: usize) -> Option<usize> {
    let end = nc_name(text, at)?;
    let second = if text.get(end) == Some(&b':') {
        nc_name(text, end + 1)
    } else {
        None
    };
    second.or(Some(end))
}
