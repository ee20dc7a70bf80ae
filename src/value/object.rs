//! Values that are computed on demand: Jekyll's drops.

use super::Value;
use std::any::Any;
use std::fmt::Debug;
use std::sync::Arc;

/// A shared, immutable text.
pub type Str = Arc<str>;

/// A value that answers by key, as Jekyll's drops do.
pub trait Object: Debug + Send + Sync {
    /// The value under `key`; `None` if the object has no such key.
    fn get(&self, key: &str) -> Option<Value>;

    /// All keys and values, in the order in which Jekyll prints them.
    fn entries(&self) -> Vec<(Value, Value)>;

    /// What `{{ object }}` prints; for an object that [is a Hash](Object::is_hash), what a list of such objects
    /// prints for it.
    fn text(&self) -> Str;

    /// What Ruby's `inspect` shows for the object inside a list or hash.
    fn inspect(&self) -> Str {
        self.text()
    }

    /// What Ruby's JSON library prints if the object itself, not its drop, is in a drop's list: `None` for what
    /// prints as its drop does.
    fn bare_json(&self) -> Option<Str> {
        None
    }

    /// Whether Jekyll passes a Hash to templates here (a page's variables, `site.data`): `for` then iterates over pairs,
    /// and `{{ object }}` prints its entries as Ruby prints a Hash. All other objects are drops.
    fn is_hash(&self) -> bool {
        false
    }

    /// The same object seen as its own type, for tags that know it.
    fn as_any(&self) -> &dyn Any;

    /// The identity of the object, which `==` compares: equal if and only if two objects represent the same thing.
    fn identity(&self) -> usize;

    /// Jekyll's `<=>` between two such objects, where it has one (documents: by date, then by path).
    fn compare(&self, _other: &dyn Object) -> Option<std::cmp::Ordering> {
        None
    }
}
