//! Writes tokens as HTML, with the bytes of Rouge's formatters.

use crate::sink::{Sink, TokenSpan};
use crate::token::Token;
use std::fmt::Write;

/// How tokens are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    /// Spans only (Rouge's `HTML`).
    Spans,
    /// Line by line, the lines with the given numbers (from 1) in `<span class="hll">` (Rouge's
    /// `HTMLLineHighlighter`).
    HighlightedLines(Vec<usize>),
    /// A table with line numbers (Rouge's `HTMLTable`).
    Table(LineTable),
}

/// A table with the line numbers in one cell and the code in the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineTable {
    /// The number of the first line.
    pub start_line: i64,
    /// The format of each number, as for C's `printf`: `%i`, `%4d`, `%03i:`.
    pub line_format: String,
    /// The class of the table, by default `rouge-table`.
    pub table_class: String,
    /// The class of the cell with the numbers, by default `rouge-gutter`.
    pub gutter_class: String,
    /// The class of the cell with the code, by default `rouge-code`.
    pub code_class: String,
    /// The numbers (from 1) of the lines to highlight. `None` writes the code as [`Format::Spans`].
    pub highlighted: Option<Vec<usize>>,
}

impl Default for LineTable {
    fn default() -> LineTable {
        LineTable {
            start_line: 1,
            line_format: "%i".to_owned(),
            table_class: "rouge-table".to_owned(),
            gutter_class: "rouge-gutter".to_owned(),
            code_class: "rouge-code".to_owned(),
            highlighted: None,
        }
    }
}

impl Format {
    /// Writes the tokens of `code`.
    pub fn write(&self, tokens: &[TokenSpan], code: &str) -> String {
        if tokens.iter().any(|token| token.token == Token::Omitted) {
            let (tokens, code) = without_omitted(tokens, code);
            return self.write(&tokens, &code);
        }
        match self {
            Format::Spans => spans(tokens, code),
            Format::HighlightedLines(numbers) => highlighted_lines(tokens, code, numbers),
            Format::Table(table) => table.write(tokens, code),
        }
    }
}

impl LineTable {
    fn write(&self, tokens: &[TokenSpan], code: &str) -> String {
        let formatted = match &self.highlighted {
            Some(numbers) => highlighted_lines(tokens, code, numbers),
            None => spans(tokens, code),
        };
        self.wrap(formatted, code)
    }

    /// The table around `code`, which is already `formatted`.
    pub fn wrap(&self, mut formatted: String, code: &str) -> String {
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
            write_number(
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

/// Writes `number` in the format of C's `printf`, of which `%i`, `%d` and `%u` with flags and a width are known.
/// Everything else is literal.
fn write_number(out: &mut String, format: &str, number: i64) {
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

/// The tokens and the code without the text that Rouge omits.
fn without_omitted(tokens: &[TokenSpan], code: &str) -> (Vec<TokenSpan>, String) {
    let mut sink = Sink::default();
    let mut written = String::with_capacity(code.len());
    let mut start = 0;
    for token in tokens {
        if token.token != Token::Omitted {
            written.push_str(&code[start..token.end]);
            sink.push(token.token, written.len());
        }
        start = token.end;
    }
    (sink.into_tokens(written.len()), written)
}

fn spans(tokens: &[TokenSpan], code: &str) -> String {
    let mut out = String::with_capacity(code.len() + 32 * tokens.len());
    let mut start = 0;
    for token in tokens {
        span(&mut out, token.token, &code[start..token.end]);
        start = token.end;
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

/// Escapes `&`, `<` and `>`. Rouge does not escape quotes.
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

/// The tokens of each line, without the newline. There is no empty line after the last newline.
fn lines<'c>(tokens: &[TokenSpan], code: &'c str) -> Vec<Vec<(Token, &'c str)>> {
    let mut lines = Vec::new();
    let mut line = Vec::new();
    let mut start = 0;
    for token in tokens {
        let mut rest = &code[start..token.end];
        start = token.end;
        while let Some(place) = memchr::memchr(b'\n', rest.as_bytes()) {
            if place > 0 {
                line.push((token.token, &rest[..place]));
            }
            lines.push(std::mem::take(&mut line));
            rest = &rest[place + 1..];
        }
        if !rest.is_empty() {
            line.push((token.token, rest));
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

fn highlighted_lines(tokens: &[TokenSpan], code: &str, numbers: &[usize]) -> String {
    let mut out = String::with_capacity(code.len() + 32 * tokens.len());
    for (index, line) in lines(tokens, code).into_iter().enumerate() {
        let highlighted = numbers.contains(&(index + 1));
        if highlighted {
            out.push_str("<span class=\"hll\">");
        }
        line.iter().for_each(|(token, text)| span(&mut out, *token, text));
        out.push('\n');
        if highlighted {
            out.push_str("</span>");
        }
    }
    out
}
