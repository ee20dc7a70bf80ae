//! Escaping for HTML: text, attributes and code.

/// The classes of bytes in [`SPECIAL`].
const PLAIN: u8 = 0;
const LT: u8 = 1;
const GT: u8 = 2;
const AMP: u8 = 3;
const QUOT: u8 = 4;

const SPECIAL: [u8; 256] = {
    let mut table = [PLAIN; 256];
    table[b'<' as usize] = LT;
    table[b'>' as usize] = GT;
    table[b'&' as usize] = AMP;
    table[b'"' as usize] = QUOT;
    table
};

/// Appends code, with `&`, `<` and `>` escaped.
pub(crate) fn code(out: &mut String, text: &str) {
    escape(out, text, false, false);
}

/// Appends text, with `<` and `>` escaped, and each `&` that does not begin a character reference.
pub(crate) fn text(out: &mut String, text: &str) {
    escape(out, text, true, false);
}

/// Appends the value of an attribute: as text, with `"` escaped too.
pub(crate) fn attribute(out: &mut String, text: &str) {
    escape(out, text, true, true);
}

/// Appends plain text, with `&`, `<`, `>` and `"` escaped.
pub(crate) fn plain(out: &mut String, text: &str) {
    escape(out, text, false, true);
}

fn escape(out: &mut String, text: &str, keep_references: bool, quotes: bool) {
    let bytes = text.as_bytes();
    let mut from = 0;
    let mut at = 0;
    while at < bytes.len() {
        let kind = SPECIAL[bytes[at] as usize];
        if kind == PLAIN {
            at += 1;
            continue;
        }
        let escaped = match kind {
            LT => "&lt;",
            GT => "&gt;",
            QUOT if quotes => "&quot;",
            AMP => match reference(&bytes[at..]) {
                Some(length) if keep_references => {
                    at += length;
                    continue;
                }
                _ => "&amp;",
            },
            _ => {
                at += 1;
                continue;
            }
        };
        out.push_str(&text[from..at]);
        out.push_str(escaped);
        at += 1;
        from = at;
    }
    out.push_str(&text[from..]);
}

/// The length of the character reference at the start of `text`: `&name;`, `&#1;` or `&#x1;`.
pub(crate) fn reference(text: &[u8]) -> Option<usize> {
    if text.first() != Some(&b'&') {
        return None;
    }
    let mut at = 1;
    let is_part: fn(u8) -> bool = if text.get(1) == Some(&b'#') {
        at = 2;
        if text.get(2) == Some(&b'x') {
            at = 3;
            |byte| byte.is_ascii_hexdigit()
        } else {
            |byte| byte.is_ascii_digit()
        }
    } else {
        if !text
            .get(1)
            .is_some_and(|&byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':'))
        {
            return None;
        }
        |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':' | b'-' | b'.')
    };
    let start = at;
    while text.get(at).is_some_and(|&byte| is_part(byte)) {
        at += 1;
    }
    (at > start && text.get(at) == Some(&b';')).then_some(at + 1)
}
