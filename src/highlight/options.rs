//! Splits a language as it is written after a fence (`console?prompt=$&lang=sql`) into its name and its options.

use crate::version::Version;

/// The options behind the `?`, in order of appearance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Options {
    pairs: Vec<(String, String)>,
}

impl Options {
    /// Splits `written` at its first `?` and parses the rest as a query string, as Ruby does for Rouge: `&` separates pairs,
    /// `+` is a blank, and `%41` is a byte. A key without a value is on, and an empty list. Rouge 3 uses `CGI.parse`, for
    /// which `;` is a separator, too; Rouge 4 uses `URI.decode_www_form`.
    pub fn split(written: &str, version: Version) -> (&str, Options) {
        let Some((name, query)) = written.split_once('?') else {
            return (written, Options::default());
        };
        let separators: &[char] = match version {
            Version::V3_30 => &['&', ';'],
            Version::V4_7 => &['&'],
        };
        let mut pairs: Vec<(String, String)> = Vec::new();
        for pair in query.split(separators).filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            pairs.push((decode(key), decode(value)));
        }
        (name, Options { pairs })
    }

    /// The value of `key`; the last one if it is given more than once.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.pairs
            .iter()
            .rev()
            .find(|(known, _)| known == key)
            .map(|(_, value)| value.as_str())
    }

    /// Whether `key` is set to anything but `false`, `0` and `off`, which are false in Rouge.
    pub fn is_on(&self, key: &str) -> bool {
        self.get(key)
            .is_some_and(|value| !matches!(value, "false" | "0" | "off"))
    }
}

fn decode(text: &str) -> String {
    let blanks = text.replace('+', " ");
    percent_encoding::percent_decode_str(&blanks)
        .decode_utf8_lossy()
        .into_owned()
}
