//! The filters of Tera's documentation that need more than Tera itself: `date`, `filesizeformat` and `slugify`.
//!
//! Tera has them behind a feature that adds a second library for dates with all time zones, and the functions `now` and
//! `get_random`, whose results differ from build to build.

use crate::text::slug::{self, Mode};
use jiff::fmt::{strtime, temporal::Pieces};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use std::collections::HashMap;
use tera::{Error, Result, Tera, Value};

/// Adds the filters.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("date", date);
    tera.register_filter("filesizeformat", filesizeformat);
    tera.register_filter("slugify", slugify);
}

/// A time as text: `{{ page.updated | date(format="%d %B %Y", timezone="Europe/Berlin") }}`.
///
/// The time is a date, or a date and a time, with an offset or else in UTC, or seconds since 1970. The default format
/// is `%Y-%m-%d`.
fn date(value: &Value, arguments: &HashMap<String, Value>) -> Result<Value> {
    let time = match value {
        Value::Number(seconds) => seconds
            .as_i64()
            .and_then(|seconds| Timestamp::from_second(seconds).ok())
            .map(|time| time.to_zoned(TimeZone::UTC)),
        Value::String(text) => parsed(text),
        _ => None,
    };
    let time = time.ok_or_else(|| Error::msg(format!("`date` cannot read {value} as a date")))?;
    let time = match argument(arguments, "date", "timezone")? {
        Some(name) => time
            .in_tz(name)
            .map_err(|_| Error::msg(format!("`date` does not know the time zone `{name}`")))?,
        None => time,
    };
    let format = argument(arguments, "date", "format")?.unwrap_or("%Y-%m-%d");
    let text = strtime::format(format, &time)
        .map_err(|error| Error::msg(format!("`date` cannot use the format `{format}`: {error}")))?;
    Ok(Value::String(text))
}

/// A date, or a date and a time, in the notation of ISO 8601.
fn parsed(text: &str) -> Option<Zoned> {
    let pieces = Pieces::parse(text).ok()?;
    let zone = match pieces.to_numeric_offset() {
        Some(offset) => TimeZone::fixed(offset),
        None => TimeZone::UTC,
    };
    let time = pieces.time().unwrap_or_default();
    pieces.date().to_datetime(time).to_zoned(zone).ok()
}

/// The text of an argument, if it is given.
fn argument<'a>(arguments: &'a HashMap<String, Value>, filter: &str, name: &str) -> Result<Option<&'a str>> {
    match arguments.get(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(other) => Err(Error::msg(format!(
            "`{name}` of `{filter}` must be a text, not {other}"
        ))),
    }
}

/// A number of bytes for people: `1.18 MB`, or with `binary=true` `1.18 MiB`. Both count in steps of 1024.
fn filesizeformat(value: &Value, arguments: &HashMap<String, Value>) -> Result<Value> {
    let bytes = value
        .as_u64()
        .ok_or_else(|| Error::msg(format!("`filesizeformat` needs a number of bytes, not {value}")))?;
    let binary = arguments.get("binary").and_then(Value::as_bool) == Some(true);
    let mut unit = 0;
    let mut step = 1_u64;
    while bytes / step >= 1024 && unit < 6 {
        step *= 1024;
        unit += 1;
    }
    let letter = ["", "K", "M", "G", "T", "P", "E"][unit];
    let suffix = match (unit, binary) {
        (1.., true) => format!("{letter}iB"),
        _ => format!("{letter}B"),
    };
    // Hundredths, rounded, without floating point.
    let hundredths = (u128::from(bytes) * 100 + u128::from(step) / 2) / u128::from(step);
    let text = match hundredths % 100 {
        0 => format!("{} {suffix}", hundredths / 100),
        rest => format!("{}.{rest:02} {suffix}", hundredths / 100),
    };
    Ok(Value::String(text))
}

/// A text as part of a URL: `My Page!` becomes `my-page`.
fn slugify(value: &Value, _: &HashMap<String, Value>) -> Result<Value> {
    let text = value
        .as_str()
        .ok_or_else(|| Error::msg(format!("`slugify` needs a text, not {value}")))?;
    Ok(Value::String(slug::slugify(text, Mode::Latin, false)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tera::Context;

    fn rendered(template: &str) -> String {
        let mut tera = Tera::default();
        register(&mut tera);
        match tera.render_str(template, &Context::new()) {
            Ok(text) => text,
            Err(error) => format!("{:?}", std::error::Error::source(&error)),
        }
    }

    #[test]
    fn a_date_is_read_with_and_without_time_and_offset() {
        for (template, expected) in [
            (r#"{{ "2026-11-28" | date }}"#, "2026-11-28"),
            (
                r#"{{ "2026-11-28" | date(format="%-d %B %Y, %H:%M") }}"#,
                "28 November 2026, 00:00",
            ),
            (
                r#"{{ "2026-11-28T23:30:00+02:00" | date(format="%H:%M %z") }}"#,
                "23:30 +0200",
            ),
            (
                r#"{{ "2026-11-28 23:30:00" | date(format="%H:%M %z") }}"#,
                "23:30 +0000",
            ),
            (
                r#"{{ "2026-11-28T23:30:00Z" | date(timezone="Asia/Tokyo") }}"#,
                "2026-11-29",
            ),
            (r#"{{ 0 | date(format="%A") }}"#, "Thursday"),
        ] {
            assert_eq!(rendered(template), expected, "{template}");
        }
    }

    #[test]
    fn a_date_that_cannot_be_read_is_an_error_that_names_it() {
        for (template, named) in [
            (r#"{{ "soon" | date }}"#, "soon"),
            (
                r#"{{ "2026-11-28" | date(timezone="Mars/Olympus") }}"#,
                "Mars/Olympus",
            ),
            (r#"{{ "2026-11-28" | date(format="%E!") }}"#, "%E!"),
            (r#"{{ "2026-11-28" | date(format=1) }}"#, "format"),
        ] {
            assert!(rendered(template).contains(named), "{}", rendered(template));
        }
    }

    #[test]
    fn sizes_have_the_unit_that_fits() {
        for (bytes, expected) in [
            (0, "0 B"),
            (1023, "1023 B"),
            (1024, "1 KB"),
            (1536, "1.50 KB"),
            (1_234_567, "1.18 MB"),
            (5_368_709_120_u64, "5 GB"),
        ] {
            let template = format!("{{{{ {bytes} | filesizeformat }}}}");
            assert_eq!(rendered(&template), expected);
        }
        assert_eq!(rendered("{{ 2048 | filesizeformat(binary=true) }}"), "2 KiB");
    }

    #[test]
    fn a_slug_has_hyphens_and_plain_letters() {
        assert_eq!(rendered(r#"{{ "Über: My  Page!" | slugify }}"#), "uber-my-page");
    }
}
