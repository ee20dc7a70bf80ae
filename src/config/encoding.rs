//! Text encodings by name, in which files are read and written.

use std::borrow::Cow;

/// The encoding of a site's texts (`encoding`).
///
/// As in Ruby, a text that was read in an encoding is written in it again. Data files other than CSV and TSV are YAML
/// and JSON, which are UTF-8 whatever the site is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Encoding(Option<&'static encoding_rs::Encoding>);

impl Encoding {
    /// UTF-8, Jekyll's default.
    pub const UTF_8: Self = Self(None);

    /// The encoding with a name of the WHATWG standard; `None` if the name is unknown.
    pub fn named(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "" | "us-ascii" | "ascii" => Some(Self::UTF_8),
            name => {
                let found = encoding_rs::Encoding::for_label(name.as_bytes())?;
                Some(Self((found != encoding_rs::UTF_8).then_some(found)))
            }
        }
    }

    /// Whether texts are UTF-8.
    pub fn is_utf_8(self) -> bool {
        self.0.is_none()
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        self.0.unwrap_or(encoding_rs::UTF_8).name()
    }

    /// The text of `bytes`, and whether some of them mean nothing in this encoding. Not for UTF-8.
    pub fn decode(self, bytes: &[u8]) -> (String, bool) {
        let encoding = self.0.unwrap_or(encoding_rs::UTF_8);
        let (text, _, faulty) = encoding.decode(bytes);
        (text.into_owned(), faulty)
    }

    /// Encodes `text`. A character that the encoding lacks becomes a numeric character reference.
    pub fn encode(self, text: &str) -> Cow<'_, [u8]> {
        match self.0 {
            None => Cow::Borrowed(text.as_bytes()),
            Some(encoding) => encoding.encode(text).0,
        }
    }
}
