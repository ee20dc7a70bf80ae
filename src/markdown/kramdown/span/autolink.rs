//! Addresses in angle brackets: `<https://…>`, `<me@example.com>`.

use crate::kramdown::attributes::Name;
use crate::kramdown::element::Kind;
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::{char_at, is_alnum};

const SCHEMES: [&[u8]; 5] = [b"mailto:", b"http:", b"https:", b"ftp:", b"ftps:"];

/// Takes an address.
pub(super) fn parse(parser: &mut Parser<'_>) -> bool {
    let start = parser.pos + 1;
    let rest = &parser.text()[start.min(parser.end)..];
    let scheme = SCHEMES
        .iter()
        .find(|scheme| rest.starts_with(scheme))
        .map(|scheme| scheme.len());
    let close = match scheme {
        Some(length) => with_scheme(parser, start, length),
        None => mail_address(rest).map(|length| start + length),
    };
    let Some(close) = close else {
        return false;
    };
    let address = Slice::new(start, close);
    let mut shown = address;
    let href = if scheme.is_some() {
        address
    } else {
        let href = format!("mailto:{}", parser.pool.get(address));
        parser.pool.add(&href, start)
    };
    if parser.pool.get(address).starts_with("mailto:") {
        shown.start += 7;
    }
    let link = parser.take_element(Kind::A, Slice::default(), close + 1);
    parser.set_element_attr(link, Name::Href, href);
    parser.add_text(link, Kind::Text, shown);
    true
}

/// The `>` on the same line behind at least one character.
fn with_scheme(parser: &mut Parser<'_>, start: usize, length: usize) -> Option<usize> {
    let text = &parser.pool.bytes()[..parser.end];
    let from = start + length + 1;
    if from > text.len() || text[from - 1] == b'\n' {
        return None;
    }
    let close = parser
        .spans
        .line_angle
        .find(text, from, 1, |text| memchr::memchr2(b'>', b'\n', text))?;
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
        at += crate::kramdown::scan::char_len(rest[at]);
    }
}
