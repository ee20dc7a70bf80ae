//! Spells the imports of a style sheet in the one way in which grass looks them up as Sass does.
//!
//! grass looks for a name with an extension only next to the importing file, never in the load paths, and takes
//! whatever follows a dot in a name for an extension. So `main.scss` becomes `main`, and `jquery.fancy`
//! `jquery.fancy.x`, whose end grass replaces.

use std::borrow::Cow;

/// `text` with such names; `indented` selects the syntax of `.sass`, in which names may go without quotes.
pub fn named(text: &str, indented: bool) -> Cow<'_, str> {
    if !text.contains("@import") && !text.contains("@use") && !text.contains("@forward") {
        return Cow::Borrowed(text);
    }
    let mut walk = Walk {
        text,
        out: String::with_capacity(text.len()),
        at: 0,
    };
    while walk.at < text.len() {
        walk.step(indented);
    }
    Cow::Owned(walk.out)
}

struct Walk<'t> {
    text: &'t str,
    out: String,
    at: usize,
}

impl Walk<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    /// Copies up to `end`, counted from here.
    fn copy(&mut self, length: usize) {
        let end = (self.at + length).min(self.text.len());
        self.out.push_str(&self.text[self.at..end]);
        self.at = end;
    }

    /// The length up to the end of `sign`, or of the text.
    fn through(&self, from: usize, sign: &str) -> usize {
        let rest = self.rest();
        let found = rest.get(from..).and_then(|behind| behind.find(sign));
        found.map_or(rest.len(), |at| from + at + sign.len())
    }

    /// The length of the quoted text that begins here, quotes included, or up to the end of its line.
    fn quoted(&self, quote: char) -> usize {
        let mut escaped = false;
        for (at, c) in self.rest().char_indices().skip(1) {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                c if c == quote || c == '\n' => return at + c.len_utf8(),
                _ => {}
            }
        }
        self.rest().len()
    }

    /// Copies a comment, a quoted text or an address, where one begins here.
    fn skip(&mut self) -> bool {
        let rest = self.rest();
        let length = match rest.as_bytes() {
            [b'/', b'/', ..] => self.through(2, "\n"),
            [b'/', b'*', ..] => self.through(2, "*/"),
            [quote @ (b'"' | b'\''), ..] => self.quoted(char::from(*quote)),
            _ if rest.starts_with("url(") => self.through(4, ")"),
            _ => return false,
        };
        self.copy(length);
        true
    }

    fn step(&mut self, indented: bool) {
        let keywords = ["@import", "@use", "@forward"];
        let rest = self.rest();
        let keyword = keywords.iter().find(|word| {
            let behind = rest.strip_prefix(**word);
            behind.is_some_and(|behind| behind.starts_with([' ', '\t', '\n', '\r', '"', '\'']))
        });
        match keyword {
            Some(word) => {
                self.copy(word.len());
                self.names(*word == "@import", indented);
            }
            None if self.skip() => {}
            None => self.copy(self.rest().chars().next().map_or(1, char::len_utf8)),
        }
    }

    /// The names behind a keyword, up to the end of the statement.
    fn names(&mut self, import: bool, indented: bool) {
        while let Some(c) = self.rest().chars().next() {
            match c {
                ';' | '}' | '{' => return,
                '\n' if indented => return,
                '"' | '\'' => {
                    let length = self.quoted(c);
                    let closed = self.rest()[1..length].strip_suffix(c);
                    let Some(name) = closed.map(|name| spelt(name, import)) else {
                        self.copy(length);
                        return;
                    };
                    self.at += length;
                    self.out.push(c);
                    self.out.push_str(&name);
                    self.out.push(c);
                    if !import {
                        return;
                    }
                }
                _ if self.skip() => {}
                c if indented && import && !c.is_whitespace() && c != ',' => {
                    let rest = self.rest();
                    let length = rest.find([',', '\n', '\r']).unwrap_or(rest.len());
                    let name = rest[..length].trim_end().to_owned();
                    self.at += length;
                    // With a medium behind it, it is CSS.
                    match name.contains(' ') {
                        true => self.out.push_str(&name),
                        false => self.out.extend(["\"", &*spelt(&name, true), "\""]),
                    }
                }
                c => self.copy(c.len_utf8()),
            }
        }
    }
}

/// One name as grass finds it.
fn spelt(name: &str, import: bool) -> String {
    let is_address = name.starts_with("http://") || name.starts_with("https://") || name.starts_with("//");
    let base = name.rsplit('/').next().unwrap_or(name);
    if is_address || name.ends_with(".css") || !base.contains('.') || base.starts_with('.') {
        return name.to_owned();
    }
    let bare = name
        .strip_suffix(".scss")
        .or_else(|| name.strip_suffix(".sass"))
        .unwrap_or(name);
    let dotted = bare.rsplit('/').next().is_some_and(|base| base.contains('.'));
    match (dotted, import) {
        (false, _) => bare.to_owned(),
        (true, true) => format!("{bare}.x"),
        (true, false) => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn imports_are_named_so_that_load_paths_are_searched() {
        for (text, wanted) in [
            ("@import \"main.scss\";", "@import \"main\";"),
            ("@import 'a/b.sass', 'c';", "@import 'a/b', 'c';"),
            ("@import\n  \"a.scss\",\n  \"b\";", "@import\n  \"a\",\n  \"b\";"),
            ("@import \"jquery.fancy\";", "@import \"jquery.fancy.x\";"),
            ("@import \"v1.2/fa.scss\";", "@import \"v1.2/fa\";"),
            ("@import \"x.css\";", "@import \"x.css\";"),
            ("@import url(a.scss);", "@import url(a.scss);"),
            ("@import \"http://x.y/z\";", "@import \"http://x.y/z\";"),
            (
                "@use \"a.scss\" with ($b: \"c.scss\");",
                "@use \"a\" with ($b: \"c.scss\");",
            ),
            ("// @import \"a.scss\";", "// @import \"a.scss\";"),
            ("a { b: \"@import 'c.scss'\"; }", "a { b: \"@import 'c.scss'\"; }"),
            ("@imported \"a.scss\"", "@imported \"a.scss\""),
            ("@import \"../a.scss\"", "@import \"../a\""),
            ("@import \"é.scss", "@import \"é.scss"),
        ] {
            assert_eq!(named(text, false), wanted);
        }
    }

    #[test]
    fn names_in_the_indented_syntax_need_no_quotes() {
        assert_eq!(
            named("@import main.scss, b\na\n  b: c.scss", true),
            "@import \"main\", \"b\"\na\n  b: c.scss"
        );
        assert_eq!(named("@import \"a.sass\"\n", true), "@import \"a\"\n");
    }
}
