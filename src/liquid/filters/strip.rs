//! Filters that take white space away.

use crate::{Context, text_of};
use recto_diag::Result;
use recto_text::ascii::is_stripped;
use recto_value::Value;

/// `strip`
pub(super) fn strip(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    Ok(Value::from(text_of(&input).trim_matches(is_stripped)))
}

/// `lstrip`
pub(super) fn lstrip(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    Ok(Value::from(text_of(&input).trim_start_matches(is_stripped)))
}

/// `rstrip`
pub(super) fn rstrip(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    Ok(Value::from(text_of(&input).trim_end_matches(is_stripped)))
}

/// `strip_newlines`
pub(super) fn strip_newlines(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    Ok(Value::from(text_of(&input).replace("\r\n", "").replace('\n', "")))
}
