//! Filters for HTML and URLs.

use crate::{Context, text_of};
use memchr::memmem;
use recto_diag::{Code, Diagnostic, Result};
use recto_text::escape::QUOTES;
use recto_value::Value;

/// `escape`, alias `h`
pub(super) fn escape(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    if input.is_nil() {
        return Ok(Value::Nil);
    }
    Ok(Value::from(&*QUOTES.escape(&text_of(&input))))
}

/// `escape_once`: an ampersand that begins an entity stays.
pub(super) fn escape_once(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    let text = text_of(&input);
    let mut out = String::with_capacity(text.len() + 16);
    for (at, c) in text.char_indices() {
        match QUOTES.of(c) {
            Some(entity) if c != '&' || !is_entity(&text[at + 1..]) => out.push_str(entity),
            _ => out.push(c),
        }
    }
    Ok(Value::from(out))
}

/// Whether letters, or `#` and digits, and then `;` come next.
fn is_entity(rest: &str) -> bool {
    let (name, is): (&str, fn(&u8) -> bool) = match rest.strip_prefix('#') {
        Some(digits) => (digits, u8::is_ascii_digit),
        None => (rest, u8::is_ascii_alphabetic),
    };
    let length = name.bytes().take_while(is).count();
    length > 0 && name.as_bytes().get(length) == Some(&b';')
}

/// `newline_to_br`
pub(super) fn newline_to_br(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    Ok(Value::from(text_of(&input).replace('\n', "<br />\n")))
}

/// `strip_html`: scripts, comments and styles with what is in them, then everything between `<` and `>`.
pub(super) fn strip_html(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    const BLOCKS: [(&str, &str); 3] = [("<script", "</script>"), ("<!--", "-->"), ("<style", "</style>")];
    let text = cut(&text_of(&input), &BLOCKS);
    Ok(Value::from(cut(&text, &[("<", ">")])))
}

/// `text` without everything between each opening and its nearest close.
fn cut(text: &str, pairs: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len());
    // Pairs that have no close any more are not looked for again.
    let mut open = pairs.to_vec();
    let (mut from, mut at) = (0, 0);
    while let Some(found) = memchr::memchr(b'<', &text.as_bytes()[at..]) {
        let start = at + found;
        at = start + 1;
        let Some(index) = open
            .iter()
            .position(|(opening, _)| text[start..].starts_with(opening))
        else {
            continue;
        };
        let (opening, close) = open[index];
        let inside = start + opening.len();
        match memmem::find(&text.as_bytes()[inside..], close.as_bytes()) {
            Some(end) => {
                out.push_str(&text[from..start]);
                from = inside + end + close.len();
                at = from;
            }
            None => _ = open.remove(index),
        }
    }
    out.push_str(&text[from..]);
    out
}

/// `url_encode`: Ruby's `CGI.escape`.
pub(super) fn url_encode(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    use std::fmt::Write;
    if input.is_nil() {
        return Ok(Value::Nil);
    }
    let mut out = String::new();
    for byte in text_of(&input).bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'.' | b'-' | b'~' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            _ => _ = write!(out, "%{byte:02X}"),
        }
    }
    Ok(Value::from(out))
}

/// `url_decode`: Ruby's `CGI.unescape`.
pub(super) fn url_decode(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    if input.is_nil() {
        return Ok(Value::Nil);
    }
    let text = text_of(&input);
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = |at: usize| bytes.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        match (byte, hex(at + 1), hex(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 3;
                continue;
            }
            (b'+', ..) => out.push(b' '),
            _ => out.push(byte),
        }
        at += 1;
    }
    match String::from_utf8(out) {
        Ok(text) => Ok(Value::from(text)),
        Err(_) => Err(Box::new(Diagnostic::error(
            Code::InvalidArgument,
            "invalid byte sequence in UTF-8",
        ))),
    }
}
