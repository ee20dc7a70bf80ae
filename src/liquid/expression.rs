//! Parses expressions: literals, ranges, lookups, filters and conditions, as Ruby's lax parser does.
//!
//! The lax rules never fail but for conditions: whatever Ruby Liquid's regular expressions do not match is left out.

use super::ast::{Call, Command, Expression, Filtered, Lookup, Root, Step};
use super::engine::ErrorMode;
use super::fragment::{attributes, find_fragment, is_segment, quoted_fragment, run, spaces};
use super::parser::Parser;
use super::strict::{Cursor, Fault, Kind};
use num_bigint::BigInt;
use recto_diag::{Code, Diagnostic, Result};
use recto_text::ascii::{is_space, is_word};
use recto_value::Value;
use std::sync::Arc;

/// How deep brackets and ranges may nest; deeper ones find nothing.
const DEEPEST: usize = 64;

impl Parser<'_> {
    /// An expression (`Expression.parse`): a literal, a range or a lookup.
    pub fn expression(&self, markup: &str) -> Expression {
        self.expression_at(markup, 0)
    }

    fn expression_at(&self, markup: &str, depth: usize) -> Expression {
        let bytes = markup.as_bytes();
        match bytes {
            b"" | b"nil" | b"null" => return Expression::Literal(Value::Nil),
            b"true" => return Expression::Literal(Value::Bool(true)),
            b"false" => return Expression::Literal(Value::Bool(false)),
            b"blank" => return Expression::Blank,
            b"empty" => return Expression::Empty,
            [b'\'', .., b'\''] | [b'"', .., b'"'] => {
                return Expression::Literal(Value::str(&markup[1..markup.len() - 1]));
            }
            [b'(', .., b')'] if depth < DEEPEST => {
                if let Some((first, last)) = range_parts(markup) {
                    let first = self.expression_at(first, depth + 1);
                    let last = self.expression_at(last, depth + 1);
                    return Expression::Range(Box::new((first, last)));
                }
            }
            [b'-' | b'0'..=b'9', ..] => {
                if let Some(number) = number(markup) {
                    return Expression::Literal(number);
                }
            }
            _ => {}
        }
        self.lookup(markup, depth)
    }

    /// A lookup (`VariableLookup`): the words and brackets of `markup`, ignoring the text between them.
    fn lookup(&self, markup: &str, depth: usize) -> Expression {
        let mut parts = Parts {
            text: markup,
            at: 0,
            no_close: false,
        };
        let root = match parts.next() {
            None => Root::Nothing,
            Some(part) => match bracketed(part) {
                Some(inner) if depth < DEEPEST => Root::Computed(self.expression_at(inner, depth + 1)),
                Some(_) => Root::Nothing,
                None => Root::Name(self.name(part)),
            },
        };
        let steps = parts.map(|part| match bracketed(part) {
            Some(inner) if depth < DEEPEST => Step::Index(self.expression_at(inner, depth + 1)),
            Some(_) => Step::Index(Expression::Literal(Value::Nil)),
            None => Step::Key(part.into(), command(part)),
        });
        let steps: Vec<Step> = steps.collect();
        let path = match (&root, steps.first()) {
            (Root::Name(name), Some(Step::Key(key, _))) => Some(self.engine().paths().intern(*name, key)),
            _ => None,
        };
        Expression::Lookup(Box::new(Lookup {
            root,
            steps,
            path,
            markup: markup.into(),
        }))
    }

    /// An expression with filters (`Variable`), as `{{ … }}` and `assign` read it. `at` is where `markup` starts in
    /// the template. Fails in the mode `strict` only.
    pub fn filtered(&mut self, markup: &str, at: usize) -> Result<Filtered> {
        match self.strictly(markup, at, Self::filtered_strict)? {
            Some(filtered) => Ok(filtered),
            None => Ok(self.filtered_lax(markup, at)),
        }
    }

    fn filtered_strict(&mut self, markup: &str, at: usize) -> std::result::Result<Filtered, Fault> {
        let mut cursor = Cursor::new(markup)?;
        let start = self.expression(&cursor.expression()?);
        let mut filters = Vec::new();
        while cursor.accept(Kind::Sign(b'|')).is_some() {
            let from = at + cursor.position();
            let mut call = self.call(cursor.expect(Kind::Id)?, from);
            if cursor.accept(Kind::Sign(b':')).is_some() {
                loop {
                    let (name, value) = cursor.argument()?;
                    // Ruby reads `name: value` again with `\w+`, so a name with a hyphen makes no attribute.
                    match name.filter(|name| name.bytes().all(is_word)) {
                        Some(name) => call.set(name, self.expression(&value)),
                        None => call.args.push(self.expression(&value)),
                    }
                    if cursor.accept(Kind::Sign(b',')).is_none() {
                        break;
                    }
                }
            }
            filters.push(call);
        }
        cursor.expect(Kind::End)?;
        Ok(Filtered { start, filters })
    }

    fn filtered_lax(&mut self, markup: &str, at: usize) -> Filtered {
        let bytes = markup.as_bytes();
        let Some((start, end)) = find_fragment(bytes, 0) else {
            return Filtered {
                start: Expression::Literal(Value::Nil),
                filters: Vec::new(),
            };
        };
        let mut filters = Vec::new();
        if let Some(bar) = memchr::memchr(b'|', &bytes[end..]) {
            let mut from = end + bar + 1;
            while let Some((first, last)) = filter_chunk(bytes, from) {
                filters.extend(self.call_lax(&markup[first..last], at + first));
                from = last;
            }
        }
        Filtered {
            start: self.expression(&markup[start..end]),
            filters,
        }
    }

    /// One filter: the first word is its name, what follows colons and commas its arguments.
    fn call_lax(&mut self, chunk: &str, at: usize) -> Option<Call> {
        let bytes = chunk.as_bytes();
        let start = bytes.iter().position(|byte| is_word(*byte))?;
        let end = run(bytes, start, is_word);
        let mut call = self.call(&chunk[start..end], at + start);
        for arg in arguments(chunk) {
            match attributes(arg, 0).first() {
                Some((key, value)) if is_attribute(arg, key, value) => call.set(key, self.expression(value)),
                _ => call.args.push(self.expression(arg)),
            }
        }
        Some(call)
    }

    /// A filter without arguments yet; warns of one that is not known.
    fn call(&mut self, name: &str, at: usize) -> Call {
        let span = self.place(at, at + name.len());
        let filter = self.engine().filter_index(name);
        let is_foreign = self.engine().foreign_filter(name).is_some();
        if filter.is_none() && !is_foreign {
            let mut warning = Diagnostic::warning(Code::UnknownFilter, format!("unknown filter `{name}`"));
            warning.span = span;
            warning.hints.push(match self.engine().nearest_filter(name) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "it has no effect: remove it, or check its name".to_owned(),
            });
            self.warn(warning);
        }
        Call {
            name: name.into(),
            filter,
            args: Vec::new(),
            named: Vec::new(),
            span,
        }
    }

    /// Tries the strict grammar if the mode requires it. Returns `None` if the lax rules apply: always in
    /// the mode `lax`, and with a warning in the mode `warn`.
    pub(super) fn strictly<T>(
        &mut self,
        markup: &str,
        at: usize,
        read: impl FnOnce(&mut Self, &str, usize) -> std::result::Result<T, Fault>,
    ) -> Result<Option<T>> {
        let mode = self.engine().options().error_mode;
        if mode == ErrorMode::Lax {
            return Ok(None);
        }
        match read(self, markup, at) {
            Ok(result) => Ok(Some(result)),
            Err(fault) => {
                let start = at + fault.at.min(markup.len());
                let span = self.place(start, start + 1);
                let mut found = match mode {
                    ErrorMode::Strict => Diagnostic::error(Code::LiquidSyntax, fault.message),
                    _ => Diagnostic::warning(Code::LiquidSyntax, fault.message),
                };
                found.span = span;
                if mode == ErrorMode::Strict {
                    return Err(Box::new(found));
                }
                self.warn(found);
                Ok(None)
            }
        }
    }
}

impl Call {
    /// Sets a named argument; the last of a name wins, at the place of the first, as in a Ruby Hash.
    fn set(&mut self, name: &str, value: Expression) {
        match self.named.iter_mut().find(|(known, _)| **known == *name) {
            Some((_, old)) => *old = value,
            None => self.named.push((name.into(), value)),
        }
    }
}

/// `VariableParser`: the words (a `?` may end them) and the brackets of a lookup.
struct Parts<'t> {
    text: &'t str,
    at: usize,
    /// Set once no `]` is left: without it, each unclosed opening would search to the end.
    no_close: bool,
}

impl<'t> Iterator for Parts<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let bytes = self.text.as_bytes();
        while self.at < bytes.len() {
            let start = self.at;
            if bytes[start] == b'[' {
                // One or more bytes other than `]`, then `]`.
                let close = match self.no_close {
                    true => None,
                    false => memchr::memchr(b']', &bytes[start..]),
                };
                self.no_close = close.is_none();
                if let Some(close) = close.filter(|close| *close > 1) {
                    self.at = start + close + 1;
                    return Some(&self.text[start..self.at]);
                }
                self.at += 1;
                continue;
            }
            let end = run(bytes, start, is_segment);
            if end > start {
                self.at = end + usize::from(bytes.get(end) == Some(&b'?'));
                return Some(&self.text[start..self.at]);
            }
            self.at += 1;
        }
        None
    }
}

fn bracketed(part: &str) -> Option<&str> {
    part.strip_prefix('[')?.strip_suffix(']')
}

fn command(key: &str) -> Option<Command> {
    match key {
        "size" => Some(Command::Size),
        "first" => Some(Command::First),
        "last" => Some(Command::Last),
        _ => None,
    }
}

/// `\A\((\S+)\.\.(\S+)\)\z`: the parts around the last `..`, both non-empty and without blanks.
fn range_parts(markup: &str) -> Option<(&str, &str)> {
    let inner = markup.get(1..markup.len() - 1)?;
    if inner.bytes().any(is_space) {
        return None;
    }
    let mut at = inner.len();
    while let Some(dots) = inner[..at].rfind("..") {
        let (first, last) = (&inner[..dots], &inner[dots + 2..]);
        if !first.is_empty() && !last.is_empty() {
            return Some((first, last));
        }
        if first.is_empty() {
            return None;
        }
        at = dots + 1;
    }
    None
}

/// An integer (`-?\d+`) or what Ruby takes for a float (`-?\d[\d.]+`, read up to the second point).
fn number(markup: &str) -> Option<Value> {
    let digits = markup.strip_prefix('-').unwrap_or(markup);
    if digits.is_empty() || !digits.as_bytes()[0].is_ascii_digit() {
        return None;
    }
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(match markup.parse::<i64>() {
            Ok(small) => Value::Int(small),
            Err(_) => Value::Big(Arc::new(markup.parse::<BigInt>().ok()?)),
        });
    }
    if !digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    let mut points = markup.match_indices('.');
    let first = points.next()?.0;
    let until = points.next().map_or(markup.len(), |(second, _)| second);
    let read = match markup.as_bytes().get(first + 1) {
        Some(byte) if byte.is_ascii_digit() => &markup[..until],
        _ => &markup[..first],
    };
    read.parse::<f64>().ok().map(Value::Float)
}

/// `FilterParser`, `(?:\s+|QuotedFragment|,)+`: the next run of blanks, commas and fragments.
fn filter_chunk(bytes: &[u8], from: usize) -> Option<(usize, usize)> {
    let mut start = from;
    while start < bytes.len() {
        let mut end = start;
        while let Some(&byte) = bytes.get(end) {
            if is_space(byte) || byte == b',' {
                end += 1;
            } else if let Some(past) = quoted_fragment(bytes, end) {
                end = past;
            } else {
                break;
            }
        }
        if end > start {
            return Some((start, end));
        }
        start += 1;
    }
    None
}

/// `FilterArgsRegex`, `[:,]\s*((?:\w+\s*:\s*)?QuotedFragment\s*)`: the arguments of one filter.
fn arguments(chunk: &str) -> Vec<&str> {
    let bytes = chunk.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(sign) = memchr::memchr2(b':', b',', &bytes[at.min(bytes.len())..]) {
        let start = spaces(bytes, at + sign + 1);
        match argument_end(bytes, start) {
            Some(end) => {
                found.push(chunk[start..end].trim_end_matches(|c: char| c.is_ascii() && is_space(c as u8)));
                at = spaces(bytes, end);
            }
            None => at += sign + 1,
        }
    }
    found
}

fn argument_end(bytes: &[u8], start: usize) -> Option<usize> {
    let word = run(bytes, start, is_word);
    if word > start {
        let colon = spaces(bytes, word);
        if bytes.get(colon) == Some(&b':')
            && let Some(end) = quoted_fragment(bytes, spaces(bytes, colon + 1))
        {
            return Some(end);
        }
    }
    quoted_fragment(bytes, start)
}

/// Whether `arg` as a whole is the attribute `key: value`.
fn is_attribute(arg: &str, key: &str, value: &str) -> bool {
    arg.starts_with(key) && arg.ends_with(value) && arg.len() > key.len() + value.len()
}
