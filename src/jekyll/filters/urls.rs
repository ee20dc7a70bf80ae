//! `relative_url`, `absolute_url`, `strip_index`.

use super::text_in;
use crate::diag::Result;
use crate::jekyll::Host;
use crate::liquid::Context;
use crate::value::{Str, Value, print};

/// The input as text: its URL if it is a page or document.
fn address(input: &Value) -> Str {
    match input {
        Value::Object(object) => match object.get("url") {
            Some(Value::Str(url)) => url,
            _ => print::to_s(input),
        },
        other => print::to_s(other),
    }
}

/// The path from the root of the domain.
pub(super) fn relative_url(context: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    if input.is_nil() {
        return Ok(input);
    }
    let host = Host::of(context, "relative_url")?;
    host.relative_url(&address(&input)).map(Value::from)
}

/// The whole address, with scheme and domain.
pub(super) fn absolute_url(context: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    if input.is_nil() {
        return Ok(input);
    }
    let host = Host::of(context, "absolute_url")?;
    host.absolute_url(&address(&input)).map(Value::from)
}

/// Without `index.html` at the end.
pub(super) fn strip_index(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    if print::to_s(&input).is_empty() {
        return Ok(Value::Nil);
    }
    let text = text_in("strip_index", &input)?;
    let stripped = ["/index.html", "/index.htm"]
        .iter()
        .find_map(|end| text.strip_suffix(end));
    Ok(match stripped {
        Some(folder) => Value::from(format!("{folder}/")),
        None => input,
    })
}
