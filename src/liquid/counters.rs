//! The counters of `increment` and `decrement`, which are shared by all templates of a build.

use parking_lot::Mutex;
use recto_value::{Str, Value};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

/// The counters of `increment` and `decrement`. Jekyll keeps them for the whole build, so the caller owns them.
#[derive(Debug, Default)]
pub struct Counters {
    used: AtomicBool,
    values: Mutex<HashMap<Str, Value, foldhash::fast::RandomState>>,
}

impl Counters {
    /// Whether a template has counted anything yet.
    pub(crate) fn are_used(&self) -> bool {
        self.used.load(Ordering::Acquire)
    }

    /// The value of a counter, if it was ever counted.
    pub fn get(&self, name: &str) -> Option<Value> {
        if !self.are_used() {
            return None;
        }
        let values = self.values.lock();
        values.get(name).cloned()
    }

    /// All counters with their values, sorted by name.
    pub fn all(&self) -> Vec<(Str, Value)> {
        let values = self.values.lock();
        let mut all = values
            .iter()
            .map(|(name, value)| (Str::clone(name), value.clone()))
            .collect::<Vec<_>>();
        all.sort_by(|(a, _), (b, _)| a.cmp(b));
        all
    }

    /// Replaces all counters, as if the templates that counted up to these values had run.
    pub fn set_all(&self, counters: &[(Str, Value)]) {
        let mut values = self.values.lock();
        values.clear();
        values.extend(counters.iter().cloned());
        self.used.store(!values.is_empty(), Ordering::Release);
    }

    /// Sets a counter.
    pub fn set(&self, name: &str, value: Value) {
        let mut values = self.values.lock();
        values.insert(name.into(), value);
        self.used.store(true, Ordering::Release);
    }
}
