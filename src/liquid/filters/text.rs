//! Filters that change or join texts.

use crate::{Context, text_of};
use memchr::memmem;
use recto_diag::Result;
use recto_value::Value;

/// `downcase`: each character by itself, as Ruby does it (a final sigma is not an exception).
pub(super) fn downcase(context: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    let text = text_of(&input);
    Ok(context.build_text(|out| match text.is_ascii() {
        true => {
            out.push_str(&text);
            out.make_ascii_lowercase();
        }
        false => out.extend(text.chars().flat_map(char::to_lowercase)),
    }))
}

/// `upcase`
pub(super) fn upcase(context: &mut Context<'_>, input: Value, _: &[Value]) -> Result<Value> {
    let text = text_of(&input);
    Ok(context.build_text(|out| match text.is_ascii() {
        true => {
            out.push_str(&text);
            out.make_ascii_uppercase();
        }
        false => out.push_str(&text.to_uppercase()),
    }))
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

/// Appends the text a value has for filters.
fn push(out: &mut String, value: &Value) {
    match value {
        Value::Str(text) => out.push_str(text),
        other => out.push_str(&text_of(other)),
    }
}

/// `append`
pub(super) fn append(context: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    Ok(context.build_text(|out| {
        push(out, &input);
        push(out, &args[0]);
    }))
}

/// `prepend`
pub(super) fn prepend(context: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    Ok(context.build_text(|out| {
        push(out, &args[0]);
        push(out, &input);
    }))
}

/// `replace`: every occurrence.
pub(super) fn replace(context: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    Ok(substitute(context, &input, &args[0], args.get(1), usize::MAX))
}

/// `replace_first`
pub(super) fn replace_first(context: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    Ok(substitute(context, &input, &args[0], args.get(1), 1))
}

/// `remove`: every occurrence.
pub(super) fn remove(context: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    Ok(substitute(context, &input, &args[0], None, usize::MAX))
}

/// `remove_first`
pub(super) fn remove_first(context: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    Ok(substitute(context, &input, &args[0], None, 1))
}

/// Ruby's `gsub` and `sub` with a text as pattern; the replacement's backslashes mean what they mean there.
fn substitute(
    context: &mut Context<'_>,
    input: &Value,
    pattern: &Value,
    replacement: Option<&Value>,
    times: usize,
) -> Value {
    let (text, pattern) = (text_of(input), text_of(pattern));
    let replacement = replacement.map(text_of);
    let replacement = replacement.as_deref().unwrap_or("");
    let plain = memchr::memchr(b'\\', replacement.as_bytes()).is_none();
    let most = context.engine().options().rendered_size;
    context.build_text(|out| {
        let mut from = 0;
        each_match(&text, &pattern, times, |at| {
            // The engine refuses a text of this length.
            if out.len() > most {
                return;
            }
            out.push_str(&text[from..at]);
            from = at + pattern.len();
            match plain {
                true => out.push_str(replacement),
                false => expand(out, replacement, (&text[..at], &pattern, &text[from..])),
            }
        });
        out.push_str(&text[from..]);
    })
}

/// Texts as long as this are searched without preparation.
const SHORT: usize = 128;

/// Calls `found` with the place of each occurrence of `pattern`, at most so many.
pub(super) fn each_match(text: &str, pattern: &str, times: usize, mut found: impl FnMut(usize)) {
    let Some(first) = pattern.bytes().next() else {
        return text.match_indices("").take(times).for_each(|(at, _)| found(at));
    };
    if text.len() > SHORT {
        let places = memmem::find_iter(text.as_bytes(), pattern.as_bytes());
        return places.take(times).for_each(found);
    }
    let (bytes, mut from, mut left) = (text.as_bytes(), 0, times);
    while left > 0
        && let Some(at) = memchr::memchr(first, &bytes[from..]).map(|at| from + at)
    {
        match bytes[at..].starts_with(pattern.as_bytes()) {
            true => {
                found(at);
                from = at + pattern.len();
                left -= 1;
            }
            false => from = at + 1,
        }
    }
}

/// Writes a replacement: `\0` and `\&` are the match, `\1` to `\9` nothing, `` \` `` and `\'` the text before and after it.
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
