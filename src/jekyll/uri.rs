//! Normalizes URLs as Addressable does, the library that Jekyll uses.
//!
//! Rules from `addressable/uri.rb` 2.8: each part is decoded, brought to Unicode form KC and encoded again, dots in
//! the path are resolved, the host is lower case, a default port goes.

use crate::diag::{Code, Diagnostic, Result};
use unicode_normalization::UnicodeNormalization;

/// The parts of a URL, each without the sign that marks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Parts<'a> {
    scheme: Option<&'a str>,
    authority: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
    fragment: Option<&'a str>,
}

impl<'a> Parts<'a> {
    /// Cuts by the rule of RFC 3986, appendix B.
    fn of(text: &'a str) -> Self {
        let (text, fragment) = cut(text, '#');
        let (text, query) = cut(text, '?');
        let (scheme, text) = match text.find([':', '/']) {
            Some(at) if at > 0 && text.as_bytes()[at] == b':' => (Some(&text[..at]), &text[at + 1..]),
            _ => (None, text),
        };
        let (authority, path) = match text.strip_prefix("//") {
            Some(rest) => {
                let end = rest.find('/').unwrap_or(rest.len());
                (Some(&rest[..end]), &rest[end..])
            }
            None => (None, text),
        };
        Self {
            scheme,
            authority,
            path,
            query,
            fragment,
        }
    }

    fn check(&self, whole: &str) -> Result<()> {
        let fault = |message: String| Err(Box::new(Diagnostic::error(Code::InvalidArgument, message)));
        if let Some(scheme) = self.scheme {
            let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'+' | b'-');
            let first = scheme
                .bytes()
                .next()
                .is_some_and(|byte| byte.is_ascii_alphabetic());
            if !first || !scheme.bytes().all(fits) {
                return fault(format!("`{whole}` is not a URL: `{scheme}` cannot be a scheme"));
            }
            let web = matches!(
                scheme.to_ascii_lowercase().as_str(),
                "http" | "https" | "ftp" | "tftp"
            );
            if web && self.authority.is_none_or(str::is_empty) && self.path.is_empty() {
                return fault(format!("`{whole}` is not a URL: the host is missing"));
            }
        }
        let host = self
            .authority
            .map_or("", |authority| split_authority(authority).1);
        let strange = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '{' | '}' | '\\' | '@' | '"');
        match host.chars().find(|c| strange(*c)) {
            Some(sign) => fault(format!("`{whole}` is not a URL: a host cannot contain `{sign}`")),
            None => Ok(()),
        }
    }
}

fn cut(text: &str, sign: char) -> (&str, Option<&str>) {
    match text.split_once(sign) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

/// User, host and port of an authority.
fn split_authority(authority: &str) -> (Option<&str>, &str, Option<&str>) {
    let (user, rest) = match authority.rsplit_once('@') {
        Some((user, rest)) if !user.contains(['[', ']']) => (Some(user), rest),
        _ => (None, authority),
    };
    match rest.rsplit_once(':') {
        Some((host, port)) if !port.contains(['[', ']']) => (user, host, Some(port)),
        _ => (user, rest, None),
    }
}

/// Whether `text` names a scheme.
///
/// # Errors
/// A text that is not a URL: its scheme or host contains characters that are not allowed.
pub fn is_absolute(text: &str) -> Result<bool> {
    let parts = Parts::of(text);
    parts.check(text)?;
    Ok(parts.scheme.is_some())
}

/// The normal form of a URL or path.
///
/// # Errors
/// As for [`is_absolute`].
pub fn normalise(text: &str) -> Result<String> {
    let parts = Parts::of(text);
    parts.check(text)?;
    let scheme = parts.scheme.map(str::to_ascii_lowercase);
    let mut out = String::with_capacity(text.len() + 8);
    if let Some(scheme) = &scheme {
        out.push_str(scheme);
        out.push(':');
    }
    if let Some(authority) = parts.authority {
        let (user, host, port) = split_authority(authority);
        out.push_str("//");
        if let Some(user) = user {
            let user = user.split(':').map(|part| component(part, is_unreserved));
            out.push_str(&user.collect::<Vec<_>>().join(":"));
            out.push('@');
        }
        let host = host.to_lowercase();
        let dotless = host.strip_suffix('.').filter(|host| !host.ends_with('.'));
        let in_host = |byte| is_unreserved(byte) || is_sub_delim(byte) || matches!(byte, b'[' | b':' | b']');
        out.push_str(&component(dotless.unwrap_or(&host), in_host));
        let port = port.filter(|port| !port.is_empty() && Some(*port) != default_port(scheme.as_deref()));
        if let Some(port) = port {
            out.push(':');
            out.push_str(port);
        }
    }
    let path = normal_path(parts.path);
    let bare_web = path.is_empty() && matches!(scheme.as_deref(), Some("http" | "https" | "ftp" | "tftp"));
    out.push_str(if bare_web { "/" } else { &path });
    let query = parts.query.map(normal_query).filter(|query| !query.is_empty());
    if let Some(query) = query {
        out.push('?');
        out.push_str(&query);
    }
    let in_fragment = |byte| is_pchar(byte) || matches!(byte, b'/' | b'?');
    let fragment = parts.fragment.map(|part| component(part, in_fragment));
    if let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) {
        out.push('#');
        out.push_str(&fragment);
    }
    Ok(out)
}

/// Addressable's `normalize_component` with its default signs: percent codes are resolved, then all but the letters,
/// digits and signs of URLs is encoded (Jekyll's `uri_escape`).
pub fn normalise_component(text: &str) -> String {
    component(text, |byte| {
        is_unreserved(byte) || is_sub_delim(byte) || b":/?#[]@".contains(&byte)
    })
}

fn default_port(scheme: Option<&str>) -> Option<&'static str> {
    Some(match scheme? {
        "http" => "80",
        "https" => "443",
        "ftp" => "21",
        "ssh" | "sftp" => "22",
        _ => return None,
    })
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

fn is_sub_delim(byte: u8) -> bool {
    b"!$&'()*+,;=".contains(&byte)
}

fn is_pchar(byte: u8) -> bool {
    is_unreserved(byte) || is_sub_delim(byte) || matches!(byte, b':' | b'@')
}

/// A query, pair by pair; an encoded plus stays encoded, since a bare one is a space there.
fn normal_query(query: &str) -> String {
    let fits = |byte: u8| is_unreserved(byte) || b"!$'()*+,=:@/?".contains(&byte);
    let pairs = query.split('&').map(|pair| {
        let parts = pair.replace("%2b", "%2B");
        let parts = parts.split("%2B").map(|part| component(part, fits));
        parts.collect::<Vec<_>>().join("%2B")
    });
    pairs.collect::<Vec<_>>().join("&")
}

/// A path, segment by segment, with `.` and `..` resolved; empty segments stay.
fn normal_path(path: &str) -> String {
    let path = path.trim_matches(|c: char| c.is_ascii_whitespace());
    let rooted = path.starts_with('/');
    let mut kept: Vec<String> = Vec::new();
    let segments = path
        .split('/')
        .skip(usize::from(rooted))
        .map(|segment| component(segment, is_pchar));
    let segments = segments.collect::<Vec<_>>();
    for (at, segment) in segments.iter().enumerate() {
        let is_last = at + 1 == segments.len();
        match segment.as_str() {
            "." | ".." => {
                if segment == ".." {
                    kept.pop();
                }
                if is_last && (rooted || !kept.is_empty()) {
                    kept.push(String::new());
                }
            }
            _ => kept.push(segment.clone()),
        }
    }
    match rooted {
        true => format!("/{}", kept.join("/")),
        false => kept.join("/"),
    }
}

/// Decodes percent codes, brings the text to form KC, and encodes all bytes that do not fit. Bytes that are no
/// UTF-8 are encoded as they are.
fn component(text: &str, fits: impl Fn(u8) -> bool) -> String {
    if text
        .bytes()
        .all(|byte| byte != b'%' && byte.is_ascii() && fits(byte))
    {
        return text.to_owned();
    }
    let bytes = percent_encoding::percent_decode_str(text).collect::<Vec<u8>>();
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => text.nfkc().collect::<String>().into_bytes(),
        Err(error) => error.into_bytes(),
    };
    let mut out = String::with_capacity(text.len() + 8);
    for byte in bytes {
        match fits(byte) {
            true => out.push(char::from(byte)),
            false => {
                const HEX: &[u8; 16] = b"0123456789ABCDEF";
                out.push('%');
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
    out
}
