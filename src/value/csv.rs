//! Parses comma- or tab-separated text to an Array with a Hash or an Array for each row, as Jekyll reads data files.
//!
//! Rules from Ruby's `csv` 3.2 under Jekyll's `DataReader`.

use super::{Date, Hash, Value};
use recto_diag::{Code, Diagnostic, Result, SourceId, Span};

/// How a file is read (`csv_reader` and `tsv_reader` in the configuration).
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The separator between fields: `,` or a tab.
    pub separator: u8,
    /// Whether the first row names the fields; rows then become Hashes, else Arrays.
    pub headers: bool,
    /// Whether fields that are integers become Integers (converters `integer`, `numeric`, `all`).
    pub integers: bool,
    /// Whether fields that are numbers become Floats (converters `float`, `numeric`, `all`).
    pub floats: bool,
    /// Whether fields such as `2026-01-31` become Dates (converter `date`).
    pub dates: bool,
}

impl Options {
    /// Commas, a header row, every field a String.
    pub const CSV: Self = Self {
        separator: b',',
        headers: true,
        integers: false,
        floats: false,
        dates: false,
    };

    /// The same with tabs.
    pub const TSV: Self = Self {
        separator: b'\t',
        ..Self::CSV
    };

    /// The same with the converter that Ruby calls `name`; names without meaning here change nothing.
    #[must_use]
    pub fn with_converter(mut self, name: &str) -> Self {
        let name = name.trim_start_matches(':');
        self.integers |= matches!(name, "integer" | "numeric" | "all");
        self.floats |= matches!(name, "float" | "numeric" | "all");
        self.dates |= name == "date";
        self
    }
}

/// Parses `text`, the whole of `source`. An empty field is `nil`, unless quoted; a field beyond the header row
/// has the key `nil`; of two fields with one name the first counts.
///
/// # Errors
/// Quotes inside an unquoted field, text after a quoted one, an unclosed quote.
pub fn parse(source: SourceId, text: &str, options: &Options) -> Result<Value> {
    let mut reader = Reader {
        source,
        text,
        at: 0,
        options,
    };
    let names = match options.headers {
        true => reader.row()?.unwrap_or_default(),
        false => Vec::new(),
    };
    let mut rows = Vec::new();
    while let Some(row) = reader.row()? {
        let fields = row.into_iter().map(|field| reader.convert(field));
        rows.push(match options.headers {
            true => keyed(&names, fields.collect()),
            false => Value::array(fields.collect()),
        });
    }
    Ok(Value::array(rows))
}

/// Calls `each` for every String of `value`, which was read from `text` with this separator, with its bytes, quotes
/// left out.
pub fn strings(
    text: &str,
    separator: u8,
    value: &Value,
    each: &mut dyn FnMut(&super::Str, std::ops::Range<usize>),
) {
    let rows = field_ranges(text, separator);
    let Some(items) = value.as_array() else { return };
    let names = rows.first().map(Vec::as_slice).unwrap_or_default();
    let headed = items.first().is_some_and(|item| item.as_hash().is_some());
    for (item, fields) in items.iter().zip(&rows[usize::from(headed).min(rows.len())..]) {
        for (at, range) in fields.iter().enumerate() {
            let value = match item {
                Value::Hash(hash) => {
                    let name = names.get(at).and_then(|name| text.get(name.clone()));
                    name.and_then(|name| hash.get(name))
                }
                Value::Array(items) => items.get(at),
                _ => None,
            };
            if let Some(Value::Str(string)) = value {
                each(string, range.clone());
            }
        }
    }
}

/// The bytes of each field, quotes left out, row by row.
fn field_ranges(text: &str, separator: u8) -> Vec<Vec<std::ops::Range<usize>>> {
    let bytes = text.as_bytes();
    let mut rows = vec![Vec::new()];
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let range = match bytes[at] {
            b'"' => {
                at += 1;
                while at < bytes.len() && (bytes[at] != b'"' || bytes.get(at + 1) == Some(&b'"')) {
                    at += if bytes[at] == b'"' { 2 } else { 1 };
                }
                let end = at.min(bytes.len());
                at += 1;
                start + 1..end
            }
            _ => {
                let is_end = |byte: &u8| *byte == separator || matches!(*byte, b'\n' | b'\r');
                at = bytes[at..]
                    .iter()
                    .position(is_end)
                    .map_or(bytes.len(), |length| at + length);
                start..at
            }
        };
        if let Some(row) = rows.last_mut() {
            row.push(range);
        }
        match bytes.get(at) {
            Some(b'\r') if bytes.get(at + 1) == Some(&b'\n') => {
                at += 2;
                rows.push(Vec::new());
            }
            Some(b'\n' | b'\r') => {
                at += 1;
                rows.push(Vec::new());
            }
            _ => at += 1,
        }
    }
    rows
}

/// A field's text and whether it was quoted.
type Field<'a> = (std::borrow::Cow<'a, str>, bool);

fn keyed(names: &[Field<'_>], fields: Vec<Value>) -> Value {
    let mut hash = Hash::new();
    let length = names.len().max(fields.len());
    let mut fields = fields.into_iter();
    for at in 0..length {
        let key = match names.get(at) {
            Some((name, quoted)) if *quoted || !name.is_empty() => Value::str(name.as_ref()),
            _ => Value::Nil,
        };
        let field = fields.next().unwrap_or_default();
        if hash.get_value(&key).is_none() {
            hash.insert(key, field);
        }
    }
    Value::from(hash)
}

struct Reader<'a> {
    source: SourceId,
    text: &'a str,
    at: usize,
    options: &'a Options,
}

impl<'a> Reader<'a> {
    /// The next row; a blank line is a row without fields; `None` at the end.
    fn row(&mut self) -> Result<Option<Vec<Field<'a>>>> {
        if self.at >= self.text.len() {
            return Ok(None);
        }
        let mut fields = Vec::new();
        if self.line_end() {
            return Ok(Some(fields));
        }
        loop {
            fields.push(self.field()?);
            match self.text.as_bytes().get(self.at) {
                Some(byte) if *byte == self.options.separator => self.at += 1,
                _ => {
                    self.line_end();
                    return Ok(Some(fields));
                }
            }
        }
    }

    /// Steps over a line break, if there is one here.
    fn line_end(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let length = match rest.as_bytes() {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => 0,
        };
        self.at += length;
        length > 0
    }

    fn field(&mut self) -> Result<Field<'a>> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        if bytes.get(start) == Some(&b'"') {
            return self.quoted();
        }
        let ends = |byte: &u8| *byte == self.options.separator || matches!(byte, b'\r' | b'\n' | b'"');
        let length = bytes[start..].iter().position(ends);
        self.at = length.map_or(bytes.len(), |length| start + length);
        if bytes.get(self.at) == Some(&b'"') {
            return Err(self.fault("a quote inside a field that is not quoted", self.at));
        }
        Ok((self.text[start..self.at].into(), false))
    }

    fn quoted(&mut self) -> Result<Field<'a>> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let mut field = String::new();
        let mut from = start + 1;
        loop {
            let Some(length) = memchr::memchr(b'"', &bytes[from..]) else {
                return Err(self.fault("this quote is never closed", start));
            };
            let quote = from + length;
            field.push_str(&self.text[from..quote]);
            self.at = quote + 1;
            match bytes.get(self.at) {
                Some(b'"') => {
                    field.push('"');
                    from = self.at + 1;
                }
                None | Some(b'\r' | b'\n') => return Ok((field.into(), true)),
                Some(byte) if *byte == self.options.separator => return Ok((field.into(), true)),
                Some(_) => return Err(self.fault("text after a quoted field", self.at)),
            }
        }
    }

    fn fault(&self, message: &str, at: usize) -> Box<Diagnostic> {
        let error = Diagnostic::error(Code::InvalidCsv, message).at(Span::new(self.source, at, at + 1));
        Box::new(error.hint("quote the whole field, and double the quotes inside"))
    }

    fn convert(&self, (text, quoted): Field<'_>) -> Value {
        if text.is_empty() && !quoted {
            return Value::Nil;
        }
        let number = text.trim();
        if self.options.integers
            && let Some(found) = integer(number)
        {
            return Value::Int(found);
        }
        if self.options.floats
            && number.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+'))
            && !number.ends_with('.')
            && let Ok(found) = number.replace('_', "").parse()
        {
            return Value::Float(found);
        }
        if self.options.dates
            && let Some(date) = date(&text)
        {
            return Value::Date(date);
        }
        Value::str(text.as_ref())
    }
}

/// A Date of the form `2026-01-31`.
fn date(text: &str) -> Option<Date> {
    let shaped = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let mut parts = text.splitn(3, '-').filter(|_| shaped);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    match (year.len(), month.len()) {
        (4, 2) => Date::checked(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?),
        _ => None,
    }
}

/// What Ruby's `Integer()` takes: decimal, `0x`, `0b`, `0o` or a leading zero for octal, single underscores.
fn integer(text: &str) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (base, digits) = match digits.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, &digits[2..]),
        [b'0', b'b' | b'B', ..] => (2, &digits[2..]),
        [b'0', b'o' | b'O', ..] => (8, &digits[2..]),
        [b'0', _, ..] => (8, &digits[1..]),
        _ => (10, digits),
    };
    let misplaced = digits.starts_with(['_', '-', '+']) || digits.ends_with('_') || digits.contains("__");
    let digits = format!("{sign}{}", digits.replace('_', ""));
    i64::from_str_radix(&digits, base).ok().filter(|_| !misplaced)
}
