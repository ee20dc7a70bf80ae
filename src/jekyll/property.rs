//! A property of an item, as Jekyll's array filters read and compare it.

use crate::diag::{Code, Diagnostic, Result};
use crate::liquid::compare;
use crate::text::ascii::is_space_char;
use crate::value::{Value, print};
use std::borrow::Cow;
use std::cmp::Ordering;

/// Jekyll's `item_property`: the value under `property`, which may be dotted; what looks like a number is one, except in
/// Jekyll 3.
///
/// # Errors
/// An item that has no properties at all, such as `nil` or a number.
pub(super) fn item_property(item: &Value, property: &str, is_jekyll_3: bool) -> Result<Value> {
    let found = match property.contains('.') {
        false => read(item, property)?,
        true => {
            let mut keys = property.split('.').filter(|key| !key.is_empty()).peekable();
            let mut found = item.clone();
            while let Some(key) = keys.next() {
                found = match found {
                    // What has no keys gives false, and false has none either.
                    Value::Nil | Value::Bool(_) | Value::Float(_) | Value::Date(_) | Value::Time(_) => {
                        Value::Bool(false)
                    }
                    found => read(&found, key)?,
                };
                if keys.peek().is_none() {
                    break;
                }
            }
            found
        }
    };
    Ok(match is_jekyll_3 {
        true => found,
        false => numeric(found),
    })
}

fn read(item: &Value, key: &str) -> Result<Value> {
    match item {
        Value::Hash(hash) => Ok(hash.get(key).cloned().unwrap_or_default()),
        Value::Object(object) => Ok(object.get(key).unwrap_or_default()),
        // On a text, `item[property]` is the property's name if the text contains it.
        Value::Str(text) if text.contains(key) => Ok(Value::from(key)),
        Value::Str(_) => Ok(Value::Nil),
        other => {
            let message = format!("cannot read `{key}` of {}", named(other));
            Err(Box::new(Diagnostic::error(Code::InvalidArgument, message)))
        }
    }
}

/// What messages call a value.
pub(super) fn named(value: &Value) -> Cow<'static, str> {
    match value {
        Value::Nil => "nothing (nil)".into(),
        Value::Bool(flag) => format!("{flag}").into(),
        Value::Int(_) | Value::Big(_) | Value::Float(_) => {
            format!("the number {}", print::to_s(value)).into()
        }
        Value::Str(_) => "a text".into(),
        Value::Date(_) => "a date".into(),
        Value::Time(_) => "a time".into(),
        Value::Range(..) => "a range".into(),
        Value::Array(_) => "an array".into(),
        Value::Hash(_) => "a hash".into(),
        Value::Object(_) => "an object".into(),
    }
}

/// Jekyll's `parse_sort_input`: texts that look like numbers become numbers.
fn numeric(value: Value) -> Value {
    let Value::Str(text) = &value else {
        return value;
    };
    let digits = text.trim_start_matches(is_space_char);
    let digits = digits.trim_end_matches(is_space_char);
    let unsigned = digits.strip_prefix('-').unwrap_or(digits);
    if !unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return value;
    }
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (unsigned, None),
    };
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    match fraction {
        None if plain(whole) => compare::integer_prefix(digits),
        Some(fraction) if plain(whole) && plain(fraction) && !(whole.is_empty() && fraction.is_empty()) => {
            digits.parse().map_or(value, Value::Float)
        }
        _ => value,
    }
}

/// What `where` and `find` look for.
#[derive(Debug)]
pub(super) enum Target {
    /// `nil`.
    Nil,
    /// The literals `empty` and `blank`.
    Empty,
    /// The printed form of anything else.
    Text(crate::value::Str),
}

impl Target {
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Nil => Self::Nil,
            value if crate::liquid::is_empty_literal(value) => Self::Empty,
            value => Self::Text(print::to_s(value)),
        }
    }

    /// Jekyll's `compare_property_vs_target`.
    pub(super) fn matches(&self, property: &Value) -> bool {
        match (self, property) {
            (Self::Nil, property) => property.is_nil(),
            (Self::Empty, Value::Nil) => true,
            (Self::Empty, Value::Str(text)) => text.is_empty(),
            (Self::Empty, Value::Array(items)) => items.iter().all(joins_to_nothing),
            (Self::Empty, Value::Hash(hash)) => hash.is_empty(),
            (Self::Empty, _) => false,
            (Self::Text(target), Value::Str(text)) => text == target,
            (Self::Text(target), property) => elements_match(property, target),
        }
    }
}

fn joins_to_nothing(item: &Value) -> bool {
    match item {
        Value::Array(items) => items.iter().all(joins_to_nothing),
        other => print::to_s(other).is_empty(),
    }
}

/// Whether one of the elements that Ruby's `Array()` makes of a value prints as `target`.
fn elements_match(property: &Value, target: &str) -> bool {
    let is = |value: &Value| *print::to_s(value) == *target;
    let pair = |key: &Value, value: &Value| is(&Value::array(vec![key.clone(), value.clone()]));
    match property {
        Value::Nil => false,
        Value::Array(items) => items.iter().any(is),
        Value::Hash(hash) => hash.iter().any(|(key, value)| pair(key, value)),
        Value::Object(object) => object.entries().iter().any(|(key, value)| pair(key, value)),
        Value::Range(first, last) => target.parse::<i64>().is_ok_and(|n| (*first..=*last).contains(&n)),
        // Ruby's `Array(time)` is its parts from the second to the zone.
        Value::Time(time) => {
            let civil = time.civil();
            let parts = [
                i64::from(civil.second),
                i64::from(civil.minute),
                i64::from(civil.hour),
                i64::from(civil.day),
                i64::from(civil.month),
                civil.year,
                i64::from(civil.weekday()),
                i64::from(civil.year_day()),
            ];
            target == "false"
                || parts.iter().any(|part| part.to_string() == target)
                || time.zone.as_deref() == Some(target)
        }
        other => is(other),
    }
}

/// How Jekyll's `sort` orders two properties: `nil` first or last, else `<=>`, else by their printed forms.
pub(super) fn order(a: &Value, b: &Value, nils_first: bool) -> Ordering {
    match (a.is_nil(), b.is_nil()) {
        (false, true) if nils_first => Ordering::Greater,
        (false, true) => Ordering::Less,
        (true, false) if nils_first => Ordering::Less,
        (true, false) => Ordering::Greater,
        _ => compare::three_way(a, b).unwrap_or_else(|| {
            let (a, b) = (print::to_s(a), print::to_s(b));
            a.as_bytes().cmp(b.as_bytes())
        }),
    }
}
