//! Values as JSON, for the host and from it. What JSON has no form for is an object with one key that begins with `$`.

use super::references::Resolve;
use crate::site::view::{CollectionView, DocumentView, PlainPageView, SiteView, StaticFileView};
use crate::value::{Date, Hash, Object, ObjectId, Str, Time, Value, Zone};
use serde_json::{Map, Value as Json, json};
use std::any::Any;
use std::sync::Arc;

/// A value for the host. Pages and other objects of the site are references, which the host resolves to Jekyll's own.
pub(super) fn encode(value: &Value) -> Json {
    match value {
        Value::Nil => Json::Null,
        Value::Bool(flag) => json!(flag),
        Value::Int(number) => json!(number),
        Value::Big(number) => json!({ "$i": number.to_string() }),
        Value::Float(number) if number.is_finite() => json!(number),
        Value::Float(number) => json!({ "$f": number.to_string() }),
        Value::Str(text) => json!(&**text),
        Value::Date(date) => json!({ "$d": [date.year, date.month, date.day] }),
        Value::Time(time) => json!({ "$t": [time.seconds, time.nanos, time.offset, time.utc] }),
        Value::Range(first, last) => json!({ "$r": [first, last] }),
        Value::Array(items) => items.iter().map(encode).collect(),
        Value::Hash(hash) => encode_hash(hash.iter()),
        Value::Object(object) => encode_object(&**object),
    }
}

/// A Hash: an object of JSON if all keys are Strings.
fn encode_hash<'v>(entries: impl Iterator<Item = (&'v Value, &'v Value)>) -> Json {
    let entries = entries.collect::<Vec<_>>();
    let plain = |key: &Value| key.as_str().is_some_and(|key| !key.starts_with('$'));
    if entries.iter().all(|(key, _)| plain(key)) {
        let entries = entries
            .into_iter()
            .filter_map(|(key, value)| Some((key.as_str()?.to_owned(), encode(value))));
        return Json::Object(entries.collect());
    }
    let flat = entries
        .into_iter()
        .flat_map(|(key, value)| [encode(key), encode(value)]);
    json!({ "$h": flat.collect::<Vec<_>>() })
}

fn encode_object(object: &dyn Object) -> Json {
    let any = object.as_any();
    if let Some(page) = page_of(any) {
        let mark = match object.identity() {
            ObjectId::Numbered { kind: "excerpt", .. } => "$e",
            _ => "$p",
        };
        return json!({ mark: page });
    }
    if let Some(reference) = any.downcast_ref::<super::references::Reference>() {
        return reference.json();
    }
    if let Some(foreign) = any.downcast_ref::<RubyObject>() {
        return json!({ "$o": foreign.number });
    }
    if let Some(file) = any.downcast_ref::<StaticFileView>() {
        return json!({ "$s": &*file.file().path });
    }
    if let Some(collection) = any.downcast_ref::<CollectionView>() {
        return json!({ "$c": &*collection.collection().label });
    }
    if any.is::<SiteView>() {
        return json!({ "$site": true });
    }
    let entries = object.entries();
    encode_hash(entries.iter().map(|(key, value)| (key, value)))
}

/// How the host knows the page that `any` shows, if it shows one.
fn page_of(any: &dyn Any) -> Option<Json> {
    let of_document = any.downcast_ref::<DocumentView>().map(DocumentView::page);
    let page = of_document.or_else(|| any.downcast_ref::<PlainPageView>().map(PlainPageView::page))?;
    let label = any.downcast_ref::<DocumentView>().map_or("", DocumentView::label);
    Some(page_name(page, label))
}

/// How the host knows a page: by the number that it gave it, else by the label of its collection and its path.
pub(super) fn page_name(page: &crate::site::Page, label: &str) -> Json {
    match &page.foreign {
        Some(foreign) => json!(foreign.number),
        None => json!(format!("{label}:{}", page.path)),
    }
}

/// A value of the host, in which `resolve` finds the objects of the site.
pub(super) fn decode(json: &Json, zone: &Zone, resolve: &Resolve<'_>) -> Value {
    let inner = |json: &Json| decode(json, zone, resolve);
    match json {
        Json::Null => Value::Nil,
        Json::Bool(flag) => Value::Bool(*flag),
        Json::Number(number) => match number.as_i64() {
            Some(number) => Value::Int(number),
            None => Value::Float(number.as_f64().unwrap_or(f64::NAN)),
        },
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(items) => Value::array(items.iter().map(inner).collect()),
        Json::Object(map) => match map.iter().next() {
            Some((mark, what)) if mark.starts_with('$') => special(mark, what, map, zone, resolve),
            _ => Value::from(decode_hash(map, zone, resolve)),
        },
    }
}

/// A Hash whose keys are Strings.
pub(super) fn decode_hash(map: &Map<String, Json>, zone: &Zone, resolve: &Resolve<'_>) -> Hash {
    let entries = map.iter();
    entries
        .map(|(key, value)| (Value::from(key.as_str()), decode(value, zone, resolve)))
        .collect()
}

fn special(mark: &str, what: &Json, map: &Map<String, Json>, zone: &Zone, resolve: &Resolve<'_>) -> Value {
    let inner = |json: &Json| decode(json, zone, resolve);
    let numbers = || -> Vec<i64> {
        what.as_array()
            .map_or_else(Vec::new, |all| all.iter().filter_map(Json::as_i64).collect())
    };
    match mark {
        "$h" => {
            let mut hash = Hash::new();
            for pair in what.as_array().map_or(&[][..], Vec::as_slice).chunks(2) {
                if let [key, value] = pair {
                    hash.insert(inner(key), inner(value));
                }
            }
            Value::from(hash)
        }
        "$i" => match what.as_str().and_then(|text| text.parse().ok()) {
            Some(number) => Value::Big(Arc::new(number)),
            None => Value::Nil,
        },
        "$f" => match what.as_str() {
            Some("Infinity") => Value::Float(f64::INFINITY),
            Some("-Infinity") => Value::Float(f64::NEG_INFINITY),
            text => Value::Float(text.and_then(|text| text.parse().ok()).unwrap_or(f64::NAN)),
        },
        "$d" => date(&numbers()),
        "$t" => time(
            &numbers(),
            what.get(3).and_then(Json::as_bool) == Some(true),
            zone,
        ),
        "$r" => match numbers()[..] {
            [first, last] => Value::Range(first, last),
            _ => Value::Nil,
        },
        "$o" => Value::Object(Arc::new(RubyObject {
            number: what.as_u64().unwrap_or_default(),
            text: map.get("text").and_then(Json::as_str).unwrap_or_default().into(),
            entries: match map.get("keys") {
                Some(Json::Object(keys)) => decode_hash(keys, zone, resolve),
                _ => Hash::new(),
            },
        })),
        _ => resolve(mark, what),
    }
}

fn date(numbers: &[i64]) -> Value {
    let [year, month, day] = *numbers else {
        return Value::Nil;
    };
    Value::Date(Date {
        year: i32::try_from(year).unwrap_or_default(),
        month: u8::try_from(month).unwrap_or(1),
        day: u8::try_from(day).unwrap_or(1),
    })
}

/// A time with its offset; one at the offset of the site's zone is a time in that zone.
fn time(numbers: &[i64], utc: bool, zone: &Zone) -> Value {
    let [seconds, nanos, offset] = *numbers else {
        return Value::Nil;
    };
    let nanos = u32::try_from(nanos).unwrap_or_default();
    let offset = i32::try_from(offset).unwrap_or_default();
    if utc {
        return Value::Time(Arc::new(Time::utc(seconds, nanos)));
    }
    let local = zone.time(seconds, nanos);
    Value::Time(Arc::new(match local.offset == offset {
        true => local,
        false => Time::at_offset(seconds, nanos, offset),
    }))
}

/// An object that only Ruby understands, as templates see it.
#[derive(Debug)]
struct RubyObject {
    number: u64,
    text: Str,
    entries: Hash,
}

impl Object for RubyObject {
    fn get(&self, key: &str) -> Option<Value> {
        self.entries.get(key).cloned()
    }

    fn entries(&self) -> Vec<(Value, Value)> {
        let entries = self.entries.iter();
        entries.map(|(key, value)| (key.clone(), value.clone())).collect()
    }

    fn text(&self) -> Str {
        Str::clone(&self.text)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn identity(&self) -> ObjectId {
        ObjectId::numbered("ruby", usize::try_from(self.number).unwrap_or(usize::MAX))
    }
}
