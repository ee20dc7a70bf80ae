//! Ordered hashes and arrays, which remember how they print.

use super::{Extent, Str, Value};
use indexmap::IndexMap;
use std::hash::Hasher;
use std::ops::Deref;
use std::sync::OnceLock;

/// A Ruby Array; remembers its printed form.
#[derive(Debug, Default)]
pub struct Array {
    items: Vec<Value>,
    /// Whether the objects in it are Jekyll's own, not the drops that templates get when they name one.
    bare: bool,
    printed: OnceLock<Str>,
    extent: OnceLock<Extent>,
}

impl From<Vec<Value>> for Array {
    fn from(items: Vec<Value>) -> Self {
        Self {
            items,
            bare: false,
            printed: OnceLock::new(),
            extent: OnceLock::new(),
        }
    }
}

impl FromIterator<Value> for Array {
    fn from_iter<I: IntoIterator<Item = Value>>(items: I) -> Self {
        Self::from(items.into_iter().collect::<Vec<_>>())
    }
}

impl Deref for Array {
    type Target = [Value];

    fn deref(&self) -> &[Value] {
        &self.items
    }
}

impl Array {
    /// One of Jekyll's own lists: of documents and pages themselves, where `contains` finds no drop, and which print in
    /// their own way.
    pub fn bare(items: Vec<Value>) -> Self {
        Self {
            bare: true,
            ..Self::from(items)
        }
    }

    /// Whether it is such a list.
    pub fn is_bare(&self) -> bool {
        self.bare
    }

    /// Some of its items, or those and others, in a list of the same kind.
    pub fn like(&self, items: Vec<Value>) -> Self {
        Self {
            bare: self.bare,
            ..Self::from(items)
        }
    }

    /// The printed form, if it has been made.
    pub fn known_print(&self) -> Option<&Str> {
        self.printed.get()
    }

    /// The printed form, made by `print` on first use.
    pub fn printed(&self, print: impl FnOnce(&[Value]) -> Str) -> &Str {
        self.printed.get_or_init(|| print(&self.items))
    }

    /// Its depth and expanded size.
    pub fn extent(&self) -> Extent {
        *self.extent.get_or_init(|| Extent::around(self.items.iter()))
    }
}

/// Up to so many keys are compared one by one.
const FEW: usize = 8;

/// A Ruby Hash: keys keep the order in which they were inserted; remembers its printed form.
#[derive(Debug, Default)]
pub struct Hash {
    map: IndexMap<Key, Value, foldhash::fast::RandomState>,
    /// A bit for each length that a String key has or had, which rules out most missing keys.
    lengths: u64,
    printed: OnceLock<Str>,
    extent: OnceLock<Extent>,
}

impl Clone for Hash {
    fn clone(&self) -> Self {
        Self {
            map: self.map.clone(),
            lengths: self.lengths,
            printed: OnceLock::new(),
            extent: OnceLock::new(),
        }
    }
}

/// A key: almost always a String; YAML also allows numbers, dates, booleans and nil.
#[derive(Clone, Debug)]
struct Key(Value);

impl std::hash::Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match &self.0 {
            Value::Str(text) => text.as_ref().hash(state),
            Value::Int(number) => number.hash(state),
            Value::Bool(flag) => flag.hash(state),
            Value::Float(number) => number.to_bits().hash(state),
            Value::Big(number) => number.hash(state),
            Value::Date(date) => date.hash(state),
            Value::Time(time) => time.hash(state),
            // Nil, and containers, which Ruby allows as keys and no site uses: compared, not spread.
            _ => 0_u8.hash(state),
        }
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Value::Str(a), Value::Str(b)) => a == b,
            (Value::Int(a), Value::Int(b)) => a == b,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Float(a), Value::Float(b)) => a.to_bits() == b.to_bits(),
            (Value::Big(a), Value::Big(b)) => a == b,
            (Value::Date(a), Value::Date(b)) => a == b,
            (Value::Time(a), Value::Time(b)) => a == b,
            (Value::Nil, Value::Nil) => true,
            (Value::Range(a, b), Value::Range(c, d)) => (a, b) == (c, d),
            (Value::Array(a), Value::Array(b)) => std::sync::Arc::ptr_eq(a, b),
            (Value::Hash(a), Value::Hash(b)) => std::sync::Arc::ptr_eq(a, b),
            (Value::Object(a), Value::Object(b)) => a.identity() == b.identity(),
            _ => false,
        }
    }
}

impl Eq for Key {}

/// A String key, borrowed for a lookup.
struct StrKey<'a>(&'a str);

impl std::hash::Hash for StrKey<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl indexmap::Equivalent<Key> for StrKey<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        matches!(&key.0, Value::Str(text) if **text == *self.0)
    }
}

/// One bit out of 64 by a key's length.
#[inline]
fn length_bit(key: &str) -> u64 {
    1 << (key.len() % 64)
}

/// `==` of two keys, which are short: without a call for those.
#[inline]
fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    // The two parts may overlap; together they cover the key.
    match a.len() {
        0 => true,
        1..=3 => a[0] == b[0] && a[a.len() / 2] == b[a.len() / 2] && a[a.len() - 1] == b[a.len() - 1],
        4..=7 => a.first_chunk::<4>() == b.first_chunk() && a.last_chunk::<4>() == b.last_chunk(),
        8..=16 => a.first_chunk::<8>() == b.first_chunk() && a.last_chunk::<8>() == b.last_chunk(),
        _ => a == b,
    }
}

impl Hash {
    /// An empty hash.
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.map.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    /// The value under a String key.
    #[inline]
    pub fn get(&self, key: &str) -> Option<&Value> {
        if self.lengths & length_bit(key) == 0 {
            return None;
        }
        // To look at a few keys takes less time than to hash one.
        if self.map.len() <= FEW {
            let mut entries = self.map.iter();
            return entries.find_map(|(known, value)| match &known.0 {
                Value::Str(text) if same(text, key) => Some(value),
                _ => None,
            });
        }
        self.map.get(&StrKey(key))
    }

    /// The value under a key of any type.
    pub fn get_value(&self, key: &Value) -> Option<&Value> {
        match key {
            Value::Str(text) => self.get(text),
            other => self.map.get(&Key(other.clone())),
        }
    }

    /// Whether there is such a String key.
    pub fn contains_key(&self, key: &str) -> bool {
        self.map.contains_key(&StrKey(key))
    }

    /// Sets a value; a key that is already there keeps its place, as in Ruby.
    pub fn insert(&mut self, key: impl Into<Value>, value: impl Into<Value>) -> Option<Value> {
        self.printed = OnceLock::new();
        self.extent = OnceLock::new();
        let key = key.into();
        if let Value::Str(text) = &key {
            self.lengths |= length_bit(text);
        }
        self.map.insert(Key(key), value.into())
    }

    /// Takes a String key out; the order of the others stays.
    #[allow(dead_code, reason = "part of the interface of this crate")]
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        self.printed = OnceLock::new();
        self.extent = OnceLock::new();
        self.map.shift_remove(&StrKey(key))
    }

    /// The entries in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Value, &Value)> + DoubleEndedIterator {
        self.map.iter().map(|(key, value)| (&key.0, value))
    }

    /// The entry at a place in the order.
    pub fn at(&self, index: usize) -> Option<(&Value, &Value)> {
        self.map.get_index(index).map(|(key, value)| (&key.0, value))
    }

    /// The printed form, if it has been made.
    pub fn known_print(&self) -> Option<&Str> {
        self.printed.get()
    }

    /// The printed form, made by `print` on first use.
    pub fn printed(&self, print: impl FnOnce(&Self) -> Str) -> &Str {
        self.printed.get_or_init(|| print(self))
    }

    /// Its depth and expanded size.
    pub fn extent(&self) -> Extent {
        *self.extent.get_or_init(|| {
            let entries = self.map.iter();
            Extent::around(entries.flat_map(|(key, value)| [&key.0, value]))
        })
    }
}

impl<K: Into<Value>, V: Into<Value>> FromIterator<(K, V)> for Hash {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut hash = Self::new();
        for (key, value) in entries {
            hash.insert(key, value);
        }
        hash
    }
}
