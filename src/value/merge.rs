//! Jekyll's deep merge of two hashes.

use super::{Hash, Value};
use std::sync::Arc;

impl Hash {
    /// This hash with `other` laid over it, as `Jekyll::Utils.deep_merge_hashes`: hashes under one key are merged
    /// in turn, a `nil` of `other` leaves what was there, anything else replaces it. Keys keep their places,
    /// new ones are appended.
    #[must_use]
    pub fn deep_merge(&self, other: &Hash) -> Hash {
        let mut merged = self.clone();
        for (key, new) in other.iter() {
            let new = match (merged.get_value(key), new) {
                (Some(_), Value::Nil) => continue,
                (Some(Value::Hash(old)), Value::Hash(new)) => Value::Hash(Arc::new(old.deep_merge(new))),
                (_, new) => new.clone(),
            };
            merged.insert(key.clone(), new);
        }
        merged
    }
}
