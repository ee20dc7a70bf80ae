//! Reads the keys of a mapping with the leniency of Jekyll's plugins.

use crate::value::print::to_s;
use crate::value::{Hash, Str, Value};
use std::sync::Arc;

/// A mapping of the configuration; one that is missing, or not a mapping, has no keys.
pub(super) struct Section(Value);

impl Section {
    pub(super) fn of(values: &Hash, key: &str) -> Self {
        Self(values.get(key).cloned().unwrap_or_default())
    }

    pub(super) fn of_value(value: Value) -> Self {
        Self(value)
    }

    pub(super) fn value(&self, key: &str) -> Value {
        self.0.get(key)
    }

    pub(super) fn section(&self, key: &str) -> Self {
        Self(self.value(key))
    }

    /// The mapping itself.
    pub(super) fn hash(&self) -> Arc<Hash> {
        self.0.as_hash().cloned().unwrap_or_default()
    }

    /// Whether the value is neither `nil` nor `false`.
    pub(super) fn is_truthy(&self, key: &str) -> bool {
        self.value(key).is_truthy()
    }

    /// Whether the value is `true` itself.
    pub(super) fn is_true(&self, key: &str) -> bool {
        matches!(self.value(key), Value::Bool(true))
    }

    /// Whether the value is anything but `false` itself: a switch that is on by default.
    pub(super) fn is_not_false(&self, key: &str) -> bool {
        !matches!(self.value(key), Value::Bool(false))
    }

    pub(super) fn text(&self, key: &str) -> Option<Str> {
        match self.value(key) {
            Value::Str(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn text_or(&self, key: &str, default: &str) -> Str {
        self.text(key).unwrap_or_else(|| default.into())
    }

    /// The items of a list as text; `None` if the value is not a list.
    pub(super) fn list(&self, key: &str) -> Option<Vec<Str>> {
        let value = self.value(key);
        let items = value.as_array()?;
        Some(items.iter().map(to_s).collect())
    }

    /// The items of a list, or one text as a list of one.
    pub(super) fn texts(&self, key: &str) -> Option<Vec<Str>> {
        self.text(key).map(|text| vec![text]).or_else(|| self.list(key))
    }
}
