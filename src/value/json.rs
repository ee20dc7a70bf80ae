//! Values to JSON as Ruby's generator writes it, and JSON data files to values.

use super::{Hash, Object, Value, Zone, print, yaml};
use recto_diag::{Result, SourceId};
use std::fmt::Write;

/// The deepest nesting that is written (Ruby's `max_nesting`).
const DEEPEST: usize = 100;

/// The fields that a document inside other data leaves out of its neighbors, without which a list of posts would
/// expand without end (Jekyll's `NESTED_OBJECT_FIELD_BLACKLIST`).
const NEIGHBOUR_FIELDS: [&str; 5] = ["content", "output", "excerpt", "next", "previous"];

/// Reads a JSON data file. Jekyll reads those with its YAML loader, so this does too: `1e5` is a String, a date
/// without quotes a Date. A pair of escaped surrogates, which YAML does not know, is read as the character that it
/// stands for.
///
/// # Errors
/// As for [`yaml::parse`].
pub fn parse(source: SourceId, text: &str, zone: &Zone) -> Result<Value> {
    let Some(joined) = join_surrogates(text) else {
        return yaml::parse_in(source, text, 0, zone);
    };
    // The error in the text as it is written has the right place.
    yaml::parse_in(source, &joined, 0, zone).or_else(|_| yaml::parse_in(source, text, 0, zone))
}

/// `text` with a character in the place of each pair of escaped surrogates; `None` where there is none.
fn join_surrogates(text: &str) -> Option<String> {
    let mut joined = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', &text.as_bytes()[at..]) {
        let escape = at + found;
        let unit = |at: usize| {
            let digits = text.get(at..)?.strip_prefix("\\u")?.get(..4)?;
            u16::from_str_radix(digits, 16).ok()
        };
        let pair = unit(escape).zip(unit(escape + 6));
        let character = pair.and_then(|(high, low)| char::decode_utf16([high, low]).next()?.ok());
        match character.filter(|character| character.len_utf16() == 2) {
            Some(character) => {
                joined.push_str(&text[copied..escape]);
                joined.push(character);
                at = escape + 12;
                copied = at;
            }
            // The character after a backslash, so that an escaped backslash escapes nothing.
            None => at = escape + 1 + text[escape + 1..].chars().next().map_or(0, char::len_utf8),
        }
    }
    joined.push_str(&text[copied..]);
    (copied > 0).then_some(joined)
}

/// `value` as one line (Ruby's `to_json`, Jekyll's `jsonify`); objects are written as the Hash of their entries.
///
/// # Errors
/// A float that is not a number or infinite, and nesting deeper than 100, in Ruby's words; a text longer than
/// [`print::LONGEST`].
pub fn generate(value: &Value) -> std::result::Result<String, String> {
    let mut writer = Writer {
        out: String::new(),
        pretty: false,
    };
    writer.value(value, 0)?;
    Ok(writer.out)
}

/// `value` on many lines, indented by two spaces (Ruby's `JSON.pretty_generate`, which is how a drop prints).
///
/// # Errors
/// As for [`generate`].
pub fn pretty(value: &Value) -> std::result::Result<String, String> {
    let mut writer = Writer {
        out: String::new(),
        pretty: true,
    };
    writer.value(value, 0)?;
    Ok(writer.out)
}

/// Appends `text` as a JSON string, in quotes.
pub fn write_str(out: &mut String, text: &str) {
    out.push('"');
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            b'\x08' => "\\b",
            b'\x0c' => "\\f",
            0..=0x1f => "",
            _ => continue,
        };
        out.push_str(&text[plain..at]);
        match escaped {
            "" => _ = write!(out, "\\u{byte:04x}"),
            known => out.push_str(known),
        }
        plain = at + 1;
    }
    out.push_str(&text[plain..]);
    out.push('"');
}

struct Writer {
    out: String,
    pretty: bool,
}

type Written = std::result::Result<(), String>;

impl Writer {
    fn value(&mut self, value: &Value, depth: usize) -> Written {
        if depth > DEEPEST {
            return Err(format!("nesting of {depth} is too deep"));
        }
        match value {
            Value::Nil => self.out.push_str("null"),
            Value::Float(number) if !number.is_finite() => {
                return Err(format!("{} not allowed in JSON", print::to_s(value)));
            }
            Value::Bool(_) | Value::Int(_) | Value::Big(_) | Value::Float(_) => {
                print::write_to_s(&mut self.out, value);
            }
            Value::Array(items) => return self.list('[', ']', items.iter(), depth, Self::value),
            Value::Hash(hash) => return self.hash(hash, depth),
            Value::Object(object) => return self.object(&**object, depth),
            other => write_str(&mut self.out, &print::to_s(other)),
        }
        Ok(())
    }

    fn hash(&mut self, hash: &Hash, depth: usize) -> Written {
        self.list('{', '}', hash.iter(), depth, Self::entry)
    }

    fn object(&mut self, object: &dyn Object, depth: usize) -> Written {
        let mut entries = object.entries();
        if depth >= 2 && !object.is_hash() {
            for (key, value) in &mut entries {
                if let (Some("next" | "previous"), Value::Object(neighbour)) = (key.as_str(), &*value) {
                    *value = collapsed(&**neighbour);
                }
            }
        }
        for (_, value) in &mut entries {
            if let Value::Array(items) = &*value
                && items.is_bare()
                && !object.is_hash()
            {
                *value = Value::array(items.iter().map(bare_json).collect());
            }
        }
        let pairs = entries.iter().map(|(key, value)| (key, value));
        self.list('{', '}', pairs, depth, Self::entry)
    }

    fn entry(&mut self, (key, value): (&Value, &Value), depth: usize) -> Written {
        match key {
            Value::Str(text) => write_str(&mut self.out, text),
            other => write_str(&mut self.out, &print::to_s(other)),
        }
        self.out.push_str(if self.pretty { ": " } else { ":" });
        self.value(value, depth)
    }

    fn list<T>(
        &mut self,
        open: char,
        close: char,
        items: impl ExactSizeIterator<Item = T>,
        depth: usize,
        each: impl Fn(&mut Self, T, usize) -> Written,
    ) -> Written {
        self.out.push(open);
        let is_empty = items.len() == 0;
        for (at, item) in items.enumerate() {
            if self.out.len() > print::LONGEST {
                return Err("the JSON text is too long".to_owned());
            }
            if at > 0 {
                self.out.push(',');
            }
            self.line(depth + 1);
            each(self, item, depth + 1)?;
        }
        // Ruby's library, when this Jekyll came out, put a blank line into an empty list.
        if is_empty && open == '[' && self.pretty {
            self.out.push('\n');
        }
        self.line(depth);
        self.out.push(close);
        Ok(())
    }

    fn line(&mut self, depth: usize) {
        if self.pretty {
            self.out.push('\n');
            self.out.extend(std::iter::repeat_n("  ", depth));
        }
    }
}

/// An item of a list of Jekyll's own objects.
fn bare_json(item: &Value) -> Value {
    let text = match item {
        Value::Object(object) => object.bare_json(),
        _ => None,
    };
    text.map_or_else(|| item.clone(), Value::Str)
}

/// A neighbouring document without its texts and its own neighbours.
fn collapsed(object: &dyn Object) -> Value {
    let entries = object.entries().into_iter();
    let kept = entries.filter(|(key, _)| key.as_str().is_none_or(|key| !NEIGHBOUR_FIELDS.contains(&key)));
    Value::from(kept.collect::<Hash>())
}
