//! Values that are computed on demand: Jekyll's drops.

use super::Value;
use std::any::Any;
use std::fmt::Debug;
use std::sync::Arc;

/// A shared, immutable text.
pub type Str = Arc<str>;

/// Identifies what an object represents, however many objects represent it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObjectId {
    /// The object of a kind that has this number, such as the third page.
    Numbered {
        /// The kind.
        kind: &'static str,
        /// The number among those of its kind.
        number: usize,
    },
    /// An object that represents only itself: its address.
    Address(usize),
}

impl ObjectId {
    /// The object of `kind` with this number.
    #[must_use]
    pub fn numbered(kind: &'static str, number: usize) -> Self {
        Self::Numbered { kind, number }
    }

    /// The only object of `kind`.
    #[must_use]
    pub fn only(kind: &'static str) -> Self {
        Self::Numbered { kind, number: 0 }
    }

    /// An object that represents only itself.
    #[must_use]
    pub fn of<T>(object: &T) -> Self {
        Self::Address((&raw const *object).addr())
    }
}

/// Prints a key that no other id has.
impl std::fmt::Display for ObjectId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Numbered { kind, number } => write!(formatter, "{kind} {number}"),
            Self::Address(address) => write!(formatter, "{address:x}"),
        }
    }
}

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

    /// What the object represents. Two objects are equal, for `==`, exactly if their ids are.
    fn identity(&self) -> ObjectId;

    /// Jekyll's `<=>` between two such objects, where it has one (documents: by date, then by path).
    fn compare(&self, _other: &dyn Object) -> Option<std::cmp::Ordering> {
        None
    }
}
