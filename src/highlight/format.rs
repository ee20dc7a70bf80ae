//! Tokens to HTML: in go the pieces of a code, out come the bytes that Rouge's formatters write.

use crate::sink::Piece;
use crate::token::Token;
use std::fmt::Write;

/// How tokens are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    /// Spans alone (Rouge's `HTML`).
    Bare,
    /// Line by line, each with its newline, those of the given numbers (from 1) in
    /// `<span class="hll">` (Rouge's `HTMLLineHighlighter`).
    Marked(Vec<usize>),
    /// A `<div class="line-1">` around each line (Rouge's `HTMLLinewise`).
    Linewise,
    /// A table with line numbers (Rouge's `HTMLTable`).
    Table(Table),
}

/// The table with line numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The number of the first line.
    pub start_line: i64,
    /// How each number is written, in C's notation: `%i`, `%4d`, `%03i:`.
    pub line_format: String,
    /// The class of the table; Rouge's default is `rouge-table`.
    pub table_class: String,
    /// The class of the cell with the numbers, `rouge-gutter`.
    pub gutter_class: String,
    /// The class of the cell with the code, `rouge-code`.
    pub code_class: String,
    /// The numbers (from 1) of the lines to mark, where lines are marked at all.
    pub marked: Option<Vec<usize>>,
}

impl Default for Table {
    fn default() -> Table {
        Table {
            start_line: 1,
            line_format: "%i".to_owned(),
            table_class: "rouge-table".to_owned(),
            gutter_class: "rouge-gutter".to_owned(),
            code_class: "rouge-code".to_owned(),
            marked: None,
        }
    }
}

impl Format {
    /// Writes `pieces` of `code`.
    pub fn write(&self, pieces: &[Piece], code: &str) -> String {
        match self {
            Format::Bare => bare(pieces, code),
            Format::Marked(lines) => marked(pieces, code, lines),
            Format::Linewise => linewise(pieces, code),
            Format::Table(table) => table.write(pieces, code),
        }
    }
}

impl Table {
    fn write(&self, pieces: &[Piece], code: &str) -> String {
        let formatted = match &self.marked {
            Some(numbers) => marked(pieces, code, numbers),
            None => bare(pieces, code),
        };
        self.around(formatted, code)
    }

    /// The table around `code` as it was `formatted`.
    pub fn around(&self, mut formatted: String, code: &str) -> String {
        let mut lines = memchr::memchr_iter(b'\n', code.as_bytes()).count();
        if !code.ends_with('\n') {
            lines += 1;
            formatted.push('\n');
        }
        let mut out = String::with_capacity(formatted.len() + 8 * lines + 200);
        let _ = write!(
            out,
            "<table class=\"{}\"><tbody><tr><td class=\"{} gl\"><pre class=\"lineno\">",
            self.table_class, self.gutter_class
        );
        for line in 0..lines {
            if line > 0 {
                out.push('\n');
            }
            numbered(
                &mut out,
                &self.line_format,
                self.start_line.saturating_add_unsigned(line as u64),
            );
        }
        let _ = write!(
            out,
            "\n</pre></td><td class=\"{}\"><pre>{formatted}</pre></td></tr></tbody></table>",
            self.code_class
        );
        out
    }
}

/// Writes `number` in C's notation. What is not in it, of `%i` and `%d` with flags and a width, stands for itself.
fn numbered(out: &mut String, format: &str, number: i64) {
    let mut rest = format;
    while let Some((before, directive)) = rest.split_once('%') {
        out.push_str(before);
        let flags = directive.len() - directive.trim_start_matches(['-', '+', ' ', '0']).len();
        let digits = directive[flags..].trim_start_matches(|letter: char| letter.is_ascii_digit());
        let (flags, width) = directive[..directive.len() - digits.len()].split_at(flags);
        rest = match digits.strip_prefix(['i', 'd', 'u']) {
            Some(after) => {
                let width = width.parse().unwrap_or(0).min(64);
                let sign = match (flags.contains('+'), flags.contains(' ')) {
                    _ if number < 0 => "-",
                    (true, _) => "+",
                    (false, true) => " ",
                    (false, false) => "",
                };
                let size = number.unsigned_abs();
                let _ = match (flags.contains('-'), flags.contains('0')) {
                    (true, _) => write!(out, "{:<width$}", format!("{sign}{size}")),
                    (false, true) => write!(
                        out,
                        "{sign}{size:0width$}",
                        width = width.saturating_sub(sign.len())
                    ),
                    (false, false) => write!(out, "{:>width$}", format!("{sign}{size}")),
                };
                after
            }
            None => {
                out.push('%');
                directive.strip_prefix('%').unwrap_or(directive)
            }
        };
    }
    out.push_str(rest);
}

fn bare(pieces: &[Piece], code: &str) -> String {
    let mut out = String::with_capacity(code.len() + 32 * pieces.len());
    let mut start = 0;
    for piece in pieces {
        span(&mut out, piece.token, &code[start..piece.end]);
        start = piece.end;
    }
    out
}

fn span(out: &mut String, token: Token, text: &str) {
    if token == Token::Text {
        return escape(out, text);
    }
    out.push_str("<span class=\"");
    out.push_str(token.class());
    out.push_str("\">");
    escape(out, text);
    out.push_str("</span>");
}

/// Rouge escapes these three and leaves quotes.
fn escape(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(place) = memchr::memchr3(b'&', b'<', b'>', rest.as_bytes()) {
        out.push_str(&rest[..place]);
        out.push_str(match rest.as_bytes()[place] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            _ => "&gt;",
        });
        rest = &rest[place + 1..];
    }
    out.push_str(rest);
}

/// The tokens of each line, without the newline. A last line that is empty is none.
fn lines<'c>(pieces: &[Piece], code: &'c str) -> Vec<Vec<(Token, &'c str)>> {
    let mut lines = Vec::new();
    let mut line = Vec::new();
    let mut start = 0;
    for piece in pieces {
        let mut rest = &code[start..piece.end];
        start = piece.end;
        while let Some(place) = memchr::memchr(b'\n', rest.as_bytes()) {
            if place > 0 {
                line.push((piece.token, &rest[..place]));
            }
            lines.push(std::mem::take(&mut line));
            rest = &rest[place + 1..];
        }
        if !rest.is_empty() {
            line.push((piece.token, rest));
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

fn marked(pieces: &[Piece], code: &str, numbers: &[usize]) -> String {
    let mut out = String::with_capacity(code.len() + 32 * pieces.len());
    for (index, line) in lines(pieces, code).into_iter().enumerate() {
        let mark = numbers.contains(&(index + 1));
        if mark {
            out.push_str("<span class=\"hll\">");
        }
        line.iter().for_each(|(token, text)| span(&mut out, *token, text));
        out.push('\n');
        if mark {
            out.push_str("</span>");
        }
    }
    out
}

fn linewise(pieces: &[Piece], code: &str) -> String {
    let mut out = String::with_capacity(code.len() + 32 * pieces.len());
    for (index, line) in lines(pieces, code).into_iter().enumerate() {
        let _ = write!(out, "<div class=\"line-{}\">", index + 1);
        line.iter().for_each(|(token, text)| span(&mut out, *token, text));
        out.push_str("\n</div>");
    }
    out
}
