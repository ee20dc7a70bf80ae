//! `concat`, `push`, `pop`, `shift`, `unshift`, `sample`: return new arrays; a value that is not an array is returned unchanged.

use super::whole_number;
use crate::diag::{Code, Diagnostic, Result};
use crate::jekyll::Host;
use crate::liquid::{Context, joined};
use crate::value::{Array, Value};
use std::sync::Arc;

/// Liquid's `concat`. All pages of a build that join the same two arrays get the same result.
pub(super) fn concat(context: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    match (&input, &args[0], context.host::<Host>()) {
        (Value::Array(first), Value::Array(second), Some(host)) if !context.is_exact() => {
            host.shared.joined(first, second, || joined(&input, &args[0]))
        }
        (input, second, _) => joined(input, second),
    }
}

/// The items of an array, and how many of them the first argument means.
fn taken(items: &Arc<Array>, args: &[Value]) -> Result<usize> {
    let count = args.first().map_or(Ok(1), whole_number)?;
    match usize::try_from(count) {
        Ok(count) => Ok(count.min(items.len())),
        Err(_) => Err(Box::new(Diagnostic::error(
            Code::InvalidArgument,
            "negative array size",
        ))),
    }
}

/// Without its last items.
pub(super) fn pop(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    let Value::Array(items) = &input else {
        return Ok(input);
    };
    let left = items.len() - taken(items, args)?;
    Ok(Value::Array(Arc::new(items.like(items[..left].to_vec()))))
}

/// With one more item at the end.
pub(super) fn push(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    let Value::Array(items) = &input else {
        return Ok(input);
    };
    let mut longer = Vec::with_capacity(items.len() + 1);
    longer.extend_from_slice(items);
    longer.extend(args.first().cloned());
    Ok(Value::Array(Arc::new(items.like(longer))))
}

/// Without its first items.
pub(super) fn shift(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    let Value::Array(items) = &input else {
        return Ok(input);
    };
    let gone = taken(items, args)?;
    Ok(Value::Array(Arc::new(items.like(items[gone..].to_vec()))))
}

/// With one more item in front.
pub(super) fn unshift(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    let Value::Array(items) = &input else {
        return Ok(input);
    };
    let mut longer = Vec::with_capacity(items.len() + 1);
    longer.extend(args.first().cloned());
    longer.extend_from_slice(items);
    Ok(Value::Array(Arc::new(items.like(longer))))
}

/// One item, or several, by chance. The chance is drawn from the place in the template and the length of the array,
/// which makes two builds of one site equal.
pub(super) fn sample(context: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    let Value::Array(items) = &input else {
        return Ok(input);
    };
    let count = args.first().map_or(1, |count| whole_number(count).unwrap_or(1));
    let place = context.span().map_or((0, 0), |span| (span.start, span.end));
    let mut seed = u64::from(place.0) << 32 | u64::from(place.1);
    let mut draw = |below: usize| {
        // SplitMix64.
        seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = seed ^ below as u64;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % (below.max(1) as u64)).unwrap_or(0)
    };
    if count == 1 {
        return Ok(items.get(draw(items.len())).cloned().unwrap_or_default());
    }
    let Ok(count) = usize::try_from(count) else {
        return Err(Box::new(Diagnostic::error(
            Code::InvalidArgument,
            "negative sample number",
        )));
    };
    let mut left = items.to_vec();
    let mut drawn = Vec::with_capacity(count.min(left.len()));
    while drawn.len() < count && !left.is_empty() {
        drawn.push(left.swap_remove(draw(left.len())));
    }
    Ok(Value::Array(Arc::new(items.like(drawn))))
}
