//! Filters that make one text of another, or count in it.

use super::{text_in, unfit};
use crate::diag::Result;
use crate::jekyll::{Host, uri};
use crate::liquid::Context;
use crate::text::ascii::is_space_char;
use crate::text::escape::XML;
use crate::text::slug;
use crate::value::{Value, print};
use regex::Regex;
use std::fmt::Write;
use std::sync::LazyLock;

static CJK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\p{Han}\p{Katakana}\p{Hiragana}\p{Hangul}]").expect("the pattern is fixed")
});
static WORD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^\p{Han}\p{Katakana}\p{Hiragana}\p{Hangul} \t\n\r\x0b\x0c]+").expect("the pattern is fixed")
});

/// A slug, in one of several modes.
pub(super) fn slugify(context: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    if input.is_nil() {
        return Ok(Value::Nil);
    }
    let mode = match args.first() {
        None | Some(Value::Nil | Value::Bool(false)) => "default".into(),
        Some(mode) => print::to_s(mode),
    };
    let text = text_in("slugify", &input)?;
    let mode = slug::Mode::named(&mode);
    let mode = match Host::renders_as_jekyll_3(context) {
        true => mode.of_jekyll_3(),
        false => mode,
    };
    Ok(Value::from(slug::slugify(&text, mode, false)))
}

/// The text with `&`, `<`, `>` and quotes as entities.
pub(super) fn xml_escape(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    Ok(Value::from(&*XML.escape(&print::to_s(&input))))
}

/// Percent codes for a query: a blank becomes `+`.
pub(super) fn cgi_escape(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    let text = text_in("cgi_escape", &input)?;
    let mut out = String::with_capacity(text.len() + 8);
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'.' | b'-' | b'~' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            other => _ = write!(out, "%{other:02X}"),
        }
    }
    Ok(Value::from(out))
}

/// Percent-encodes what a URL cannot contain.
pub(super) fn uri_escape(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    if input.is_nil() {
        return Ok(Value::Nil);
    }
    let text = text_in("uri_escape", &input)?;
    Ok(Value::from(uri::normalise_component(&text)))
}

/// Runs of white space as one blank, none at the ends.
pub(super) fn normalize_whitespace(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    let text = print::to_s(&input);
    let words = text.split(is_space_char).filter(|word| !word.is_empty());
    let joined = words.collect::<Vec<_>>().join(" ");
    Ok(Value::from(joined.trim_matches(['\0', ' '])))
}

/// The number of words; with `cjk` or `auto` each Chinese, Japanese or Korean sign is one.
pub(super) fn number_of_words(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    let text = text_in("number_of_words", &input)?;
    let signs = || CJK.find_iter(&text).count();
    let between = || WORD.find_iter(&text).count();
    let plain = || text.split(is_space_char).filter(|word| !word.is_empty()).count();
    let count = match args.first().and_then(Value::as_str) {
        Some("cjk") => signs() + between(),
        Some("auto") => match signs() {
            0 => plain(),
            signs => signs + between(),
        },
        _ => plain(),
    };
    Ok(Value::Int(i64::try_from(count).unwrap_or(i64::MAX)))
}

/// `a, b, and c`.
pub(super) fn array_to_sentence_string(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    let connector = args.first().map_or_else(|| "and".into(), print::to_s);
    let items = match &input {
        Value::Array(items) => items,
        // Ruby indexes a text as well: one sign is itself, two are joined.
        Value::Str(text) => {
            let mut signs = text.chars();
            return match (signs.next(), signs.next(), signs.next()) {
                (None, ..) => Ok(Value::from("")),
                (Some(one), None, _) => Ok(Value::from(one.to_string())),
                (Some(one), Some(two), None) => Ok(Value::from(format!("{one} {connector} {two}"))),
                _ => unfit("array_to_sentence_string", "an array", &input),
            };
        }
        // It also looks the numbers up as keys of the hash.
        Value::Hash(hash) if hash.len() <= 2 => {
            let under = |number| {
                hash.get_value(&Value::Int(number))
                    .map(print::to_s)
                    .unwrap_or_default()
            };
            return Ok(Value::from(match hash.len() {
                0 => String::new(),
                1 => under(0).to_string(),
                _ => format!("{} {connector} {}", under(0), under(1)),
            }));
        }
        other => return unfit("array_to_sentence_string", "an array", other),
    };
    Ok(Value::from(match &items[..] {
        [] => String::new(),
        [one] => print::to_s(one).to_string(),
        [one, two] => format!("{} {connector} {}", print::to_s(one), print::to_s(two)),
        [most @ .., last] => {
            let mut listed = String::new();
            join(&mut listed, most);
            format!("{listed}, {connector} {}", print::to_s(last))
        }
    }))
}

/// Ruby's `join(", ")`, which goes into arrays within.
fn join(out: &mut String, items: &[Value]) {
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        match item {
            Value::Array(items) => join(out, items),
            other => print::write_to_s(out, other),
        }
    }
}
