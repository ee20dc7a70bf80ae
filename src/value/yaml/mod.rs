//! YAML text in, a [`Value`] out, as Ruby's Psych reads it for Jekyll: scalars by the rules of YAML 1.1, the last
//! of two equal keys wins, `<<` merges, aliases share what they name.
//!
//! Rules from Psych 4 (`scalar_scanner.rb`, `visitors/to_ruby.rb`) under `safe_load` with dates, times and
//! aliases; `:word` stays a String, as SafeYAML has it in Jekyll proper, where Psych alone would refuse it.

mod build;
mod locate;
mod relax;
mod scalar;
mod spans;

pub use locate::{Location, Step, locate};
pub use scalar::scalar;
pub use spans::{Node, spans};

use super::{Value, Zone};
use build::Builder;
use recto_diag::{Code, Diagnostic, Result, SourceId, Span};
use saphyr_parser::{Event, Marker, Parser};

/// The deepest nesting that is read.
const DEEPEST: usize = 256;

/// The maximum number of values in one document after aliases are expanded.
const MOST_VALUES: u64 = 20_000_000;

/// Parses the first document of `text`, which begins at byte `offset` of `source`; an empty text is `nil`.
/// Times without a zone are shown in UTC.
///
/// # Errors
/// Text that is not YAML, an unknown or circular alias, a tag for a Ruby object, nesting deeper than 256,
/// or aliases that expand to more than twenty million values; each with its place.
#[allow(dead_code, reason = "part of the interface of this crate")]
pub fn parse(source: SourceId, text: &str, offset: usize) -> Result<Value> {
    parse_in(source, text, offset, &Zone::utc())
}

/// The same as [`parse`], with times that name no zone shown in `zone`.
///
/// # Errors
/// As for [`parse`].
pub fn parse_in(source: SourceId, text: &str, offset: usize, zone: &Zone) -> Result<Value> {
    let begin = text.len() - text.trim_start_matches('\u{feff}').len();
    let offset = offset + begin;
    let text = &text[begin..];
    if let Some(tab) = tab_before(text) {
        let message = "this is not YAML: a tab begins a line";
        let place = Span::new(source, offset + tab, offset + tab + 1);
        let error = Diagnostic::error(Code::InvalidYaml, message).at(place);
        return Err(Box::new(
            error.hint("indent with spaces: YAML does not allow tabs"),
        ));
    }
    let fault = match read(text, zone) {
        Ok(value) => return Ok(value),
        Err(fault) => fault,
    };
    // What libyaml takes and YAML 1.2 does not, written in a way that both take.
    let relaxed = relax::relax(text).and_then(|text| read(&text, zone).ok());
    relaxed.ok_or_else(|| report(source, text, offset, &fault))
}

/// The tab before the first thing in `text`, which libyaml never takes.
fn tab_before(text: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        let rest = line[indent.len()..].trim_end();
        if !rest.is_empty() && !rest.starts_with('#') && rest != "---" {
            return indent.find('\t').map(|tab| start + tab);
        }
        start += line.len();
    }
    None
}

/// What is wrong, and where.
struct Fault {
    code: Code,
    message: String,
    mark: Marker,
}

/// Reads the first document. As with libyaml, what follows its end may be anything.
fn read(text: &str, zone: &Zone) -> std::result::Result<Value, Fault> {
    let mut builder = Builder::new(zone);
    for event in Parser::new_from_str(text) {
        let (event, span) = match event {
            Ok(event) => event,
            Err(_) if builder.is_complete() => break,
            Err(error) => {
                let message = format!("this is not YAML: {}", error.info());
                let mark = *error.marker();
                return Err(Fault {
                    code: Code::InvalidYaml,
                    message,
                    mark,
                });
            }
        };
        if matches!(event, Event::DocumentEnd | Event::StreamEnd) {
            break;
        }
        let mark = span.start;
        builder
            .take(event)
            .map_err(|(code, message)| Fault { code, message, mark })?;
    }
    Ok(builder.finish())
}

fn report(source: SourceId, text: &str, offset: usize, fault: &Fault) -> Box<Diagnostic> {
    let at = byte_of(text, &fault.mark);
    let place = Span::new(source, offset + at, offset + at);
    let error = Diagnostic::error(fault.code, fault.message.as_str()).at(place);
    let hint = match fault.code {
        Code::YamlAliasLimit => Some("repeat fewer values by aliases"),
        _ => hint(text, at),
    };
    Box::new(match hint {
        Some(hint) => error.hint(hint),
        None => error,
    })
}

/// The byte of `text` that a marker points at: it counts lines from 1 and columns in characters from 0.
fn byte_of(text: &str, mark: &Marker) -> usize {
    let mut start = 0;
    for _ in 1..mark.line() {
        match memchr::memchr(b'\n', &text.as_bytes()[start..]) {
            Some(at) => start += at + 1,
            None => return text.len(),
        }
    }
    let line = &text[start..];
    let column = line.char_indices().nth(mark.col());
    column.map_or(text.len(), |(at, _)| start + at)
}

/// The most likely fix for an error near byte `at`.
fn hint(text: &str, at: usize) -> Option<&'static str> {
    let bytes = text.as_bytes();
    let at = at.min(bytes.len());
    let start = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |at| at + 1);
    let end = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |n| start + n);
    let line = text.get(start..end)?;
    let indent = line.len() - line.trim_start().len();
    if line[..indent].contains('\t') {
        return Some("indent with spaces: YAML does not allow tabs");
    }
    let value = line.split_once(": ").map(|(_, value)| value.trim_start())?;
    if value.starts_with(['"', '\'']) {
        return Some("check that the quotes are closed, and doubled or escaped inside");
    }
    let special = value.starts_with(['@', '`', '%', '{', '[', '*', '&', '!', '|', '>']);
    (special || value.contains(": ") || value.contains(" #")).then_some("put the value in quotes")
}
