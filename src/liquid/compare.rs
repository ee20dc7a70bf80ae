//! Ruby's `==`, `<=>`, `empty?`, `include?` and conversions between values, as Liquid's conditions use them.

use super::ast::Operator;
use num_bigint::BigInt;
use recto_diag::{Code, Diagnostic, Result};
use recto_text::ascii::is_space;
use recto_value::{Value, print};
use std::cmp::Ordering;
use std::sync::Arc;

/// Ruby's `==`.
pub fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Nil, Value::Nil) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Str(a), Value::Str(b)) => a == b,
        (Value::Int(a), Value::Int(b)) => a == b,
        (Value::Date(a), Value::Date(b)) => a == b,
        (Value::Time(a), Value::Time(b)) => a == b,
        (Value::Range(a, b), Value::Range(c, d)) => (a, b) == (c, d),
        (Value::Array(a), Value::Array(b)) => {
            Arc::ptr_eq(a, b) || (a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| equal(a, b)))
        }
        (Value::Hash(a), Value::Hash(b)) => {
            let same =
                |(key, value): (&Value, &Value)| b.get_value(key).is_some_and(|other| equal(value, other));
            Arc::ptr_eq(a, b) || (a.len() == b.len() && a.iter().all(same))
        }
        (Value::Object(a), Value::Object(b)) => a.identity() == b.identity(),
        _ => numeric_order(left, right) == Some(Ordering::Equal),
    }
}

/// Compares two numbers; `None` if one is not a number.
pub fn numeric_order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => Some(a.cmp(b)),
        (Value::Float(a), Value::Float(b)) => a.partial_cmp(b),
        (Value::Int(a), Value::Float(b)) => int_to_float(*a, *b),
        (Value::Float(a), Value::Int(b)) => int_to_float(*b, *a).map(Ordering::reverse),
        (Value::Big(a), Value::Big(b)) => Some(a.cmp(b)),
        (Value::Big(a), Value::Int(b)) => Some((**a).cmp(&BigInt::from(*b))),
        (Value::Int(a), Value::Big(b)) => Some(BigInt::from(*a).cmp(b)),
        (Value::Big(a), Value::Float(b)) => big_float(a).partial_cmp(b),
        (Value::Float(a), Value::Big(b)) => a.partial_cmp(&big_float(b)),
        _ => None,
    }
}

/// Exact, also where the integer is larger than a float can represent exactly.
fn int_to_float(a: i64, b: f64) -> Option<Ordering> {
    if b.is_nan() {
        return None;
    }
    if b >= 9_223_372_036_854_775_808.0 {
        return Some(Ordering::Less);
    }
    if b < -9_223_372_036_854_775_808.0 {
        return Some(Ordering::Greater);
    }
    let whole = b.trunc();
    let by_whole = a.cmp(&(whole as i64));
    Some(by_whole.then_with(|| 0.0_f64.partial_cmp(&(b - whole)).unwrap_or(Ordering::Equal)))
}

/// The float nearest to a large integer.
pub fn big_float(number: &BigInt) -> f64 {
    number.to_string().parse().unwrap_or(f64::NAN)
}

/// Ruby's `<=>`; `None` where the two cannot be compared.
pub fn three_way(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Str(a), Value::Str(b)) => Some(a.as_bytes().cmp(b.as_bytes())),
        (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
        (Value::Time(a), Value::Time(b)) => Some(a.cmp(b)),
        (Value::Array(a), Value::Array(b)) => {
            for (a, b) in a.iter().zip(b.iter()) {
                match three_way(a, b)? {
                    Ordering::Equal => {}
                    other => return Some(other),
                }
            }
            Some(a.len().cmp(&b.len()))
        }
        (Value::Object(a), Value::Object(b)) => match a.identity() == b.identity() {
            true => Some(Ordering::Equal),
            false => a.compare(&**b),
        },
        (Value::Nil, Value::Nil) => Some(Ordering::Equal),
        (Value::Bool(a), Value::Bool(b)) => (a == b).then_some(Ordering::Equal),
        _ => numeric_order(left, right),
    }
}

/// `<`, `>`, `<=` and `>=` of conditions: false with nil, an error between kinds that do not compare.
pub(super) fn order(left: &Value, operator: &Operator, right: &Value) -> Result<bool> {
    // Ruby checks whether both sides respond to the operator: strings, numbers, dates and times do.
    let ordered = |side: &Value| {
        let number = matches!(side, Value::Int(_) | Value::Big(_) | Value::Float(_));
        number || matches!(side, Value::Str(_) | Value::Date(_) | Value::Time(_))
    };
    if !ordered(left) || !ordered(right) {
        return Ok(false);
    }
    let nan = |side: &Value| matches!(side, Value::Float(number) if number.is_nan());
    let Some(found) = three_way(left, right) else {
        if nan(left) || nan(right) {
            return Ok(false);
        }
        let message = format!("comparison of {} with {} failed", kind(left), shown(right));
        return Err(Box::new(Diagnostic::error(Code::InvalidComparison, message)));
    };
    Ok(match operator {
        Operator::Less => found == Ordering::Less,
        Operator::Greater => found == Ordering::Greater,
        Operator::LessOrEqual => found != Ordering::Greater,
        _ => found != Ordering::Less,
    })
}

fn shown(value: &Value) -> String {
    match value {
        Value::Nil | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Big(_) => {
            print::inspect(value).to_string()
        }
        other => kind(other).to_owned(),
    }
}

/// The name of a value's Ruby class.
pub fn kind(value: &Value) -> &'static str {
    match value {
        Value::Nil => "NilClass",
        Value::Bool(true) => "TrueClass",
        Value::Bool(false) => "FalseClass",
        Value::Int(_) | Value::Big(_) => "Integer",
        Value::Float(_) => "Float",
        Value::Str(_) => "String",
        Value::Date(_) => "Date",
        Value::Time(_) => "Time",
        Value::Range(..) => "Range",
        Value::Array(_) => "Array",
        Value::Hash(_) => "Hash",
        Value::Object(_) => "Drop",
    }
}

/// `empty?` where the value's class has it.
pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::Str(text) => text.is_empty(),
        Value::Array(array) => array.is_empty(),
        Value::Hash(hash) => hash.is_empty(),
        _ => false,
    }
}

/// `contains`: a text in a text, an item in an array or range, a key in a hash.
pub fn contains(left: &Value, right: &Value) -> bool {
    if !right.is_truthy() {
        return false;
    }
    match left {
        Value::Str(text) => match right {
            Value::Str(part) => memchr::memmem::find(text.as_bytes(), part.as_bytes()).is_some(),
            other => text.contains(&*print::to_s(other)),
        },
        // What a template names is a drop, and none of those is in Jekyll's own lists.
        Value::Array(array) if array.is_bare() && matches!(right, Value::Object(_)) => false,
        Value::Array(array) => array.iter().any(|item| equal(item, right)),
        Value::Hash(hash) => hash.get_value(right).is_some(),
        Value::Range(first, last) => match right {
            Value::Int(number) => (first..=last).contains(&number),
            Value::Float(number) => (*first as f64) <= *number && *number <= (*last as f64),
            _ => false,
        },
        Value::Object(object) => right.as_str().is_some_and(|key| object.get(key).is_some()),
        _ => false,
    }
}

/// The place an array lookup means: integers, and floats cut.
pub(super) fn index(key: &Value) -> Option<i64> {
    match key {
        Value::Int(number) => Some(*number),
        _ => None,
    }
}

/// Ruby's `String#to_i`: blanks, a sign, digits (single underscores between them); else 0.
pub fn leading_integer(text: &str) -> i64 {
    match integer_prefix(text) {
        Value::Int(number) => number,
        _ => 0,
    }
}

/// The digits of the longest number: to read and to print one takes quadratic time.
pub const MOST_DIGITS: usize = 50_000;

/// As [`leading_integer`], for integers of up to [`MOST_DIGITS`] digits; infinity beyond.
pub fn integer_prefix(text: &str) -> Value {
    let trimmed = text.trim_start_matches(|c: char| c.is_ascii() && is_space(c as u8));
    let (negative, digits) = match trimmed.as_bytes() {
        [b'-', ..] => (true, &trimmed[1..]),
        [b'+', ..] => (false, &trimmed[1..]),
        _ => (false, trimmed),
    };
    let mut kept = String::new();
    let mut underscore = true;
    for byte in digits.bytes() {
        match byte {
            b'0'..=b'9' => {
                kept.push(char::from(byte));
                underscore = false;
            }
            b'_' if !underscore => underscore = true,
            _ => break,
        }
    }
    if kept.is_empty() {
        return Value::Int(0);
    }
    if kept.len() > MOST_DIGITS {
        return Value::Float(if negative {
            f64::NEG_INFINITY
        } else {
            f64::INFINITY
        });
    }
    if negative {
        kept.insert(0, '-');
    }
    match kept.parse::<i64>() {
        Ok(number) => Value::Int(number),
        Err(_) => kept
            .parse::<BigInt>()
            .map_or(Value::Int(0), |number| Value::Big(Arc::new(number))),
    }
}
