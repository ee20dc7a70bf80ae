//! Finds the addresses of a style sheet: `url(…)` and `@import "…"`.

use std::borrow::Cow;
use std::ops::Range;

/// An address inside a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address<'a> {
    /// The address, escapes decoded.
    pub(super) text: Cow<'a, str>,
    /// Its bytes.
    pub(super) range: Range<usize>,
}

/// The addresses of `text`, a style sheet or the value of a `style` attribute. References inside comments do not
/// count, nor do `url(#…)`, which name a part of the document that uses the style.
pub(super) fn addresses(text: &str) -> Vec<Address<'_>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    let mut after_import = false;
    while at < bytes.len() {
        match bytes[at] {
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                let end = memchr::memmem::find(&bytes[at + 2..], b"*/");
                at = end.map_or(bytes.len(), |end| at + 2 + end + 2);
            }
            quote @ (b'"' | b'\'') => {
                let end = string_end(bytes, at, quote);
                if after_import {
                    push(&mut found, text, at + 1..end);
                }
                after_import = false;
                at = end + 1;
            }
            b'@' if keyword(bytes, at + 1, b"import") => {
                after_import = true;
                at += 7;
            }
            b'u' | b'U' if is_url(bytes, at) => {
                at = url(text, at + 4, &mut found);
                after_import = false;
            }
            b';' | b'{' => {
                after_import = false;
                at += 1;
            }
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    found
}

fn keyword(bytes: &[u8], at: usize, word: &[u8]) -> bool {
    bytes
        .get(at..at + word.len())
        .is_some_and(|found| found.eq_ignore_ascii_case(word))
}

/// Whether the function `url(` begins at `at`, and not the end of a longer name.
fn is_url(bytes: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).map(|at| bytes[at]);
    keyword(bytes, at, b"url(")
        && before.is_none_or(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')))
}

/// Reads the argument of `url(` from `at`, and returns where to go on.
fn url<'a>(text: &'a str, at: usize, found: &mut Vec<Address<'a>>) -> usize {
    let bytes = text.as_bytes();
    let mut start = at;
    while bytes.get(start).is_some_and(u8::is_ascii_whitespace) {
        start += 1;
    }
    match bytes.get(start) {
        Some(quote @ (b'"' | b'\'')) => {
            let end = string_end(bytes, start, *quote);
            push(found, text, start + 1..end);
            memchr::memchr(b')', &bytes[end.min(bytes.len())..]).map_or(bytes.len(), |close| end + close + 1)
        }
        _ => {
            let close = memchr::memchr(b')', &bytes[start..]).map_or(bytes.len(), |close| start + close);
            let end = start + text[start..close].trim_end().len();
            push(found, text, start..end);
            close + 1
        }
    }
}

fn string_end(bytes: &[u8], open: usize, quote: u8) -> usize {
    let mut at = open + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            byte if byte == quote || byte == b'\n' => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn push<'a>(found: &mut Vec<Address<'a>>, text: &'a str, range: Range<usize>) {
    let Some(written) = text.get(range.clone()) else {
        return;
    };
    if written.is_empty() || written.starts_with('#') || written.starts_with("data:") {
        return;
    }
    let decoded = match written.contains('\\') {
        true => Cow::Owned(unescape(written)),
        false => Cow::Borrowed(written),
    };
    found.push(Address { text: decoded, range });
}

/// `\20` and `\(` as the characters that they mean.
fn unescape(written: &str) -> String {
    let mut out = String::new();
    let mut rest = written.chars().peekable();
    while let Some(c) = rest.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        let mut number = String::new();
        while let Some(digit) = rest.next_if(|c| c.is_ascii_hexdigit() && number.len() < 6) {
            number.push(digit);
        }
        if number.is_empty() {
            out.extend(rest.next());
            continue;
        }
        rest.next_if(|c| c.is_ascii_whitespace());
        let code = u32::from_str_radix(&number, 16).ok();
        out.push(code.and_then(char::from_u32).unwrap_or('\u{fffd}'));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::addresses;

    fn texts(css: &str) -> Vec<String> {
        addresses(css)
            .iter()
            .map(|address| address.text.to_string())
            .collect()
    }

    #[test]
    fn addresses_are_arguments_of_url_and_import() {
        let css = "@import \"a.css\" screen; @import url(b.css);\n.x{background:url( 'c.png' ), URL(d.png)}";
        assert_eq!(texts(css), ["a.css", "b.css", "c.png", "d.png"]);
    }

    #[test]
    fn comments_strings_and_fragments_are_no_addresses() {
        let css = "/* url(a.png) */ .x::before{content:\"url(b.png)\";fill:url(#g);background:url(data:image/png,x)}";
        assert!(texts(css).is_empty(), "{:?}", texts(css));
    }

    #[test]
    fn escapes_are_decoded() {
        assert_eq!(
            texts(".x{background:url(a\\ b.png) url(\"\\e9.png\")}"),
            ["a b.png", "é.png"]
        );
    }

    #[test]
    fn any_text_is_a_style_sheet() {
        for css in ["url(", "url('", "@import \"", "\\", "/*", "url(é", "'\\"] {
            addresses(css);
        }
    }
}
