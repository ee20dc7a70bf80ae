//! The info string of a fenced code block: the language, and attributes in the spellings of several generators.
//!
//! ```text
//! ```py title="a.py" linenums="1" hl_lines="2 4-6"     Material for MkDocs
//! ```py title="a.py" {2,4-6} showLineNumbers           Docusaurus, Starlight
//! ```py title="a.py" ins={2} del={3}                   Starlight
//! ```

use std::ops::RangeInclusive;

/// What the info string of a fence asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fence {
    /// The language; empty for none.
    pub(super) language: String,
    pub(super) title: Option<String>,
    /// The number of the first line, where lines are numbered.
    pub(super) first_line: Option<u32>,
    pub(super) marked: Vec<RangeInclusive<u32>>,
    pub(super) inserted: Vec<RangeInclusive<u32>>,
    pub(super) deleted: Vec<RangeInclusive<u32>>,
    /// What means nothing.
    pub(super) unknown: Vec<String>,
}

impl Fence {
    /// Reads an info string.
    pub(super) fn parse(info: &str) -> Self {
        let info = info.trim();
        // Pandoc and Material write all of it in braces: `{.py title="a.py"}`.
        let braced = info.strip_prefix('{').and_then(|info| info.strip_suffix('}'));
        let braced = braced
            .filter(|info| !info.contains('}') && !info.trim().starts_with(|c: char| c.is_ascii_digit()));
        let mut fence = Self::default();
        let words = words(braced.unwrap_or(info));
        let mut words = words.iter().map(String::as_str).peekable();
        if let Some(first) = words
            .peek()
            .filter(|word| !word.starts_with('{') && !word.contains('='))
        {
            let first = first.trim_start_matches('.');
            // GitHub reads the language up to a comma.
            fence.language = first.split(',').next().unwrap_or(first).to_owned();
            let rest = first
                .split_once('{')
                .map(|(language, rest)| (language.to_owned(), format!("{{{rest}")));
            if let Some((language, rest)) = rest {
                fence.language = language;
                fence.attribute(&rest);
            }
            words.next();
        }
        words.for_each(|word| fence.attribute(word));
        fence
    }

    /// Whether lines are treated one by one.
    pub(super) fn has_lines(&self) -> bool {
        self.first_line.is_some()
            || [&self.marked, &self.inserted, &self.deleted]
                .iter()
                .any(|lines| !lines.is_empty())
    }

    fn attribute(&mut self, word: &str) {
        let (name, value) = word.split_once('=').unwrap_or((word, ""));
        let value = value.trim_matches(['"', '\'']);
        let lines = || lines(value.trim_matches(['{', '}']));
        match name {
            "title" | "filename" | "name" | "file" if !value.is_empty() => {
                self.title = Some(value.to_owned())
            }
            "linenums" | "linenos" | "showLineNumbers" | "lineNumbers" | "numberLines" | "start"
            | "startFrom" => match value {
                "false" => self.first_line = None,
                value => self.first_line = Some(value.parse().unwrap_or(1)),
            },
            ".numberLines" | ".linenums" => self.first_line = Some(1),
            "hl_lines" | "mark" | "highlight" if lines().is_some() => {
                self.marked.extend(lines().unwrap_or_default())
            }
            "ins" if lines().is_some() => self.inserted.extend(lines().unwrap_or_default()),
            "del" if lines().is_some() => self.deleted.extend(lines().unwrap_or_default()),
            _ if name.starts_with('{') && word.ends_with('}') => {
                match self::lines(word.trim_matches(['{', '}'])) {
                    Some(lines) => self.marked.extend(lines),
                    None => self.unknown.push(word.to_owned()),
                }
            }
            _ => self.unknown.push(word.to_owned()),
        }
    }
}

/// `2`, `4-6`, separated by commas or spaces.
fn lines(text: &str) -> Option<Vec<RangeInclusive<u32>>> {
    let parts = text.split([',', ' ']).filter(|part| !part.is_empty());
    let ranges = parts.map(|part| {
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        Some(from.trim().parse().ok()?..=to.trim().parse().ok()?)
    });
    ranges
        .collect::<Option<Vec<_>>>()
        .filter(|ranges| !ranges.is_empty())
}

/// The words of a text; white space in quotes or braces separates nothing.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quote = None;
    let mut depth = 0_usize;
    for c in text.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '{') => depth += 1,
            (None, '}') => depth = depth.saturating_sub(1),
            _ => {}
        }
        match quote.is_none() && depth == 0 && c.is_whitespace() {
            true if !word.is_empty() => words.push(std::mem::take(&mut word)),
            true => {}
            false => word.push(c),
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::Fence;

    #[test]
    fn the_spellings_of_other_generators_mean_the_same() {
        let expected = Fence {
            language: "py".to_owned(),
            title: Some("a b.py".to_owned()),
            first_line: Some(1),
            marked: vec![2..=2, 4..=6],
            ..Fence::default()
        };
        for info in [
            "py title=\"a b.py\" linenums=\"1\" hl_lines=\"2 4-6\"",
            "py title='a b.py' {2,4-6} showLineNumbers",
            "{.py title=\"a b.py\" linenums=1 hl_lines=\"2 4-6\"}",
            "py{2,4-6} title=\"a b.py\" linenums",
        ] {
            assert_eq!(Fence::parse(info), expected, "{info}");
        }
    }

    #[test]
    fn what_means_nothing_is_kept_for_a_warning() {
        assert_eq!(Fence::parse("rust,ignore").language, "rust");
        assert_eq!(Fence::parse("py wrap=true").unknown, ["wrap=true"]);
    }
}
