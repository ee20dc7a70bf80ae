//! Decodes the target of a request into a path below the root of the server.

use percent_encoding::percent_decode_str;

/// The longest target that is accepted, in bytes.
const LONGEST: usize = 4096;

/// Why a target has no path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InvalidPath {
    /// The target is malformed, or leaves the root: status 400.
    Malformed,
    /// The target names a hidden file, which is not served: status 404.
    Hidden,
}

/// The path of a request target: relative to the root, decoded once, without query and fragment.
///
/// # Errors
///
/// The path contains `..`, an empty segment, a backslash, a control character or invalid UTF-8, or names a hidden file.
pub(super) fn parse(target: &str) -> Result<String, InvalidPath> {
    if target.len() > LONGEST {
        return Err(InvalidPath::Malformed);
    }
    let target = target.split(['?', '#']).next().unwrap_or("");
    let Some(path) = target.strip_prefix('/') else {
        return Err(InvalidPath::Malformed);
    };
    let path = percent_decode_str(path)
        .decode_utf8()
        .map_err(|_| InvalidPath::Malformed)?;
    let is_bad = |c: char| c == '\\' || c.is_control();
    if path.contains(is_bad) || path.starts_with('/') || path.contains("//") {
        return Err(InvalidPath::Malformed);
    }
    for segment in path.split('/') {
        if segment == "." || segment.starts_with("..") {
            return Err(InvalidPath::Malformed);
        }
        if segment.starts_with('.') && segment != ".well-known" && segment != ".nojekyll" {
            return Err(InvalidPath::Hidden);
        }
    }
    Ok(path.into_owned())
}

/// A decoded path, percent-encoded for a header or a link.
pub(super) fn encode(path: &str) -> String {
    const RESERVED: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC
        .remove(b'/')
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~');
    percent_encoding::utf8_percent_encode(path, RESERVED).to_string()
}
