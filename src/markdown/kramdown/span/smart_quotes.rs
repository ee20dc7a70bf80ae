//! Smart quotes: whether `"` and `'` open or close.

use crate::kramdown::document::{ElementKind, Quote, TextRange};
use crate::kramdown::scan::{char_at, char_len, is_space, is_word, is_word_char};
use crate::kramdown::span::parser::SpanParser;

/// Parses a quote, together with the character before it if the pattern of the quote includes that.
pub(super) fn parse(parser: &mut SpanParser<'_, '_>) -> bool {
    let start = parser.pos;
    let text = parser.text();
    let length = char_len(text[start]);
    let behind = start + length;
    let here = quote(text, start);
    let next = quote(text, behind);
    if text[start] == b'\\' || here.is_none() && next.is_none() {
        return false;
    }
    // kramdown's SQ_RULES in order. 1 and 2: the quote is here.
    if here.is_some() {
        if is_before_emphasis(text, start + 1) {
            return take(parser, 0, &[left(text[start])]);
        }
        if is_before_punctuation(text, start + 1) {
            return take(parser, 0, &[right(text[start])]);
        }
    }
    // 3 to 5: with or without white space before it.
    for before in [usize::from(is_space(text[start])), 0] {
        let at = start + before;
        let word = text.get(at + 2).is_some_and(|&byte| is_word(byte));
        match (text.get(at), text.get(at + 1)) {
            (Some(b'"'), Some(b'\'')) if word => {
                return take(parser, before, &[Quote::LeftDouble, Quote::LeftSingle]);
            }
            (Some(b'\''), Some(b'"')) if word => {
                return take(parser, before, &[Quote::LeftSingle, Quote::LeftDouble]);
            }
            (Some(b'\''), _) if is_decade(&text[at + 1..]) => {
                return take(parser, before, &[Quote::RightSingle]);
            }
            _ => {}
        }
    }
    // 6 and 7: the quote follows a character.
    if next.is_some() {
        let word = text.get(behind + 1).is_some_and(|&byte| is_word(byte));
        if is_space(text[start]) && word {
            return take(parser, length, &[left(text[behind])]);
        }
        if !matches!(
            text[start],
            b' ' | b'\\' | b'\t' | b'\r' | b'\n' | b'[' | b'{' | b'(' | b'-'
        ) {
            return take(parser, length, &[right(text[behind])]);
        }
    }
    // 8: at the end of a word.
    if here.is_some() && ends_word(text, start + 1) {
        return take(parser, 0, &[right(text[start])]);
    }
    // 9 and 10: all others open.
    for single in [b'\'', b'"'] {
        if next == Some(single) {
            return take(parser, length, &[left(single)]);
        }
        if here == Some(single) {
            return take(parser, 0, &[left(single)]);
        }
    }
    false
}

fn quote(text: &[u8], at: usize) -> Option<u8> {
    text.get(at).copied().filter(|byte| matches!(byte, b'"' | b'\''))
}

fn left(quote: u8) -> Quote {
    if quote == b'"' {
        Quote::LeftDouble
    } else {
        Quote::LeftSingle
    }
}

fn right(quote: u8) -> Quote {
    if quote == b'"' {
        Quote::RightDouble
    } else {
        Quote::RightSingle
    }
}

/// True before one or two delimiters of emphasis and a non-space.
fn is_before_emphasis(text: &[u8], at: usize) -> bool {
    matches!(text.get(at), Some(b'*' | b'_')) && text.get(at + 1).is_some_and(|&byte| !is_space(byte))
}

/// True before punctuation that is not followed by `..` or by a word boundary.
fn is_before_punctuation(text: &[u8], at: usize) -> bool {
    let Some(&byte) = text.get(at) else {
        return false;
    };
    if !byte.is_ascii_punctuation() || byte == b'&' || text[at + 1..].starts_with(b"..") {
        return false;
    }
    let word_follows = char_at(text, at + 1).is_some_and(is_word_char);
    word_follows == (byte == b'_')
}

/// Two digits and an `s`, as in '80s.
fn is_decade(text: &[u8]) -> bool {
    text.len() >= 3 && text[0].is_ascii_digit() && text[1].is_ascii_digit() && text[2] == b's'
}

/// White space, the end of the text, or an `s` that ends a word.
fn ends_word(text: &[u8], at: usize) -> bool {
    match text.get(at) {
        None => true,
        Some(b's') => !char_at(text, at + 1).is_some_and(is_word_char),
        Some(&byte) => is_space(byte),
    }
}

/// Adds `before` bytes of text and then the quotes, one byte each.
fn take(parser: &mut SpanParser<'_, '_>, before: usize, quotes: &[Quote]) -> bool {
    parser.take_text(before);
    for &quote in quotes {
        let at = parser.pos;
        parser.take_element(ElementKind::SmartQuote(quote), TextRange::new(at, at + 1), at + 1);
    }
    true
}
