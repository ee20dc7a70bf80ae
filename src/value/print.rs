//! How Ruby prints values: `to_s` for output, `inspect` inside arrays and hashes.
//!
//! Arrays and hashes of plain data cache their printed form; those that hold objects are printed again each time,
//! since what an object prints may change.

use super::{Array, Str, Value};
use regex::Regex;
use std::fmt::Write;
use std::sync::{Arc, LazyLock};

/// Beyond this length nothing more is printed of an array, a hash or an object. It is more than any caller accepts, and
/// keeps a value that repeats its parts from filling the memory.
pub const LONGEST: usize = 1 << 29;

/// Appends what `{{ value }}` prints: arrays are joined without separators, nil is nothing.
pub fn write(out: &mut String, value: &Value) {
    match value {
        Value::Str(text) => out.push_str(text),
        Value::Array(items) => {
            for item in items.iter() {
                if out.len() > LONGEST {
                    return;
                }
                match item {
                    Value::Object(object) if items.is_bare() => out.push_str(&object.text()),
                    item => write(out, item),
                }
            }
        }
        other => write_to_s(out, other),
    }
}

/// Ruby's `to_s`: as [`write`](fn@write), but an array is inspected.
pub fn to_s(value: &Value) -> Str {
    match value {
        Value::Str(text) => Str::clone(text),
        Value::Nil => Str::from(""),
        Value::Object(object) if !object.is_hash() => object.text(),
        Value::Array(_) | Value::Hash(_) => inspect(value),
        other => {
            let mut out = String::new();
            write_to_s(&mut out, other);
            out.into()
        }
    }
}

/// Appends Ruby's `to_s`.
pub fn write_to_s(out: &mut String, value: &Value) {
    match value {
        Value::Nil => {}
        Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Int(number) => _ = write!(out, "{number}"),
        Value::Big(number) => _ = write!(out, "{number}"),
        Value::Float(number) => float(out, *number),
        Value::Str(text) => out.push_str(text),
        Value::Date(date) => _ = write!(out, "{date}"),
        Value::Time(time) => _ = write!(out, "{time}"),
        Value::Range(first, last) => _ = write!(out, "{first}..{last}"),
        Value::Array(_) | Value::Hash(_) => _ = write_inspect(out, value),
        Value::Object(object) if object.is_hash() => {
            let entries = object.entries();
            inspect_entries(out, entries.iter().map(|(key, value)| (key, value)));
        }
        Value::Object(object) => out.push_str(&object.text()),
    }
}

/// Ruby's `inspect`. An object by itself is shown as the Hash it is, or as a drop shows itself: as JSON.
pub fn inspect(value: &Value) -> Str {
    match value {
        Value::Object(object) if object.is_hash() => to_s(value),
        Value::Object(object) => super::json::pretty(value).map_or_else(|_| object.inspect(), Str::from),
        Value::Array(array) => match array.known_print() {
            Some(known) => Str::clone(known),
            None => container(value, |text| array.printed(|_| text)),
        },
        Value::Hash(hash) => match hash.known_print() {
            Some(known) => Str::clone(known),
            None => container(value, |text| hash.printed(|_| text)),
        },
        _ => {
            let mut out = String::new();
            write_inspect(&mut out, value);
            out.into()
        }
    }
}

fn container<'v>(value: &Value, remember: impl FnOnce(Str) -> &'v Str) -> Str {
    let mut out = String::new();
    match inspect_items(&mut out, value) {
        true => Arc::clone(remember(out.into())),
        false => out.into(),
    }
}

/// Appends Ruby's `inspect`; returns whether the value is plain data, without objects.
pub fn write_inspect(out: &mut String, value: &Value) -> bool {
    match value {
        Value::Nil => out.push_str("nil"),
        Value::Str(text) => inspect_str(out, text),
        Value::Date(date) => {
            // With the Julian day number, and that of the day from which the calendar is Gregorian.
            let julian = date.days() + 2_440_588;
            let _ = write!(out, "#<Date: {date} (({julian}j,0s,0n),+0s,2299161j)>");
        }
        Value::Array(array) => return remembered(out, value, array.known_print()),
        Value::Hash(hash) => return remembered(out, value, hash.known_print()),
        Value::Object(object) => {
            out.push_str(&object.inspect());
            return false;
        }
        other => write_to_s(out, other),
    }
    true
}

fn remembered(out: &mut String, value: &Value, known: Option<&Str>) -> bool {
    match known {
        Some(known) => {
            out.push_str(known);
            true
        }
        None => inspect_items(out, value),
    }
}

fn inspect_items(out: &mut String, value: &Value) -> bool {
    match value {
        Value::Array(array) => inspect_array(out, array),
        Value::Hash(hash) => inspect_entries(out, hash.iter()),
        _ => true,
    }
}

fn inspect_array(out: &mut String, array: &Array) -> bool {
    let mut plain = true;
    out.push('[');
    for (index, item) in array.iter().enumerate() {
        if out.len() > LONGEST {
            return false;
        }
        if index > 0 {
            out.push_str(", ");
        }
        match item {
            // A drop shows itself as JSON, in a list as by itself.
            Value::Object(_) if !array.is_bare() => {
                out.push_str(&inspect(item));
                plain = false;
            }
            item => plain &= write_inspect(out, item),
        }
    }
    out.push(']');
    plain
}

fn inspect_entries<'v>(out: &mut String, entries: impl Iterator<Item = (&'v Value, &'v Value)>) -> bool {
    let mut plain = true;
    out.push('{');
    for (index, (key, value)) in entries.enumerate() {
        if out.len() > LONGEST {
            return false;
        }
        if index > 0 {
            out.push_str(", ");
        }
        plain &= write_inspect(out, key);
        out.push_str("=>");
        plain &= write_inspect(out, value);
    }
    out.push('}');
    plain
}

/// Ruby's `String#inspect` for UTF-8.
fn inspect_str(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '\u{b}' => out.push_str("\\v"),
            '\u{c}' => out.push_str("\\f"),
            '\u{8}' => out.push_str("\\b"),
            '\u{7}' => out.push_str("\\a"),
            '\u{1b}' => out.push_str("\\e"),
            '#' if matches!(rest.peek(), Some('{' | '$' | '@')) => out.push_str("\\#"),
            c if c < ' ' || c == '\u{7f}' => _ = write!(out, "\\u{:04X}", u32::from(c)),
            c if c.is_ascii() || is_printable(c) => out.push(c),
            c if u32::from(c) <= 0xffff => _ = write!(out, "\\u{:04X}", u32::from(c)),
            c => _ = write!(out, "\\u{{{:X}}}", u32::from(c)),
        }
    }
    out.push('"');
}

/// Whether Ruby prints a character as it is: all but control characters, unassigned ones, and the separators of lines
/// and paragraphs.
fn is_printable(c: char) -> bool {
    static HIDDEN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"[\p{Cc}\p{Cn}\p{Zl}\p{Zp}]").expect("the pattern is fixed"));
    // Most letters of most languages are outside the ranges that have gaps.
    if matches!(c, '\u{a0}'..='\u{377}' | '\u{400}'..='\u{52f}' | '\u{2010}'..='\u{2027}' | '\u{3041}'..='\u{3096}' | '\u{4e00}'..='\u{9fff}')
    {
        return true;
    }
    !HIDDEN.is_match(c.encode_utf8(&mut [0; 4]))
}

/// Ruby's `Float#to_s`: the shortest digits that give the number back, with an exponent from 1e15 and below 1e-4.
pub fn float(out: &mut String, number: f64) {
    if number.is_nan() {
        out.push_str("NaN");
        return;
    }
    if number.is_infinite() {
        out.push_str(if number > 0.0 { "Infinity" } else { "-Infinity" });
        return;
    }
    let size = number.abs();
    if size == 0.0 || (1e-4..1e15).contains(&size) {
        let _ = write!(out, "{number:?}");
        return;
    }
    let shown = format!("{number:e}");
    let (digits, power) = shown.split_once('e').unwrap_or((&shown, "0"));
    let point = if digits.contains('.') { "" } else { ".0" };
    let power = power.parse::<i32>().unwrap_or(0);
    let sign = if power < 0 { '-' } else { '+' };
    let _ = write!(out, "{digits}{point}e{sign}{:02}", power.abs());
}
