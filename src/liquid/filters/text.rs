//! Filters that change or join texts.

use crate::diag::Result;
use crate::liquid::{Context, text_of};
use crate::value::Value;

/// `downcase`: each character by itself, as Ruby does it (a final sigma is no exception).
pub(super) fn downcase(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    let text = text_of(&input);
    Ok(Value::from(match text.is_ascii() {
        true => text.to_ascii_lowercase(),
        false => text.chars().flat_map(char::to_lowercase).collect(),
    }))
}

/// `upcase`
pub(super) fn upcase(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    Ok(Value::from(text_of(&input).to_uppercase()))
}

/// `capitalize`: the first character upper case, all others lower case.
pub(super) fn capitalize(_: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    let text = text_of(&input);
    let mut rest = text.chars();
    let first = rest.next().into_iter().flat_map(char::to_uppercase);
    Ok(Value::from(
        first.chain(rest.flat_map(char::to_lowercase)).collect::<String>(),
    ))
}

/// `append`
pub(super) fn append(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    Ok(Value::from([&*text_of(&input), &*text_of(&args[0])].concat()))
}

/// `prepend`
pub(super) fn prepend(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    Ok(Value::from([&*text_of(&args[0]), &*text_of(&input)].concat()))
}

/// `replace`: every occurrence.
pub(super) fn replace(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    Ok(substitute(&input, &args[0], args.get(1), usize::MAX))
}

/// `replace_first`
pub(super) fn replace_first(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    Ok(substitute(&input, &args[0], args.get(1), 1))
}

/// `remove`: every occurrence.
pub(super) fn remove(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    Ok(substitute(&input, &args[0], None, usize::MAX))
}

/// `remove_first`
pub(super) fn remove_first(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    Ok(substitute(&input, &args[0], None, 1))
}

/// Ruby's `gsub` and `sub` with a text as pattern; the replacement's backslashes mean what they mean there.
fn substitute(input: &Value, pattern: &Value, replacement: Option<&Value>, times: usize) -> Value {
    let (text, pattern) = (text_of(input), text_of(pattern));
    let replacement = replacement.map(text_of).unwrap_or_default();
    let plain = !replacement.contains('\\');
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (at, found) in text.match_indices(&*pattern).take(times) {
        out.push_str(&text[from..at]);
        from = at + found.len();
        match plain {
            true => out.push_str(&replacement),
            false => expand(&mut out, &replacement, (&text[..at], found, &text[from..])),
        }
    }
    out.push_str(&text[from..]);
    Value::from(out)
}

/// Writes a replacement: `\0` and `\&` are the match, `\1` to `\9` nothing, `` \` `` and `\'` what stands around it.
fn expand(out: &mut String, replacement: &str, (before, found, after): (&str, &str, &str)) {
    let mut rest = replacement.chars().peekable();
    while let Some(c) = rest.next() {
        let sign = match c {
            '\\' => rest.peek().copied(),
            _ => None,
        };
        match sign {
            Some('0' | '&') => out.push_str(found),
            Some('1'..='9') => {}
            Some('`') => out.push_str(before),
            Some('\'') => out.push_str(after),
            Some('\\') => out.push('\\'),
            _ => {
                out.push(c);
                continue;
            }
        }
        rest.next();
    }
}
