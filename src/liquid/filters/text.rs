//! Filters that make one text of another.

use crate::diag::Result;
use crate::liquid::{Context, text_of};
use crate::value::Value;

/// `downcase`
pub(super) fn downcase(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    Ok(Value::from(text_of(&input).to_lowercase()))
}

/// `upcase`
pub(super) fn upcase(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    Ok(Value::from(text_of(&input).to_uppercase()))
}
