//! Splits a language as it is written after a fence (`console?prompt=$&lang=sql`) into its name and its options.

/// The options behind the `?`, in order of appearance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Options {
    pairs: Vec<(String, String)>,
}

impl Options {
    /// Splits `written` at its first `?` and parses the rest as a query string, as Ruby's `CGI.parse` does for Rouge:
    /// `&` or `;` separate pairs, `+` is a blank, `%41` is a byte, and a key without a value is true.
    pub fn split(written: &str) -> (&str, Options) {
        let Some((name, query)) = written.split_once('?') else {
            return (written, Options::default());
        };
        let mut pairs: Vec<(String, String)> = Vec::new();
        for pair in query.split(['&', ';']).filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, "true"));
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
