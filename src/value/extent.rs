//! How deep a value nests, and how large it is once everything that it shares is written out.
//!
//! A template can build a value whose printed form is exponentially larger than its memory (`a = [a, a]`, sixty times), or
//! one that nests so deeply that every function over it would overflow the stack. The extent of such a value is known
//! before anything walks it.

use super::{Array, Hash, Value};

/// The depth and the expanded size of a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// How many arrays and hashes are nested in one another; 0 for a plain value.
    pub depth: u32,
    /// The bytes of the value and of everything in it, what is shared counted each time it appears.
    pub bytes: u64,
}

/// The bytes of one value by itself.
const ITEM: u64 = size_of::<Value>() as u64;

impl Extent {
    fn add(&mut self, item: &Value) {
        let inner = item.extent();
        self.depth = self.depth.max(inner.depth);
        self.bytes = self.bytes.saturating_add(inner.bytes);
    }

    /// The extent of a container with these items.
    pub(super) fn around<'v>(items: impl Iterator<Item = &'v Value>) -> Self {
        let mut extent = Self::default();
        for item in items {
            extent.add(item);
        }
        extent.depth += 1;
        extent.bytes = extent.bytes.saturating_add(ITEM);
        extent
    }
}

impl Value {
    /// How deep the value nests and how large it is. An array or a hash computes it once. An object counts as a plain
    /// value: what it answers is computed on demand.
    pub fn extent(&self) -> Extent {
        let bytes = match self {
            Self::Array(array) => return Array::extent(array),
            Self::Hash(hash) => return Hash::extent(hash),
            Self::Str(text) => text.len() as u64,
            Self::Big(number) => number.bits() / 8,
            _ => 0,
        };
        Extent {
            depth: 0,
            bytes: ITEM + bytes,
        }
    }
}
