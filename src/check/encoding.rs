//! Decodes the bytes of a built page and the character references of its attributes.

use std::borrow::Cow;

/// The text of an HTML or XML file, and whether its byte offsets are those of `bytes`. A byte order mark decides, as
/// in browsers; without one the text is UTF-8.
pub(super) fn text(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    if let Some((encoding, length)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[length..]);
        return (text, false);
    }
    let text = String::from_utf8_lossy(bytes);
    let same = matches!(text, Cow::Borrowed(_));
    (text, same)
}

/// `text` with its character references decoded.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match reference(rest) {
            Some((decoded, length)) => {
                out.push_str(&decoded);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The offset in `written` of the byte `at` of what [`decode`] returns for it.
pub(super) fn offset_before_decoding(written: &str, at: usize) -> usize {
    let (mut from, mut decoded) = (0, 0);
    while decoded < at && from < written.len() {
        let rest = &written[from..];
        match reference(rest).filter(|_| rest.starts_with('&')) {
            Some((text, length)) => {
                decoded += text.len();
                from += length;
            }
            None => {
                let length = rest.chars().next().map_or(1, char::len_utf8);
                decoded += length;
                from += length;
            }
        }
    }
    from
}

/// The meaning of the character reference at the start of `text`, and its length. In an attribute, a name without a
/// semicolon is a reference only where neither `=` nor a letter or digit follows.
fn reference(text: &str) -> Option<(Cow<'static, str>, usize)> {
    let name = text.strip_prefix('&')?;
    let plain = |c: char, length: usize| Some((Cow::Owned(c.to_string()), length));
    if let Some(number) = name.strip_prefix('#') {
        let hexadecimal = number.starts_with(['x', 'X']);
        let digits = &number[usize::from(hexadecimal)..];
        let radix = if hexadecimal { 16 } else { 10 };
        let length = digits
            .bytes()
            .take_while(|byte| char::from(*byte).is_digit(radix))
            .count();
        let value = u32::from_str_radix(digits.get(..length)?, radix).ok()?;
        let end = 2 + usize::from(hexadecimal) + length;
        let semicolon = usize::from(text[end..].starts_with(';'));
        return plain(char::from_u32(value).filter(|c| *c != '\0')?, end + semicolon);
    }
    let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let closed = name[length..].starts_with(';');
    let simple = match &name[..length] {
        "amp" | "AMP" => Some('&'),
        "lt" | "LT" => Some('<'),
        "gt" | "GT" => Some('>'),
        "quot" | "QUOT" => Some('"'),
        "apos" if closed => Some('\''),
        _ => None,
    };
    let followed = name[length..].starts_with('=');
    match simple {
        Some(c) if closed => plain(c, length + 2),
        Some(c) if !followed => plain(c, length + 1),
        _ if closed && length > 0 => named(&text[..length + 2]).map(|text| (Cow::Owned(text), length + 2)),
        _ => None,
    }
}

/// The meaning of a named reference such as `&ouml;`, by html5gum's table.
fn named(reference: &str) -> Option<String> {
    let tokens = html5gum::Tokenizer::new(reference).flatten();
    let decoded: String = tokens
        .filter_map(|token| match token {
            html5gum::Token::String(text) => Some(String::from_utf8_lossy(&text).into_owned()),
            _ => None,
        })
        .collect();
    (!decoded.starts_with('&')).then_some(decoded)
}

#[cfg(test)]
mod tests {
    use super::{decode, offset_before_decoding, text};

    #[test]
    fn references_are_decoded_as_in_attributes() {
        assert_eq!(
            decode("?a=1&amp;b=2&#38;c=&#x33;&copy=4&lt"),
            "?a=1&b=2&c=3&copy=4<"
        );
        assert_eq!(decode("gr&ouml;&szlig;e&sol;x&nope;"), "größe/x&nope;");
    }

    #[test]
    fn an_offset_in_decoded_text_leads_back_to_the_written_one() {
        let written = "a&amp;b&ouml;c";
        assert_eq!(decode(written), "a&böc");
        assert_eq!(offset_before_decoding(written, 2), 6);
        assert_eq!(offset_before_decoding(written, 5), 13);
    }

    #[test]
    fn a_byte_order_mark_decides_the_encoding() {
        let (decoded, same) = text(&[0xff, 0xfe, b'a', 0, b'b', 0]);
        assert_eq!((&*decoded, same), ("ab", false));
        let (decoded, same) = text("ab".as_bytes());
        assert_eq!((&*decoded, same), ("ab", true));
    }
}
