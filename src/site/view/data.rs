//! `site.data`: a hash that records which of its keys are read.

use crate::incremental::{self, Dependency};
use crate::value::{Hash, Object, ObjectId, Str, Value};
use std::any::Any;
use std::sync::Arc;

/// `site.data`.
#[derive(Debug)]
pub(super) struct DataView(Arc<Hash>);

/// The value of `site.data`; a value that is not a hash (`data:` in the configuration may be anything) is kept.
pub(super) fn data_value(data: &Value) -> Value {
    match data {
        Value::Hash(hash) => Value::Object(Arc::new(DataView(Arc::clone(hash)))),
        other => other.clone(),
    }
}

impl Object for DataView {
    fn get(&self, key: &str) -> Option<Value> {
        incremental::record(|| Dependency::Data(key.into()));
        self.0.get(key).cloned()
    }

    fn entries(&self) -> Vec<(Value, Value)> {
        incremental::record(|| Dependency::Data("".into()));
        let entries = self.0.iter();
        entries.map(|(key, value)| (key.clone(), value.clone())).collect()
    }

    fn text(&self) -> Str {
        incremental::record(|| Dependency::Data("".into()));
        crate::value::print::to_s(&Value::Hash(Arc::clone(&self.0)))
    }

    fn is_hash(&self) -> bool {
        true
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn identity(&self) -> ObjectId {
        ObjectId::only("data")
    }
}
