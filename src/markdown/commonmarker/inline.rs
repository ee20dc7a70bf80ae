//! Code spans and URLs as cmark writes them.

use std::fmt::Write;

/// A code span of several lines without the spaces at the start of lines, which cmark removes and pulldown-cmark keeps.
/// `None` for a single line, and if a line begins with the marker of a quote.
pub(super) fn code_over_lines(span: &str) -> Option<String> {
    let ticks = span.len() - span.trim_start_matches('`').len();
    let code = span.get(ticks..span.len().checked_sub(ticks)?)?;
    let mut lines = code.lines();
    let mut joined = lines.next()?.to_owned();
    let rest: Vec<&str> = lines.map(str::trim_start).collect();
    if rest.is_empty() || rest.iter().any(|line| line.starts_with('>')) {
        return None;
    }
    for line in rest {
        joined.push(' ');
        joined.push_str(line);
    }
    let inner = joined.strip_prefix(' ').and_then(|code| code.strip_suffix(' '));
    Some(match inner.filter(|code| !code.trim().is_empty()) {
        Some(inner) => inner.to_owned(),
        None => joined,
    })
}

/// Percent-encodes what a URL cannot contain (cmark's `houdini_escape_href`).
pub(super) fn href(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for byte in url.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#x27;"),
            byte if byte.is_ascii_alphanumeric() || b"-_.+!*(),%#@?=;:/$~".contains(&byte) => {
                out.push(char::from(byte));
            }
            byte => _ = write!(out, "%{byte:02X}"),
        }
    }
    out
}
