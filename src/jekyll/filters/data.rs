//! `jsonify`, `inspect`, `to_integer`: a value in another form.

use super::unfit;
use crate::diag::{Code, Diagnostic, Result};
use crate::liquid::{Context, compare};
use crate::text::escape::XML;
use crate::value::{Value, json, print};

/// JSON in one line.
pub(super) fn jsonify(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    let fault = |message| Box::new(Diagnostic::error(Code::InvalidArgument, message));
    json::generate(&input).map(Value::from).map_err(fault)
}

/// What Ruby's `inspect` shows, as text in HTML.
pub(super) fn inspect(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    Ok(Value::from(&*XML.escape(&print::inspect(&input))))
}

/// Ruby's `to_i`, and 1 and 0 for `true` and `false`.
pub(super) fn to_integer(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    Ok(match &input {
        Value::Bool(flag) => Value::Int(i64::from(*flag)),
        Value::Nil => Value::Int(0),
        Value::Int(_) | Value::Big(_) => input,
        Value::Str(text) => match compare::integer_prefix(text) {
            Value::Float(_) => return unfit("to_integer", "a shorter number", &input),
            number => number,
        },
        Value::Time(time) => Value::Int(time.seconds),
        Value::Float(number) if number.is_finite() => whole(number.trunc()),
        other => return unfit("to_integer", "a number or a text", other),
    })
}

/// The integer that a float without fraction is.
fn whole(number: f64) -> Value {
    const EDGE: f64 = 9_223_372_036_854_775_808.0;
    match (-EDGE..EDGE).contains(&number) {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "it has no fraction and is in range"
        )]
        true => Value::Int(number as i64),
        false => compare::integer_prefix(&format!("{number:.0}")),
    }
}
