//! The one dynamic value: made from YAML, JSON and CSV, read by Liquid, serialised for Tera.
//!
//! Values are immutable and shared: a clone costs one count, never a copy of the data.

mod civil;
pub mod csv;
mod extent;
mod hash;
pub mod json;
mod merge;
mod object;
mod world;
mod parse_time;
mod serialize;
mod strftime;
pub mod print;
mod time;
pub mod yaml;
mod zone;

pub use civil::{Civil, month_length};
pub use extent::Extent;
pub use hash::{Array, Hash};
pub use object::{Object, ObjectId, Str};
pub use parse_time::{parse_time, to_date};
pub use strftime::{strftime, strftime_date};
pub use time::{Date, Time};
pub use world::{Include, World};
pub use zone::Zone;

use num_bigint::BigInt;
use std::sync::Arc;

/// A value as Ruby knows it.
#[derive(Clone, Debug, Default)]
pub enum Value {
    /// `nil`: prints as nothing.
    #[default]
    Nil,
    /// `true` or `false`.
    Bool(bool),
    /// An Integer that fits 64 bits.
    Int(i64),
    /// An Integer that does not.
    Big(Arc<BigInt>),
    /// A Float.
    Float(f64),
    /// A String.
    Str(Str),
    /// A Date, without a time of day.
    Date(Date),
    /// A Time with its offset from UTC.
    Time(Arc<Time>),
    /// An inclusive Range of integers, `(1..5)`.
    Range(i64, i64),
    /// An Array.
    Array(Arc<Array>),
    /// A Hash, in order of insertion.
    Hash(Arc<Hash>),
    /// What Jekyll calls a drop: a page, the site, a collection; answers by key.
    Object(Arc<dyn Object>),
}

impl Value {
    /// A String.
    pub fn str(text: impl Into<Str>) -> Self {
        Self::Str(text.into())
    }

    /// An Array of `items`.
    pub fn array(items: Vec<Value>) -> Self {
        Self::Array(Arc::new(Array::from(items)))
    }

    /// One of Jekyll's own lists: [`Array::bare`].
    pub fn bare_array(items: Vec<Value>) -> Self {
        Self::Array(Arc::new(Array::bare(items)))
    }

    /// Whether it is `nil`.
    pub fn is_nil(&self) -> bool {
        matches!(self, Self::Nil)
    }

    /// Ruby's truth: all but `nil` and `false`.
    pub fn is_truthy(&self) -> bool {
        !matches!(self, Self::Nil | Self::Bool(false))
    }

    /// The text of a String, and of nothing else.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Str(text) => Some(text),
            _ => None,
        }
    }

    /// The Hash, if it is one.
    pub fn as_hash(&self) -> Option<&Arc<Hash>> {
        match self {
            Self::Hash(hash) => Some(hash),
            _ => None,
        }
    }

    /// The Array, if it is one.
    pub fn as_array(&self) -> Option<&Arc<Array>> {
        match self {
            Self::Array(array) => Some(array),
            _ => None,
        }
    }

    /// The value under a String key of a Hash or an object; `Nil` where there is none.
    pub fn get(&self, key: &str) -> Value {
        match self {
            Self::Hash(hash) => hash.get(key).cloned().unwrap_or_default(),
            Self::Object(object) => object.get(key).unwrap_or_default(),
            _ => Self::Nil,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Str(text.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Str(text.into())
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Bool(flag)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<Hash> for Value {
    fn from(hash: Hash) -> Self {
        Self::Hash(Arc::new(hash))
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Self {
        Self::array(items)
    }
}
