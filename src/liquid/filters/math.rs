//! Filters of arithmetic.

use super::number::{Number, integer};
use crate::Context;
use recto_diag::{Code, Diagnostic, Result};
use recto_value::Value;
use std::cmp::Ordering;

/// `abs`
pub(super) fn abs(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    Ok(Number::of(&input)?.abs().value())
}

/// `plus`
pub(super) fn plus(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    if let (Value::Int(a), Value::Int(b)) = (&input, &args[0])
        && let Some(sum) = a.checked_add(*b)
    {
        return Ok(Value::Int(sum));
    }
    Ok(Number::of(&input)?.plus(&Number::of(&args[0])?).value())
}

/// `minus`
pub(super) fn minus(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    if let (Value::Int(a), Value::Int(b)) = (&input, &args[0])
        && let Some(difference) = a.checked_sub(*b)
    {
        return Ok(Value::Int(difference));
    }
    Ok(Number::of(&input)?.minus(&Number::of(&args[0])?).value())
}

/// `times`
pub(super) fn times(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    if let (Value::Int(a), Value::Int(b)) = (&input, &args[0])
        && let Some(product) = a.checked_mul(*b)
    {
        return Ok(Value::Int(product));
    }
    Ok(Number::of(&input)?
        .times(&Number::of(&args[0])?)
        .bounded()?
        .value())
}

/// `divided_by`
pub(super) fn divided_by(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    // For a positive divisor, Euclidean division rounds down as Ruby does.
    if let (Value::Int(a), Value::Int(b @ 1..)) = (&input, &args[0]) {
        return Ok(Value::Int(a.div_euclid(*b)));
    }
    let quotient = Number::of(&input)?.divided_by(&Number::of(&args[0])?);
    quotient.map(|quotient| quotient.value()).ok_or_else(by_zero)
}

/// `modulo`
pub(super) fn modulo(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    if let (Value::Int(a), Value::Int(b @ 1..)) = (&input, &args[0]) {
        return Ok(Value::Int(a.rem_euclid(*b)));
    }
    let rest = Number::of(&input)?.modulo(&Number::of(&args[0])?);
    rest.map(|rest| rest.value()).ok_or_else(by_zero)
}

fn by_zero() -> Box<Diagnostic> {
    Box::new(Diagnostic::error(Code::InvalidArgument, "divided by 0"))
}

fn endless() -> Box<Diagnostic> {
    Box::new(Diagnostic::error(
        Code::InvalidArgument,
        "infinity cannot be rounded",
    ))
}

/// `round`: to an integer, or to a number of decimals.
pub(super) fn round(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    let number = Number::of(&input)?;
    let places = match args.first() {
        Some(places) => Number::of(places)?.floor(),
        None => Some(0.into()),
    };
    let places = places
        .and_then(|places| i64::try_from(places).ok())
        .ok_or_else(endless)?;
    let rounded = number.round(places.clamp(-100_000, 100_000));
    // Ruby's `BigDecimal#round` gives an integer unless there is a decimal to keep.
    match places < 1 {
        true => rounded.floor().map(integer).ok_or_else(endless),
        false => Ok(rounded.value()),
    }
}

/// `floor`
pub(super) fn floor(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    Number::of(&input)?.floor().map(integer).ok_or_else(endless)
}

/// `ceil`
pub(super) fn ceil(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    let zero = Number::of(&Value::Int(0))?;
    let below = zero.minus(&Number::of(&input)?).floor();
    below.map(|below| integer(-below)).ok_or_else(endless)
}

/// `at_least`
pub(super) fn at_least(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    bounded(&input, &args[0], Ordering::Greater)
}

/// `at_most`
pub(super) fn at_most(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    bounded(&input, &args[0], Ordering::Less)
}

fn bounded(input: &Value, bound: &Value, beyond: Ordering) -> Result<Value> {
    let (number, bound) = (Number::of(input)?, Number::of(bound)?);
    Ok(match bound.compare(&number) == beyond {
        true => bound.value(),
        false => number.value(),
    })
}
