//! Finds web and mail addresses in plain text: the extension `autolink` of cmark-gfm.

use std::ops::Range;

/// An address in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Address {
    /// The position in the text.
    pub(super) range: Range<usize>,
    /// The prefix of the URL: `http://` for `www.`, `mailto:`, or nothing.
    pub(super) prefix: &'static str,
}

/// The addresses in `text`, in order.
pub(super) fn addresses(text: &str) -> Vec<Address> {
    let bytes = text.as_bytes();
    let mut found: Vec<Address> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let from = found.last().map_or(0, |last| last.range.end);
        let address = match bytes[at] {
            b'w' => domain_alone(bytes, at),
            b':' => with_scheme(bytes, from, at),
            b'@' => mail(bytes, from, at),
            _ => None,
        };
        match address {
            Some(address) => {
                at = address.range.end;
                found.push(address);
            }
            None => at += 1,
        }
    }
    found
}

/// `www.example.org/…`
fn domain_alone(bytes: &[u8], at: usize) -> Option<Address> {
    let before = at.checked_sub(1).map(|before| bytes[before]);
    let is_free = before.is_none_or(|byte| byte.is_ascii_whitespace() || b"*_~(".contains(&byte));
    if !is_free || !bytes[at..].starts_with(b"www.") {
        return None;
    }
    let length = domain(&bytes[at..], false)?;
    Some(Address {
        range: at..end(bytes, at, at + length),
        prefix: "http://",
    })
}

/// `https://example.org/…`, found by its colon.
fn with_scheme(bytes: &[u8], from: usize, colon: usize) -> Option<Address> {
    if !bytes[colon..].starts_with(b"://") {
        return None;
    }
    let letters = bytes[from..colon].iter().rev();
    let start = colon - letters.take_while(|byte| byte.is_ascii_alphabetic()).count();
    let scheme = bytes[start..colon].to_ascii_lowercase();
    if !matches!(&*scheme, b"http" | b"https" | b"ftp") {
        return None;
    }
    let length = domain(&bytes[colon + 3..], true)?;
    Some(Address {
        range: start..end(bytes, start, colon + 3 + length),
        prefix: "",
    })
}

/// `name@example.org`, found by its `@`.
fn mail(bytes: &[u8], from: usize, at: usize) -> Option<Address> {
    let name = bytes[from..at].iter().rev();
    let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || b".+-_".contains(byte);
    let start = at - name.take_while(is_name).count();
    let mut stop = at + 1;
    let mut dots = 0;
    while let Some(byte) = bytes.get(stop) {
        match byte {
            b'.' if bytes.get(stop + 1).is_some_and(u8::is_ascii_alphanumeric) => dots += 1,
            b'-' | b'_' => {}
            byte if byte.is_ascii_alphanumeric() => {}
            _ => break,
        }
        stop += 1;
    }
    let is_whole = start < at && dots > 0 && bytes[stop - 1].is_ascii_alphanumeric();
    is_whole.then_some(Address {
        range: start..stop,
        prefix: "mailto:",
    })
}

/// The length of a host name. It contains a dot unless it may be `short`, and no underscores in its last two parts.
fn domain(bytes: &[u8], short: bool) -> Option<usize> {
    let is_part = |byte: u8| !byte.is_ascii_whitespace() && !byte.is_ascii_punctuation();
    if !bytes.first().is_some_and(|first| is_part(*first)) {
        return None;
    }
    let (mut dots, mut last, mut before) = (0, 0, 0);
    let mut length = 1;
    for byte in &bytes[1..] {
        match byte {
            b'_' => last += 1,
            b'.' => {
                before = last;
                last = 0;
                dots += 1;
            }
            b'-' => {}
            byte if is_part(*byte) => {}
            _ => break,
        }
        length += 1;
    }
    (last == 0 && before == 0 && (short || dots > 0)).then_some(length)
}

/// The end of an address: at white space or `<`, before punctuation, entities and brackets of the surrounding text.
fn end(bytes: &[u8], start: usize, from: usize) -> usize {
    let rest = bytes[from..].iter();
    let mut end = from
        + rest
            .take_while(|byte| !byte.is_ascii_whitespace() && **byte != b'<')
            .count();
    while end > start {
        let address = &bytes[start..end];
        match address[address.len() - 1] {
            b'?' | b'!' | b'.' | b',' | b':' | b'*' | b'_' | b'~' | b'\'' | b'"' => end -= 1,
            b';' => {
                let name = address[..address.len() - 1].iter().rev();
                let letters = name.take_while(|byte| byte.is_ascii_alphabetic()).count();
                let is_entity = letters > 0
                    && address
                        .len()
                        .checked_sub(letters + 2)
                        .is_some_and(|at| address[at] == b'&');
                end -= if is_entity { letters + 2 } else { 1 };
            }
            b')' => {
                let count = |wanted: u8| address.iter().filter(|byte| **byte == wanted).count();
                if count(b')') <= count(b'(') {
                    break;
                }
                end -= 1;
            }
            _ => break,
        }
    }
    end
}
