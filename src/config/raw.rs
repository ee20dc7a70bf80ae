//! A configuration file as written: parses YAML or TOML text to a hash.

use crate::diag::{Code, Diagnostic, Result, SourceId, Span};
use crate::value::print::to_s;
use crate::value::{Date, Hash, Str, Time, Value, Zone, yaml};
use std::ops::Range;
use std::sync::Arc;

/// One configuration file as written, before defaults and checks.
#[derive(Clone, Debug)]
pub struct RawConfig {
    /// Its text's number.
    pub source: SourceId,
    /// Its text.
    pub text: Arc<str>,
    /// Whether it is TOML; else it is YAML.
    pub is_toml: bool,
    /// Its keys.
    pub values: Arc<Hash>,
}

impl RawConfig {
    /// Reads `text`, the whole of `source`, as TOML where `name` ends in `.toml`, else as YAML. Times without an
    /// offset are in `zone`. An empty file has no keys.
    ///
    /// # Errors
    /// If the text is not well formed, or is not a mapping (with [`Severity::Warning`](crate::diag::Severity), as
    /// Jekyll then goes on with its defaults).
    pub fn parse(source: SourceId, name: &str, text: &Arc<str>, zone: &Zone) -> Result<Self> {
        let toml = name.to_ascii_lowercase().ends_with(".toml");
        let value = match toml {
            true => parse_toml(source, text)?,
            false => yaml::parse_in(source, text, 0, zone)?,
        };
        let values = match value {
            Value::Hash(values) => with_text_keys(values),
            Value::Nil | Value::Bool(false) => Arc::default(),
            _ => {
                let fault = Diagnostic::warning(
                    Code::InvalidConfiguration,
                    "the configuration is not a mapping of keys to values",
                )
                .at(Span::new(source, 0, first_line(text)))
                .hint("write lines such as `title: My site`; the file is left out");
                return Err(Box::new(fault));
            }
        };
        Ok(Self {
            source,
            text: Arc::clone(text),
            is_toml: toml,
            values,
        })
    }

    /// The place of a top-level key in the text.
    pub fn span_of(&self, key: &str) -> Option<Span> {
        let key = yaml::locate(&self.text, &[yaml::Step::Key(key)])
            .and_then(|found| found.key)
            .or_else(|| toml_key(&self.text, key))?;
        Some(Span::new(self.source, key.start, key.end))
    }
}

/// The place of a top-level key of a TOML text, as a key or as the name of a table.
fn toml_key(text: &str, key: &str) -> Option<Range<usize>> {
    let document = toml::de::DeTable::parse(text).ok()?;
    let (key, _) = document.get_ref().get_key_value(key)?;
    Some(key.span())
}

/// The keys of a configuration are texts, whatever YAML takes them for.
fn with_text_keys(values: Arc<Hash>) -> Arc<Hash> {
    if values.iter().all(|(key, _)| key.as_str().is_some()) {
        return values;
    }
    let entries = values.iter().map(|(key, value)| (to_s(key), value.clone()));
    Arc::new(entries.map(|(key, value)| (Value::Str(key), value)).collect())
}

fn first_line(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

fn parse_toml(source: SourceId, text: &str) -> Result<Value> {
    match text.parse::<toml::Table>() {
        Ok(table) => Ok(Value::from(toml_hash(&table))),
        Err(error) => {
            let span = error.span().unwrap_or(0..first_line(text));
            let fault = Diagnostic::error(
                Code::InvalidToml,
                format!("this is not TOML: {}", error.message()),
            );
            Err(Box::new(fault.at(Span::new(source, span.start, span.end))))
        }
    }
}

fn toml_hash(table: &toml::Table) -> Hash {
    table
        .iter()
        .map(|(key, value)| (key.as_str(), toml_value(value)))
        .collect()
}

fn toml_value(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::from(text.as_str()),
        toml::Value::Integer(number) => Value::Int(*number),
        toml::Value::Float(number) => Value::Float(*number),
        toml::Value::Boolean(flag) => Value::Bool(*flag),
        toml::Value::Datetime(when) => toml_time(when),
        toml::Value::Array(items) => Value::array(items.iter().map(toml_value).collect()),
        toml::Value::Table(table) => Value::from(toml_hash(table)),
    }
}

/// A TOML date or time, both a Time as Jekyll's reader (tomlrb) has it; one without an offset is at `+00:00`, a bare
/// time of day stays a text.
fn toml_time(when: &toml::value::Datetime) -> Value {
    let Some(day) = when.date else {
        return Value::from(when.to_string());
    };
    let Some(date) = Date::checked(i32::from(day.year), day.month, day.day) else {
        return Value::from(when.to_string());
    };
    let clock = when.time.unwrap_or(toml::value::Time {
        hour: 0,
        minute: 0,
        second: None,
        nanosecond: None,
    });
    let offset = match when.offset {
        Some(toml::value::Offset::Custom { minutes }) => i64::from(minutes) * 60,
        _ => 0,
    };
    let second = clock.second.unwrap_or(0);
    let of_day = i64::from(clock.hour) * 3600 + i64::from(clock.minute) * 60 + i64::from(second);
    let seconds = date.days() * 86_400 + of_day - offset;
    let nanos = clock.nanosecond.unwrap_or(0);
    let offset = i32::try_from(offset).unwrap_or(0);
    Value::Time(Arc::new(Time::at_offset(seconds, nanos, offset)))
}

/// The texts of a value that is a list of texts, or one text.
pub(super) fn texts(value: &Value) -> Vec<Str> {
    match value {
        Value::Str(text) => vec![text.clone()],
        Value::Array(items) => items
            .iter()
            .filter_map(|item| item.as_str().map(Str::from))
            .collect(),
        _ => Vec::new(),
    }
}
