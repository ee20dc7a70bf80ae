//! Reads values of recto from JSON, as the conformance data and benches use them.
#![allow(dead_code, reason = "some crates use a part of it")]

use num_bigint::BigInt;
use recto_value::{Hash, Time, Value, Zone, parse_time};
use serde_json::Value as Json;
use std::sync::Arc;

/// Converts JSON to a value. Objects with the key `$time`, `$date` or `$float` stand for Ruby's `Time`, `Date` and
/// `Float`; times without a zone are in UTC.
pub(crate) fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Nil,
        Json::Bool(flag) => Value::Bool(*flag),
        Json::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(integer), _) => Value::Int(integer),
            (None, Some(integer)) => Value::Big(Arc::new(BigInt::from(integer))),
            (None, None) => Value::Float(number.as_f64().expect("a finite number")),
        },
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(items) => Value::array(items.iter().map(value).collect()),
        Json::Object(entries) => ruby_object(entries).unwrap_or_else(|| {
            let entries = entries.iter().map(|(key, item)| (key.as_str(), value(item)));
            Value::from(entries.collect::<Hash>())
        }),
    }
}

/// The Ruby object that an object with a `$` key stands for.
fn ruby_object(entries: &serde_json::Map<String, Json>) -> Option<Value> {
    let (kind, text) = entries.iter().next()?;
    let text = text.as_str()?;
    match kind.as_str() {
        "$float" => Some(Value::Float(text.parse().expect("a float"))),
        "$time" => Some(Value::Time(Arc::new(time(text)))),
        "$date" => Some(Value::Date(time(text).date())),
        _ => None,
    }
}

fn time(text: &str) -> Time {
    let time = parse_time(text, &Zone::utc(), &Time::utc(1_700_000_000, 0)).expect("a time");
    Time::at_offset(time.seconds, time.nanos, time.offset)
}
