//! Addresses in angle brackets: `<https://…>`, `<me@example.com>`.

use crate::kramdown::document::{AttrName, ElementKind, TextRange};
use crate::kramdown::scan::{char_at, char_len, is_alnum};
use crate::kramdown::span::parser::SpanParser;

const SCHEMES: [&[u8]; 5] = [b"mailto:", b"http:", b"https:", b"ftp:", b"ftps:"];

/// Parses an address.
pub(super) fn parse(parser: &mut SpanParser<'_, '_>) -> bool {
    let start = parser.pos + 1;
    let rest = &parser.text()[start.min(parser.end)..];
    let scheme = SCHEMES.iter().find(|scheme| rest.starts_with(scheme));
    let close = match scheme {
        Some(scheme) => url_end(parser, start, scheme.len()),
        None => mail_address(rest).map(|length| start + length),
    };
    let Some(close) = close else {
        return false;
    };
    let address = TextRange::new(start, close);
    let mut shown = address;
    let written = parser.doc.arena.get(address);
    if written.starts_with("mailto:") {
        shown.start += 7;
    }
    let href = if scheme.is_some() {
        address
    } else {
        let href = format!("mailto:{written}");
        parser.doc.arena.add(&href, start)
    };
    let link = parser.take_element(ElementKind::A, TextRange::default(), close + 1);
    parser.doc.set_element_attr(link, AttrName::Href, href);
    parser.doc.add_text(link, ElementKind::Text, shown);
    true
}

/// The `>` on the same line, after at least one character.
fn url_end(parser: &mut SpanParser<'_, '_>, start: usize, scheme: usize) -> Option<usize> {
    let (text, lookahead) = parser.text_and_lookahead();
    let from = start + scheme + 1;
    if from > text.len() || text[from - 1] == b'\n' {
        return None;
    }
    let search = |text: &[u8]| memchr::memchr2(b'>', b'\n', text);
    let close = lookahead.angle_or_line_feed.find(text, from, 1, search)?;
    (text[close] == b'>').then_some(close)
}

/// The length of `name@host` before a `>`.
fn mail_address(rest: &[u8]) -> Option<usize> {
    let mut at = 0;
    let mut sign = None;
    loop {
        match char_at(rest, at)? {
            '@' if sign.is_none() && at > 0 => sign = Some(at),
            '>' => return sign.filter(|&sign| at > sign + 1).map(|_| at),
            c if c == '-' || c == '_' || c == '.' || is_alnum(c) => {}
            _ => return None,
        }
        at += char_len(rest[at]);
    }
}
