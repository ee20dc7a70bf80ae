//! Rewrites indented Sass that older compilers accept to what grass accepts.
//!
//! sassc, which Jekyll used up to version 4.2 and Debian's still uses, converts the indented syntax line by line and is
//! lenient; Dart Sass and grass are not. Each rewrite keeps the length of the text, so that places in it stay the same.

use std::borrow::Cow;

/// `text`, in the indented syntax, without what grass refuses:
///
/// - tabs and spaces at the beginnings of lines of one file, where each counts as one step;
/// - a list of selectors that ends in a comma before its block;
/// - a list of media queries on several lines;
/// - a semicolon at the end of a line;
/// - a property with its colon in front, `:color red`.
pub(super) fn accepted(text: &str) -> Cow<'_, str> {
    let lines = Lines::of(text);
    let mut out = Cow::Borrowed(text);
    if lines.mix_tabs_and_spaces(text) {
        for line in &lines.0 {
            let end = line.start + line.indent;
            out.to_mut()
                .replace_range(line.start..end, &" ".repeat(line.indent));
        }
    }
    for (at, line) in lines.0.iter().enumerate().filter(|(_, line)| line.is_code()) {
        let last = line.start + line.code.len();
        let next = lines.next_code(at);
        if line.code.ends_with(',') {
            if line.code.trim_start().starts_with("@media") {
                // Up to the next line, which goes on with the list.
                let start = next.map_or(last, |next| next.start + next.indent);
                let between = text[last..start]
                    .chars()
                    .map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c });
                let between: String = between.collect();
                out.to_mut().replace_range(last..start, &between);
            } else if next.is_some_and(|next| next.indent > line.indent && !lines.opens_selector(next)) {
                out.to_mut().replace_range(last - 1..last, " ");
            }
        } else if line.code.ends_with(';') {
            out.to_mut().replace_range(last - 1..last, " ");
        }
        let is_leaf = next.is_none_or(|next| next.indent <= line.indent);
        if let Some((name, space)) = old_property(line.code.trim_start())
            && line.indent > 0
            && is_leaf
        {
            let start = line.start + line.indent;
            let property = format!("{name}:{}", &space[1..]);
            out.to_mut().replace_range(
                start..start + name.len() + 1 + space.len(),
                &format!("{property} "),
            );
        }
    }
    out
}

/// The name, and the blanks after it, of a declaration that is written `:color red`.
fn old_property(code: &str) -> Option<(&str, &str)> {
    let rest = code.strip_prefix(':')?;
    let end = rest.find(|c: char| !c.is_ascii_lowercase() && c != '-')?;
    let value = rest[end..].trim_start_matches([' ', '\t']);
    let space = &rest[end..rest.len() - value.len()];
    (end > 0 && !space.is_empty() && !value.is_empty()).then(|| (&rest[..end], space))
}

/// A line of a file.
#[derive(Clone, Copy, Debug)]
struct Line<'t> {
    /// Its place in the text.
    start: usize,
    /// How many blanks it begins with.
    indent: usize,
    /// The line up to a comment, without blanks at its end; empty in a comment.
    code: &'t str,
    is_blank: bool,
}

impl Line<'_> {
    fn is_code(&self) -> bool {
        !self.code.trim_start().is_empty()
    }
}

struct Lines<'t>(Vec<Line<'t>>);

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        let mut lines = Vec::new();
        let mut start = 0;
        // The indentation of the comment that the lines are in: deeper lines belong to it.
        let mut comment: Option<usize> = None;
        for whole in text.split_inclusive('\n') {
            let line = whole.trim_end_matches(['\n', '\r']);
            let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
            let is_blank = indent == line.len();
            if !is_blank && comment.is_some_and(|outer| indent <= outer) {
                comment = None;
            }
            let rest = &line[indent..];
            let begins = rest.starts_with("//") || rest.starts_with("/*");
            if begins && comment.is_none() {
                comment = Some(indent);
            }
            let code = match comment {
                Some(_) => "",
                None => without_comment(line).trim_end(),
            };
            lines.push(Line {
                start,
                indent,
                code,
                is_blank,
            });
            // A comment that ends on a line of its own indentation.
            if comment.is_some() && !rest.starts_with("//") && rest.contains("*/") {
                comment = None;
            }
            start += whole.len();
        }
        Self(lines)
    }

    /// Whether some line begins with a tab and some with a space, lines of comments included.
    fn mix_tabs_and_spaces(&self, text: &str) -> bool {
        let indents = || {
            let lines = self.0.iter().filter(|line| !line.is_blank);
            lines.map(|line| &text[line.start..line.start + line.indent])
        };
        indents().any(|indent| indent.contains('\t')) && indents().any(|indent| indent.contains(' '))
    }

    fn next_code(&self, at: usize) -> Option<&Line<'t>> {
        self.0[at + 1..].iter().find(|line| line.is_code())
    }

    /// Whether a line is a selector with a block of its own.
    fn opens_selector(&self, line: &Line<'_>) -> bool {
        let code = line.code.trim_start();
        let is_statement = code.starts_with(['@', '+', '$', '=']) || code.ends_with(':');
        let at = self.0.iter().position(|other| other.start == line.start);
        let next = at.and_then(|at| self.next_code(at));
        !is_statement && (code.ends_with(',') || next.is_some_and(|next| next.indent > line.indent))
    }
}

/// A line up to a `//` that is neither quoted nor part of an address.
fn without_comment(line: &str) -> &str {
    let mut quote = None;
    let bytes = line.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match (quote, byte) {
            (None, b'/') if bytes.get(at + 1) == Some(&b'/') && (at == 0 || bytes[at - 1] != b':') => {
                return &line[..at];
            }
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::accepted;

    #[test]
    fn what_older_compilers_accept_is_rewritten_in_place() {
        for (text, wanted) in [
            (".a,\n.b,\n\tc: d\n", ".a,\n.b \n\tc: d\n"),
            (".a\n  .b,\n\n    c: d", ".a\n  .b \n\n    c: d"),
            (".a,\n  c: d\n  .e\n    f: g", ".a \n  c: d\n  .e\n    f: g"),
            ("/*\n * x\n */\n.a\n\tb: c", "/*\n * x\n */\n.a\n b: c"),
            (
                "@media screen,\nprint\n  a\n    b: c",
                "@media screen, print\n  a\n    b: c",
            ),
            (".a\n  b: c;\n  d: e; // f;\n", ".a\n  b: c \n  d: e  // f;\n"),
            (".a\n  :color red\n", ".a\n  color: red\n"),
        ] {
            assert_eq!(accepted(text), wanted);
            assert_eq!(accepted(text).len(), text.len());
        }
    }

    #[test]
    fn what_every_compiler_accepts_stays_as_it_is() {
        for text in [
            ".a,\n.b\n  c: d",
            ".a,\n  .b\n    c: d",
            ".a\n  // b,\n  c: d",
            ".a\n  /* b;\n     c, */\n  d: e",
            ".a\n  :hover\n    b: c",
            ".a\n\tb: c\n\n\td: e",
            "a\r\n  b: c\r\n",
        ] {
            assert_eq!(accepted(text), text);
        }
    }
}
