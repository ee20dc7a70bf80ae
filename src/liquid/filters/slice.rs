//! Filters that cut texts and arrays to pieces.

use super::number::to_integer;
use super::text::each_match;
use crate::{Context, text_of};
use recto_diag::Result;
use recto_value::Value;
use std::sync::LazyLock;

/// `slice`: from a place, counted from the end if negative, one item or as many as asked for.
pub(super) fn slice(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    let offset = to_integer(&args[0])?;
    let length = match args.get(1) {
        Some(length) if length.is_truthy() => to_integer(length)?,
        _ => 1,
    };
    if let Value::Array(array) = &input {
        let items = match window(array.len(), offset, length) {
            Some((from, to)) => array[from..to].to_vec(),
            None => Vec::new(),
        };
        return Ok(Value::Array(std::sync::Arc::new(array.like(items))));
    }
    let text = text_of(&input);
    Ok(Value::from(match window(text.chars().count(), offset, length) {
        Some((from, to)) => text.chars().skip(from).take(to - from).collect::<String>(),
        None => String::new(),
    }))
}

/// The bounds that Ruby's `slice(offset, length)` means in something of `size`.
fn window(size: usize, offset: i64, length: i64) -> Option<(usize, usize)> {
    let size = i64::try_from(size).ok()?;
    let from = if offset < 0 {
        offset.checked_add(size)?
    } else {
        offset
    };
    if !(0..=size).contains(&from) || length < 0 {
        return None;
    }
    let to = from.saturating_add(length).min(size);
    Some((usize::try_from(from).ok()?, usize::try_from(to).ok()?))
}

/// `split`: Ruby's `String#split` with a text; a single blank means any white space, empty pieces at the end go.
pub(super) fn split(context: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    let (text, pattern) = (text_of(&input), text_of(&args[0]));
    let most = context.engine().options().limits.page_memory / PIECE;
    if text.len() as u64 > most && count(&text, &pattern) as u64 > most {
        return Err(crate::budget::too_large("`split` makes too many pieces"));
    }
    let mut pieces: Vec<Value> = match &*pattern {
        " " => words(&text).map(Value::from).collect(),
        "" => {
            let mut buffer = [0; 4];
            text.chars()
                .map(|c| Value::from(&*c.encode_utf8(&mut buffer)))
                .collect()
        }
        pattern => {
            let mut pieces = Vec::new();
            each_piece(&text, pattern, |piece| pieces.push(Value::from(piece)));
            pieces
        }
    };
    while pieces.last().and_then(Value::as_str).is_some_and(str::is_empty) {
        pieces.pop();
    }
    match pieces.is_empty() {
        // One empty array for all, so that arrays which are built from it in the same way are known to be equal.
        true => Ok(NOTHING.clone()),
        false => Ok(Value::array(pieces)),
    }
}

static NOTHING: LazyLock<Value> = LazyLock::new(|| Value::array(Vec::new()));

/// Calls `take` with each piece of a text between the places of `pattern`, which is not empty.
pub(super) fn each_piece<'t>(text: &'t str, pattern: &str, mut take: impl FnMut(&'t str)) {
    let mut from = 0;
    each_match(text, pattern, usize::MAX, |at| {
        take(&text[from..at]);
        from = at + pattern.len();
    });
    take(&text[from..]);
}

/// The bytes of a short text with its value and its counts.
const PIECE: u64 = 64;

/// How many pieces `pattern` makes of `text`, about.
fn count(text: &str, pattern: &str) -> usize {
    match pattern {
        " " => words(text).count(),
        "" => text.len(),
        pattern => text.matches(pattern).count(),
    }
}

/// The words between ASCII white space.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let blank = |c: char| matches!(c, '\0' | '\t'..='\r' | ' ');
    text.split(blank).filter(|word| !word.is_empty())
}

/// `truncate`: to a number of characters, the ellipsis included.
pub(super) fn truncate(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    if input.is_nil() {
        return Ok(Value::Nil);
    }
    let text = text_of(&input);
    let length = args.first().map_or(Ok(50), to_integer)?;
    let ellipsis = args.get(1).map_or_else(|| "...".into(), text_of);
    let kept = length.saturating_sub(ellipsis.chars().count() as i64).max(0);
    let size = text.chars().count() as i64;
    if size <= length {
        return Ok(Value::Str(text));
    }
    let kept = text.chars().take(usize::try_from(kept).unwrap_or(0));
    Ok(Value::from(kept.chain(ellipsis.chars()).collect::<String>()))
}

/// `truncatewords`: to a number of words. Liquid 4.0 adds the ellipsis to a text of exactly that many words as well.
pub(super) fn truncatewords(_: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    if input.is_nil() {
        return Ok(Value::Nil);
    }
    let text = text_of(&input);
    let count = args.first().map_or(Ok(15), to_integer)?;
    let ellipsis = args.get(1).map_or_else(|| "...".into(), text_of);
    let last = usize::try_from(count.saturating_sub(1).max(0)).unwrap_or(usize::MAX);
    let kept: Vec<&str> = words(&text).take(last.saturating_add(1)).collect();
    if kept.len() <= last {
        return Ok(input);
    }
    Ok(Value::from(kept.join(" ") + &*ellipsis))
}
