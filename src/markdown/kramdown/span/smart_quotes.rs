//! Smart quotes: which way `"` and `'` turn.

use crate::kramdown::element::{Kind, Quote};
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::{char_len, is_space, is_word, is_word_char};

/// Takes a quote, and the character before it where that was looked at together with it.
pub(super) fn parse(parser: &mut Parser<'_>) -> bool {
    let start = parser.pos;
    let text = parser.text();
    let length = char_len(text[start]);
    let behind = start + length;
    let here = quote(text, start);
    let next = quote(text, behind);
    if text[start] == b'\\' || here.is_none() && next.is_none() {
        return false;
    }
    // The rules in kramdown's order, SQ_RULES 1 and 2: the quote stands here.
    if here.is_some() {
        if follows_mark(text, start + 1) {
            return take(parser, 0, &[left(text[start])]);
        }
        if follows_punctuation(text, start + 1) {
            return take(parser, 0, &[right(text[start])]);
        }
    }
    // 3 to 5, with white space before or not.
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
    // 6 and 7: the quote stands behind a character.
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
    // 9 and 10: what is left opens.
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

/// One or two marks of emphasis and something behind them.
fn follows_mark(text: &[u8], at: usize) -> bool {
    matches!(text.get(at), Some(b'*' | b'_')) && text.get(at + 1).is_some_and(|&byte| !is_space(byte))
}

/// Punctuation that is not followed by `..` or by a word boundary.
fn follows_punctuation(text: &[u8], at: usize) -> bool {
    let Some(&byte) = text.get(at) else {
        return false;
    };
    if !byte.is_ascii_punctuation() || byte == b'&' || text[at + 1..].starts_with(b"..") {
        return false;
    }
    let word_follows = crate::kramdown::scan::char_at(text, at + 1).is_some_and(is_word_char);
    word_follows == (byte == b'_')
}

/// Two digits and an `s`: the '80s.
fn is_decade(text: &[u8]) -> bool {
    text.len() >= 3 && text[0].is_ascii_digit() && text[1].is_ascii_digit() && text[2] == b's'
}

/// White space, the end of the text, or an `s` that ends a word.
fn ends_word(text: &[u8], at: usize) -> bool {
    match text.get(at) {
        None => true,
        Some(b's') => !crate::kramdown::scan::char_at(text, at + 1).is_some_and(is_word_char),
        Some(&byte) => is_space(byte),
    }
}

/// Takes `before` bytes of text and then the quotes, a byte each.
fn take(parser: &mut Parser<'_>, before: usize, quotes: &[Quote]) -> bool {
    if before > 0 {
        let text = Slice::new(parser.pos, parser.pos + before);
        parser.add_text(parser.parent, Kind::Text, text);
        parser.pos += before;
    }
    for &quote in quotes {
        let at = parser.pos;
        parser.take_element(Kind::SmartQuote(quote), Slice::new(at, at + 1), at + 1);
    }
    true
}
