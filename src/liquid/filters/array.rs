//! Filters over arrays.

use crate::{Context, compare, text_of};
use recto_diag::{Code, Diagnostic, Result};
use recto_value::{Str, Value, print};
use std::collections::HashSet;

/// What Liquid's array filters run over (`InputIterator`): an array without its inner brackets, a range's numbers, any
/// other value by itself, nothing for nil.
///
/// # Errors
///
/// A range that is too long to be written out.
pub fn items(input: &Value) -> Result<Vec<Value>> {
    Ok(match input {
        Value::Array(array) => {
            let mut flat = Vec::with_capacity(array.len());
            flatten(&mut flat, array);
            flat
        }
        // A drop gives its keys; their values are second arguments, which nobody takes.
        Value::Object(object) if !object.is_hash() => {
            object.entries().into_iter().map(|(key, _)| key).collect()
        }
        other => to_array(other)?,
    })
}

/// Ruby's `Array()`, without flattening.
fn to_array(input: &Value) -> Result<Vec<Value>> {
    Ok(match input {
        Value::Nil => Vec::new(),
        Value::Array(array) => array.to_vec(),
        Value::Range(first, last) => crate::items::range(*first, *last)?,
        Value::Object(object) if !object.is_hash() => {
            let pairs = object.entries().into_iter();
            pairs.map(|(key, value)| Value::array(vec![key, value])).collect()
        }
        other => vec![other.clone()],
    })
}

fn flatten(flat: &mut Vec<Value>, items: &[Value]) {
    for item in items {
        match item {
            Value::Array(inner) => flatten(flat, inner),
            other => flat.push(other.clone()),
        }
    }
}

/// Whether Ruby's value has `[]`.
pub(super) fn has_index(value: &Value) -> bool {
    matches!(
        value,
        Value::Str(_) | Value::Int(_) | Value::Big(_) | Value::Array(_) | Value::Hash(_) | Value::Object(_)
    )
}

/// `item[property]`; fails where Ruby raises a `TypeError`.
pub(super) fn property(item: &Value, property: &Value) -> Result<Value> {
    let found = match (item, property) {
        (Value::Hash(hash), key) => hash.get_value(key).cloned(),
        (Value::Object(object), key) => object.get(&text_of(key)),
        (Value::Str(text), Value::Str(part)) => text.contains(&**part).then(|| property.clone()),
        (Value::Str(text), Value::Int(index)) => {
            let size = text.chars().count() as i64;
            let at = if *index < 0 { index + size } else { *index };
            let at = usize::try_from(at).ok();
            at.and_then(|at| text.chars().nth(at))
                .map(|c| Value::from(c.to_string()))
        }
        (Value::Array(array), Value::Int(index)) => {
            let at = if *index < 0 {
                index + array.len() as i64
            } else {
                *index
            };
            usize::try_from(at).ok().and_then(|at| array.get(at)).cloned()
        }
        (Value::Int(number), Value::Int(bit)) => Some(Value::Int(match bit {
            0..=63 => (number >> bit) & 1,
            64.. => i64::from(*number < 0),
            _ => 0,
        })),
        _ => {
            let message = format!("cannot select the property `{}`", text_of(property));
            return Err(Box::new(Diagnostic::error(Code::InvalidArgument, message)));
        }
    };
    Ok(found.unwrap_or_default())
}

/// `size`
pub(super) fn size(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    Ok(Value::Int(match &input {
        Value::Str(text) => text.chars().count() as i64,
        Value::Array(array) => array.len() as i64,
        Value::Hash(hash) => hash.len() as i64,
        Value::Range(first, last) => last.saturating_sub(*first).saturating_add(1).max(0),
        // Ruby's Integer#size: bytes of a machine word.
        Value::Int(_) => 8,
        Value::Big(number) => number.bits().div_ceil(8) as i64,
        Value::Object(object) if object.is_hash() => object.entries().len() as i64,
        _ => 0,
    }))
}

/// `first`
pub(super) fn first(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    Ok(match &input {
        Value::Array(array) => array.first().cloned().unwrap_or_default(),
        Value::Range(first, _) => Value::Int(*first),
        Value::Hash(hash) => match hash.at(0) {
            Some((key, value)) => Value::array(vec![key.clone(), value.clone()]),
            None => Value::Nil,
        },
        Value::Object(object) => match object.entries().into_iter().next() {
            Some((key, value)) => Value::array(vec![key, value]),
            None => Value::Nil,
        },
        _ => Value::Nil,
    })
}

/// `last`
pub(super) fn last(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    Ok(match &input {
        Value::Array(array) => array.last().cloned().unwrap_or_default(),
        Value::Range(_, last) => Value::Int(*last),
        _ => Value::Nil,
    })
}

/// `join`
pub(super) fn join(context: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    let glue = args.first().map_or_else(|| Str::from(" "), text_of);
    let most = context.engine().options().rendered_size;
    let mut out = String::new();
    for (index, item) in items(&input)?.iter().enumerate() {
        // The engine refuses a text of this length.
        if out.len() > most {
            break;
        }
        if index > 0 {
            out.push_str(&glue);
        }
        print::write(&mut out, item);
    }
    Ok(Value::from(out))
}

/// `reverse`
pub(super) fn reverse(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    let mut items = items(&input)?;
    items.reverse();
    Ok(Value::array(items))
}

/// `concat`
pub(super) fn concat(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    joined(&input, &args[0])
}

/// What `concat` makes of two values.
///
/// # Errors
/// The second is not an array.
pub fn joined(input: &Value, more: &Value) -> Result<Value> {
    let Value::Array(more) = more else {
        return Err(Box::new(Diagnostic::error(
            Code::InvalidArgument,
            "concat filter requires an array argument",
        )));
    };
    let mut items = items(input)?;
    items.extend(more.iter().cloned());
    Ok(Value::array(items))
}

/// `map`
pub(super) fn map(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    let mut mapped = Vec::new();
    for item in items(&input)? {
        mapped.push(match has_index(&item) {
            true => property(&item, &args[0])?,
            false => Value::Nil,
        });
    }
    Ok(Value::array(mapped))
}

/// `compact`: without nil, or without those whose property is nil.
pub(super) fn compact(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    let items = items(&input)?;
    let Some(key) = args.first().filter(|key| !key.is_nil()) else {
        return Ok(Value::array(
            items.into_iter().filter(|item| !item.is_nil()).collect(),
        ));
    };
    choose(items, |item| Ok(!property(item, key)?.is_nil()))
}

/// `where`
pub(super) fn where_(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    let target = args.get(1).filter(|target| !target.is_nil());
    choose(items(&input)?, |item| {
        let found = property(item, &args[0])?;
        Ok(match target {
            Some(target) => compare::equal(&found, target),
            None => found.is_truthy(),
        })
    })
}

/// The items that `keep`; nil where the first has no `[]`.
fn choose(items: Vec<Value>, keep: impl Fn(&Value) -> Result<bool>) -> Result<Value> {
    if items.first().is_some_and(|first| !has_index(first)) {
        return Ok(Value::Nil);
    }
    let mut kept = Vec::new();
    for item in items {
        if !has_index(&item) {
            let message = format!("undefined method `[]` for {}", compare::kind(&item));
            return Err(Box::new(Diagnostic::error(Code::InvalidArgument, message)));
        }
        if keep(&item)? {
            kept.push(item);
        }
    }
    Ok(Value::array(kept))
}

/// `uniq`: the first of each kind, by the items or by a property of theirs.
pub(super) fn uniq(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    let items = items(&input)?;
    let key = args.first().filter(|key| !key.is_nil());
    let mut seen = HashSet::new();
    if key.is_none() {
        return Ok(Value::array(
            items
                .into_iter()
                .filter(|item| seen.insert(fingerprint(item)))
                .collect(),
        ));
    }
    let seen = std::cell::RefCell::new(seen);
    choose(items, |item| {
        let found = property(item, key.unwrap_or(&Value::Nil))?;
        Ok(seen.borrow_mut().insert(fingerprint(&found)))
    })
}

/// A text that two values share exactly when Ruby's `eql?` holds between them.
fn fingerprint(value: &Value) -> Str {
    match value {
        Value::Object(object) => format!("#{}", object.identity()).into(),
        other => print::inspect(other),
    }
}

/// `default`: for nil, false and what is empty.
pub(super) fn default(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    if input.is_truthy() && !compare::is_empty(&input) {
        return Ok(input);
    }
    Ok(args.first().cloned().unwrap_or_else(|| Value::from("")))
}
