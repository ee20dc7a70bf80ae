//! What values print as in Ruby, for keys, titles and paths.

use crate::value::{Str, Value};
use std::fmt::Write;

/// Ruby's `to_s`.
pub(crate) fn to_s(value: &Value) -> Str {
    match value {
        Value::Str(text) => text.clone(),
        Value::Nil => "".into(),
        other => {
            let mut out = String::new();
            inspect(other, &mut out);
            out.into()
        }
    }
}

/// Ruby's `inspect`, for all but dates, which print plainly.
fn inspect(value: &Value, out: &mut String) {
    let done = match value {
        Value::Nil => write!(out, "nil"),
        Value::Bool(flag) => write!(out, "{flag}"),
        Value::Int(number) => write!(out, "{number}"),
        Value::Big(number) => write!(out, "{number}"),
        Value::Float(number) => write!(out, "{number:?}"),
        Value::Str(text) => write!(out, "{text:?}"),
        Value::Date(date) => write!(out, "{date}"),
        Value::Time(time) => write!(out, "{time}"),
        Value::Range(from, to) => write!(out, "{from}..{to}"),
        Value::Object(object) => write!(out, "{object:?}"),
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { ", " });
                inspect(item, out);
            }
            write!(out, "]")
        }
        Value::Hash(hash) => {
            out.push('{');
            for (at, (key, value)) in hash.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { ", " });
                inspect(key, out);
                out.push_str("=>");
                inspect(value, out);
            }
            write!(out, "}}")
        }
    };
    done.expect("writing to a String never fails");
}
