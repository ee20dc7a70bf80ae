//! Sorts items by a comparison that may contradict itself or fail.

use crate::diag::Result;
use std::cmp::Ordering;

/// A stable merge sort that halves as the C library's does, on which Ruby's `sort` rests: also where a comparison
/// contradicts itself (texts among numbers) the order is Ruby's.
///
/// # Errors
/// The first one that `compare` gives.
pub(super) fn merge_sort<T>(
    mut items: Vec<T>,
    compare: &mut impl FnMut(&T, &T) -> Result<Ordering>,
) -> Result<Vec<T>> {
    if items.len() < 2 {
        return Ok(items);
    }
    let right = items.split_off(items.len() / 2);
    let left = merge_sort(items, compare)?;
    let right = merge_sort(right, compare)?;
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let mut left = left.into_iter().peekable();
    let mut right = right.into_iter().peekable();
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        let taken = match compare(a, b)? {
            Ordering::Greater => right.next(),
            _ => left.next(),
        };
        merged.extend(taken);
    }
    merged.extend(left);
    merged.extend(right);
    Ok(merged)
}
