//! A configuration file as written: YAML or TOML text in, a hash out.

use crate::diag::SourceId;
use crate::value::Hash;
use std::sync::Arc;

/// One configuration file as written, before defaults and checks.
#[derive(Clone, Debug)]
pub struct RawConfig {
    /// Its text.
    pub source: SourceId,
    /// Its keys.
    pub values: Arc<Hash>,
}
