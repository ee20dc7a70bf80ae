//! Remembers what pure filters make of the printed form of unchanging data.
//!
//! Arrays and hashes of plain data keep their printed form for as long as they live, so its address identifies it:
//! a navigation that searches `{{ branch | downcase }}` on each page of a site pays for it once.

use parking_lot::RwLock;
use recto_value::{Str, Value};
use std::collections::HashMap;
use std::sync::{Arc, Weak};

/// How many results are kept before those whose data is gone are swept out.
const ROOM: usize = 4096;

type Results = HashMap<(usize, usize), (Weak<str>, Value), foldhash::fast::RandomState>;

/// Results by filter and address of the text; the text is held weakly, which also keeps its address from being used
/// again.
#[derive(Debug, Default)]
pub(super) struct Memo {
    results: RwLock<Results>,
}

impl Memo {
    /// The cached result of the filter for this text.
    pub(super) fn find(&self, filter: usize, text: &Str) -> Option<Value> {
        let results = self.results.read();
        let (known, result) = results.get(&(filter, text.as_ptr().addr()))?;
        std::ptr::addr_eq(known.as_ptr(), Arc::as_ptr(text)).then(|| result.clone())
    }

    /// Notes what the filter made of a text.
    pub(super) fn note(&self, filter: usize, text: &Str, result: &Value) {
        let mut results = self.results.write();
        if results.len() >= ROOM {
            results.retain(|_, (text, _)| text.strong_count() > 0);
        }
        if results.len() < ROOM {
            let key = (filter, text.as_ptr().addr());
            results.insert(key, (Arc::downgrade(text), result.clone()));
        }
    }
}
