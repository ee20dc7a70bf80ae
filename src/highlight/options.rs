//! A language as written after the fence (`console?prompt=$&lang=sql`): in goes the text, out come its name and
//! its options.

/// The options behind the `?`, in order of appearance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Options {
    pairs: Vec<(String, String)>,
}

impl Options {
    /// Splits `written` at its first `?` and reads what follows as a query string, as Rouge does by Ruby's
    /// `CGI.parse`: pairs are parted by `&` or `;`, `+` is a blank, `%41` a byte, and a
    /// key alone is true.
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

    /// The value of `key`, the last where it is given more than once.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.pairs
            .iter()
            .rev()
            .find(|(known, _)| known == key)
            .map(|(_, value)| value.as_str())
    }

    /// The same options with `key` set to `value` where it is not set.
    #[must_use]
    pub fn or(mut self, key: &str, value: &str) -> Options {
        if self.get(key).is_none() {
            self.pairs.push((key.to_owned(), value.to_owned()));
        }
        self
    }

    /// Whether `key` is set, and to something other than what Rouge takes for false: `false`, `0`, `off`.
    pub fn on(&self, key: &str) -> bool {
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
