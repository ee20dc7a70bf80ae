//! Gems that are one filter: jekyll-email-protect and jekyll-regex-replace.

use super::Plugin;
use crate::diag::{Code, Diagnostic, Result};
use crate::liquid::{Context, Filter, RunFilter, text_of};
use crate::value::Value;
use regex::{Captures, Regex};
use std::fmt::Write;

/// jekyll-email-protect: `protect_email`.
pub(super) struct EmailProtect;

impl Plugin for EmailProtect {
    fn gem(&self) -> &'static str {
        "jekyll-email-protect"
    }

    fn filters(&self) -> &'static [Filter] {
        const FILTERS: &[Filter] = &[row("protect_email", (0, 0), protect)];
        FILTERS
    }
}

/// jekyll-regex-replace: `regex_replace`.
pub(super) struct RegexReplace;

impl Plugin for RegexReplace {
    fn gem(&self) -> &'static str {
        "jekyll-regex-replace"
    }

    fn filters(&self) -> &'static [Filter] {
        const FILTERS: &[Filter] = &[row("regex_replace", (2, 2), replace)];
        FILTERS
    }
}

const fn row(name: &'static str, arity: (usize, usize), run: RunFilter) -> Filter {
    Filter {
        name,
        arity,
        run,
        pure_text: false,
    }
}

/// Every character in percent-encoding except `.`, `-`, `+` and `@`. A text that is not ASCII stays.
#[expect(clippy::unnecessary_wraps, reason = "the form of a filter")]
fn protect(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    let text = text_of(&input);
    if !text.is_ascii() {
        return Ok(Value::Str(text));
    }
    let mut out = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        match byte {
            b'.' | b'-' | b'+' | b'@' => out.push(char::from(byte)),
            byte => _ = write!(out, "%{byte:02X}"),
        }
    }
    Ok(Value::from(out))
}

/// The first match of a pattern replaced, as Ruby's `String#sub` does: `\1` and `\k<name>` stand for groups.
fn replace(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    let [pattern, replacement] = args else {
        return Ok(input);
    };
    let pattern = text_of(pattern);
    // In Ruby `^` and `$` are the ends of each line.
    let regex = Regex::new(&format!("(?m){pattern}")).map_err(|error| {
        let reason = error.to_string();
        let reason = reason
            .lines()
            .last()
            .unwrap_or_default()
            .trim_start_matches("error: ");
        Box::new(
            Diagnostic::error(
                Code::InvalidArgument,
                format!("`regex_replace` cannot read the pattern `{pattern}`: {reason}"),
            )
            .hint("look-around and back-references in patterns are Ruby's own: build with `--ruby` for them"),
        )
    })?;
    let replacement = text_of(replacement);
    let text = text_of(&input);
    let replaced = regex.replace(&text, |found: &Captures<'_>| filled(&replacement, found));
    Ok(Value::from(replaced.into_owned()))
}

/// The replacement with its groups.
fn filled(replacement: &str, found: &Captures<'_>) -> String {
    let group = |number: usize| found.get(number).map_or("", |group| group.as_str());
    let mut out = String::new();
    let mut rest = replacement;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(sign) = rest.chars().next() else {
            out.push('\\');
            break;
        };
        let named = rest.strip_prefix("k<").and_then(|rest| rest.split_once('>'));
        if let Some((name, after)) = named {
            out.push_str(found.name(name).map_or("", |group| group.as_str()));
            rest = after;
            continue;
        }
        rest = &rest[sign.len_utf8()..];
        match sign {
            '0'..='9' => out.push_str(group(sign as usize - '0' as usize)),
            '&' => out.push_str(group(0)),
            '\\' => out.push('\\'),
            other => {
                out.push('\\');
                out.push(other);
            }
        }
    }
    out.push_str(rest);
    out
}
