//! Reads files as Ruby does: UTF-8 without its byte order mark.

use std::io::Read;
use std::path::Path;

/// The bytes of a file.
#[expect(
    clippy::disallowed_methods,
    reason = "this module is where the source is read"
)]
pub(crate) fn bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    std::fs::read(path)
}

/// The first bytes of a file, at most `most`.
pub(crate) fn beginning(path: &Path, most: usize) -> std::io::Result<Vec<u8>> {
    let mut first = Vec::with_capacity(most);
    let file = std::fs::File::open(path)?;
    file.take(most as u64).read_to_end(&mut first)?;
    Ok(first)
}

/// The text of some bytes, without a byte order mark; bytes that are no UTF-8 become `U+FFFD`, and the place of
/// the first of them in the text is told.
pub(crate) fn text(bytes: Vec<u8>) -> (String, Option<usize>) {
    let mark = bytes.starts_with(b"\xef\xbb\xbf");
    let text = match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            (String::from_utf8_lossy(error.as_bytes()).into_owned(), Some(at))
        }
    };
    match (mark, text) {
        (true, (text, at)) => (text[3..].to_owned(), at.map(|at| at.saturating_sub(3))),
        (false, text) => text,
    }
}
