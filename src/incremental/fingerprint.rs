//! Fingerprints of texts and values: fast, equal for equal things within one run of the program.

use crate::value::{Hash, Value};
use foldhash::quality::RandomState;
use std::hash::{BuildHasher, Hash as _, Hasher};
use std::sync::LazyLock;

/// Equal for equal things; two different things share one with a probability of 2⁻⁶⁴.
pub type Fingerprint = u64;

/// Computes a fingerprint of several things in turn.
#[derive(Clone)]
pub struct Fingerprinter(<RandomState as BuildHasher>::Hasher);

impl std::fmt::Debug for Fingerprinter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fingerprinter").finish_non_exhaustive()
    }
}

impl Default for Fingerprinter {
    fn default() -> Self {
        static STATE: LazyLock<RandomState> = LazyLock::new(RandomState::default);
        Self(STATE.build_hasher())
    }
}

impl Hasher for Fingerprinter {
    fn finish(&self) -> u64 {
        self.0.finish()
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
    }

    fn write_u8(&mut self, number: u8) {
        self.0.write_u8(number);
    }

    fn write_u64(&mut self, number: u64) {
        self.0.write_u64(number);
    }

    fn write_usize(&mut self, number: usize) {
        self.0.write_usize(number);
    }
}

impl Fingerprinter {
    /// Adds a map, in its order.
    pub fn map(&mut self, hash: &Hash) {
        self.write_usize(hash.len());
        for (key, value) in hash.iter() {
            self.value(key);
            self.value(value);
        }
    }

    /// Adds a value with its type, so that `1` and `"1"` differ.
    pub fn value(&mut self, value: &Value) {
        std::mem::discriminant(value).hash(self);
        match value {
            Value::Nil => {}
            Value::Bool(flag) => flag.hash(self),
            Value::Int(number) => number.hash(self),
            Value::Big(number) => number.hash(self),
            Value::Float(number) => number.to_bits().hash(self),
            Value::Str(text) => text.hash(self),
            Value::Date(date) => date.hash(self),
            Value::Time(time) => (time.instant(), time.offset).hash(self),
            Value::Range(from, to) => (from, to).hash(self),
            Value::Array(items) => {
                self.write_usize(items.len());
                items.iter().for_each(|item| self.value(item));
            }
            Value::Hash(hash) => self.map(hash),
            Value::Object(object) => object.identity().hash(self),
        }
    }
}

/// The fingerprint of a text.
pub fn text_fingerprint(text: &str) -> Fingerprint {
    let mut fingerprinter = Fingerprinter::default();
    text.hash(&mut fingerprinter);
    fingerprinter.finish()
}
