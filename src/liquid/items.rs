//! What a loop runs over: the items of an array, or the numbers of a range, which are never written out.

use super::scope::Bound;
use recto_diag::Result;
use recto_value::{Array, Value};
use std::sync::Arc;

/// The longest range that a filter may write out as an array.
const LONGEST: i64 = 10_000_000;

/// The numbers of a range, for filters that need an array.
///
/// # Errors
///
/// More than ten million numbers.
pub fn range(first: i64, last: i64) -> Result<Vec<Value>> {
    match last.saturating_sub(first) < LONGEST {
        true => Ok((first..=last).map(Value::Int).collect()),
        false => Err(super::budget::too_large(
            "a range of more than 10,000,000 numbers",
        )),
    }
}

/// The items of a loop.
#[derive(Clone, Debug)]
pub enum Items {
    /// Those of an array.
    Array(Arc<Array>),
    /// Integers that follow one another.
    Range {
        /// The first.
        first: i64,
        /// How many.
        count: usize,
        /// Whether they count down.
        down: bool,
    },
}

impl From<Arc<Array>> for Items {
    fn from(array: Arc<Array>) -> Self {
        Self::Array(array)
    }
}

impl Items {
    /// The integers from `first` to `last`, of which the first `skipped` are left out, and those from place `until` on.
    pub(super) fn range(first: i64, last: i64, skipped: i64, until: Option<i64>) -> Self {
        let length = i128::from(last) - i128::from(first) + 1;
        let from = i128::from(skipped.max(0));
        let to = until.map_or(length, |until| length.min(until.into()));
        let first = i64::try_from(i128::from(first) + from).unwrap_or(i64::MAX);
        Self::Range {
            first,
            count: usize::try_from(to - from).unwrap_or(0),
            down: false,
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Array(array) => array.len(),
            Self::Range { count, .. } => *count,
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The item at `index`; nil beyond the last.
    pub fn get(&self, index: usize) -> Value {
        match self {
            Self::Array(array) => array.get(index).cloned().unwrap_or_default(),
            Self::Range { first, down, .. } => {
                let index = i64::try_from(index).unwrap_or(i64::MAX);
                Value::Int(match down {
                    true => first.saturating_sub(index),
                    false => first.saturating_add(index),
                })
            }
        }
    }

    /// The same from the last to the first.
    #[must_use]
    pub(super) fn reversed(&self) -> Self {
        match self {
            Self::Array(array) => Self::Array(Arc::new(array.iter().rev().cloned().collect())),
            Self::Range { count, down, .. } => Self::Range {
                first: match self.get(count.saturating_sub(1)) {
                    Value::Int(last) => last,
                    _ => 0,
                },
                count: *count,
                down: !down,
            },
        }
    }

    /// How the loop variable is bound at first.
    pub(super) fn first(&self) -> Bound {
        match self {
            Self::Array(array) => Bound::Item(Arc::clone(array), 0),
            Self::Range { .. } => Bound::Number(self.get(0)),
        }
    }
}
