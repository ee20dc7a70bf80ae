//! Sorting in the order Ruby's `sort` gives, also where its comparison contradicts itself.

use super::array::{has_index, items, property};
use crate::{Context, compare, text_of};
use recto_diag::{Code, Diagnostic, Result};
use recto_value::Value;
use std::cmp::Ordering;

/// Sorts as Ruby does on Linux: a merge sort that splits in the middle and takes from the right half only what comes
/// strictly before the left. So equal items keep their order, and a comparison that is not an order gives the same result.
/// Fails with the first comparison that fails.
pub fn sort_by<T>(items: Vec<T>, compare: &mut impl FnMut(&T, &T) -> Result<Ordering>) -> Result<Vec<T>> {
    if items.len() < 2 {
        return Ok(items);
    }
    let mut left = items;
    let right = left.split_off(left.len() / 2);
    let left = sort_by(left, compare)?;
    let right = sort_by(right, compare)?;
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        let from = match compare(a, b)? {
            Ordering::Greater => &mut right,
            _ => &mut left,
        };
        merged.extend(from.next());
    }
    merged.extend(left);
    merged.extend(right);
    Ok(merged)
}

/// Sorts values by keys made from them, as Liquid compares: nil after all others.
pub fn sort_values(
    items: Vec<(Value, Value)>,
    order: impl Fn(&Value, &Value) -> Option<Ordering>,
) -> Result<Value> {
    let sorted = sort_by(items, &mut |(a, _), (b, _)| match (a.is_nil(), b.is_nil()) {
        (false, false) => order(a, b).ok_or_else(|| comparison_failed(a, b)),
        // Nil against nil as well: it is what Liquid does, and turns a run of such items round.
        (true, _) => Ok(Ordering::Greater),
        (false, true) => Ok(Ordering::Less),
    })?;
    Ok(Value::array(sorted.into_iter().map(|(_, item)| item).collect()))
}

/// The error of two values that have no order.
pub fn comparison_failed(a: &Value, b: &Value) -> Box<Diagnostic> {
    let message = format!(
        "comparison of {} with {} failed",
        compare::kind(a),
        compare::kind(b)
    );
    Box::new(Diagnostic::error(Code::InvalidComparison, message))
}

/// `sort`
pub(super) fn sort(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    sorted(&input, args, compare::three_way)
}

/// `sort_natural`: without regard to the case of ASCII letters.
pub(super) fn sort_natural(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    sorted(&input, args, |a, b| {
        let (a, b) = (text_of(a), text_of(b));
        let fold = |byte: u8| byte.to_ascii_lowercase();
        Some(a.bytes().map(fold).cmp(b.bytes().map(fold)))
    })
}

fn sorted(
    input: &Value,
    args: &[Value],
    order: impl Fn(&Value, &Value) -> Option<Ordering>,
) -> Result<Value> {
    let items = items(input)?;
    let Some(key) = args.first().filter(|key| !key.is_nil()) else {
        return sort_values(
            items.into_iter().map(|item| (item.clone(), item)).collect(),
            order,
        );
    };
    if !items.iter().all(has_index) {
        return Ok(match items.is_empty() {
            true => Value::array(items),
            false => Value::Nil,
        });
    }
    // A single item is not compared, so its property is never read.
    if items.len() < 2 {
        return Ok(Value::array(items));
    }
    let keyed = items.into_iter().map(|item| Ok((property(&item, key)?, item)));
    sort_values(keyed.collect::<Result<_>>()?, order)
}
