//! Values to serde, for the Tera theme: objects become maps, dates and times the texts of RFC 3339.

use super::{Object, Value, print, strftime};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// How deep objects are followed into objects: a page, the site it knows, and that site's pages end here.
const DEEPEST: usize = 3;

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Nested(self, 0).serialize(serializer)
    }
}

/// A value with the number of objects around it.
struct Nested<'a>(&'a Value, usize);

impl Serialize for Nested<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(value, depth) = *self;
        match value {
            Value::Nil => serializer.serialize_unit(),
            Value::Bool(flag) => serializer.serialize_bool(*flag),
            Value::Int(number) => serializer.serialize_i64(*number),
            Value::Float(number) => serializer.serialize_f64(*number),
            Value::Str(text) => serializer.serialize_str(text),
            Value::Time(time) => match strftime(time, "%Y-%m-%dT%H:%M:%S%:z") {
                Ok(text) => serializer.serialize_str(&text),
                Err(_) => serializer.serialize_str(&time.to_string()),
            },
            Value::Range(first, last) => serializer.collect_seq(*first..=*last),
            Value::Array(items) => serializer.collect_seq(items.iter().map(|item| Nested(item, depth))),
            Value::Hash(hash) => {
                let mut map = serializer.serialize_map(Some(hash.len()))?;
                for (key, value) in hash.iter() {
                    map.serialize_entry(&*print::to_s(key), &Nested(value, depth))?;
                }
                map.end()
            }
            Value::Object(object) => object_map(&**object, depth, serializer),
            Value::Big(_) | Value::Date(_) => serializer.serialize_str(&print::to_s(value)),
        }
    }
}

fn object_map<S: Serializer>(object: &dyn Object, depth: usize, serializer: S) -> Result<S::Ok, S::Error> {
    if depth >= DEEPEST {
        return serializer.serialize_unit();
    }
    let entries = object.entries();
    let mut map = serializer.serialize_map(Some(entries.len()))?;
    for (key, value) in &entries {
        map.serialize_entry(&*print::to_s(key), &Nested(value, depth + 1))?;
    }
    map.end()
}
