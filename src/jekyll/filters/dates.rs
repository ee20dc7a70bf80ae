//! Dates and times as text.

use crate::diag::{Code, Diagnostic, Result};
use crate::jekyll::Host;
use crate::liquid::Context;
use crate::value::{Time, Value, Zone, print, strftime, strftime_date, to_date};
use std::sync::Arc;

/// The zone and the clock: those of the host, else UTC at the start of 1970.
fn clock(context: &Context<'_>) -> (Zone, Arc<Time>) {
    match context.host::<Host>() {
        Some(host) => (host.zone.clone(), Arc::clone(&host.now)),
        None => (Zone::utc(), Arc::new(Time::utc(0, 0))),
    }
}

/// Liquid's `date`: by a format of `strftime`; a value that is not a date is returned unchanged.
pub(super) fn date(context: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    let format = args.first().map(print::to_s).unwrap_or_default();
    if format.is_empty() {
        return Ok(input);
    }
    let (zone, now) = clock(context);
    let formatted = match to_date(&input, &zone, &now) {
        Some(Value::Date(date)) => strftime_date(date, &format),
        Some(Value::Time(time)) => strftime(&time, &format),
        _ => return Ok(input),
    };
    formatted
        .map(Value::from)
        .map_err(|message| Box::new(Diagnostic::error(Code::InvalidDate, message)))
}

/// The time that an input means, in the site's zone; `None` for what prints as nothing.
fn local(context: &Context<'_>, input: &Value) -> Result<Option<Time>> {
    if print::to_s(input).is_empty() {
        return Ok(None);
    }
    let (zone, now) = clock(context);
    match to_date(input, &zone, &now) {
        Some(Value::Date(date)) => Ok(Some(zone.midnight(date))),
        Some(Value::Time(time)) => Ok(Some(zone.time(time.seconds, time.nanos))),
        _ => {
            let message = format!("{} is not a valid date", print::inspect(input));
            Err(Box::new(Diagnostic::error(Code::InvalidDate, message)))
        }
    }
}

fn formatted(context: &Context<'_>, input: Value, format: impl Fn(&Time) -> String) -> Result<Value> {
    let Some(time) = local(context, &input)? else {
        return Ok(input);
    };
    let text = strftime(&time, &format(&time));
    text.map(Value::from)
        .map_err(|message| Box::new(Diagnostic::error(Code::InvalidDate, message)))
}

/// `07 Nov 2008`.
pub(super) fn date_to_string(context: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    formatted(context, input, |time| dated(time, "%b", args))
}

/// `07 November 2008`.
pub(super) fn date_to_long_string(context: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    formatted(context, input, |time| dated(time, "%B", args))
}

/// The format of a day: with `ordinal` as `7th Nov 2008`, with `US` as well as `Nov 7th, 2008`.
fn dated(time: &Time, month: &str, args: &[Value]) -> String {
    let is = |at: usize, word: &str| args.get(at).and_then(Value::as_str) == Some(word);
    if !is(0, "ordinal") {
        return format!("%d {month} %Y");
    }
    let day = time.civil().day;
    let ending = match (day, day % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    match is(1, "US") {
        true => format!("{month} {day}{ending}, %Y"),
        false => format!("{day}{ending} {month} %Y"),
    }
}

/// `2008-11-07T13:07:54-08:00`.
pub(super) fn date_to_xmlschema(context: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    formatted(context, input, |_| "%Y-%m-%dT%H:%M:%S%:z".to_owned())
}

/// `Fri, 07 Nov 2008 13:07:54 -0800`.
pub(super) fn date_to_rfc822(context: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    formatted(context, input, |_| "%a, %d %b %Y %H:%M:%S %z".to_owned())
}
