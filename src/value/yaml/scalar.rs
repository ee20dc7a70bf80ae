//! A plain (unquoted) scalar in, the value that Ruby's Psych takes it for out.

use crate::{Civil, Date, Time, Value, Zone};
use num_bigint::BigInt;
use std::sync::Arc;

/// The value of a plain scalar, by the rules and in the order of Psych's `ScalarScanner#tokenize`. Times
/// without a zone are shown in `zone`.
pub fn scalar(text: &str, zone: &Zone) -> Value {
    if text.is_empty() {
        return Value::Nil;
    }
    if is_wordlike(text) || text.contains('\n') {
        return word(text);
    }
    let found = time(text, zone)
        .or_else(|| date(text))
        .or_else(|| special_float(text))
        .or_else(|| sexagesimal(text))
        .or_else(|| float(text))
        .or_else(|| integer(text));
    found.unwrap_or_else(|| Value::str(text))
}

/// Whether a scalar starts like a word: at most one sign or letter, then a letter, a blank or one of these signs.
fn is_wordlike(text: &str) -> bool {
    let wordy = |c: char| {
        c.is_alphabetic()
            || matches!(
                c,
                '_' | ' '
                    | '\t'
                    | '\n'
                    | '\r'
                    | '\x0b'
                    | '\x0c'
                    | '!'
                    | '@'
                    | '#'
                    | '$'
                    | '%'
                    | '^'
                    | '&'
                    | '*'
                    | '('
                    | ')'
                    | '{'
                    | '}'
                    | '<'
                    | '>'
                    | '|'
                    | '/'
                    | '\\'
                    | '~'
                    | ';'
                    | '='
            )
    };
    let mut chars = text.chars();
    let Some(first) = chars.next() else {
        return false;
    };
    let lead = !first.is_ascii_digit() && !matches!(first, '.' | ':' | '-');
    wordy(first) || (lead && chars.next().is_some_and(wordy))
}

/// `~`, `null`, `yes`, `no` and their kin; every other word is a String.
fn word(text: &str) -> Value {
    let is = |names: &[&str]| {
        let mut lines = text.split('\n');
        lines.any(|line| names.iter().any(|name| line.eq_ignore_ascii_case(name)))
    };
    let starts = text.bytes().next().map_or(b' ', |byte| byte.to_ascii_lowercase());
    if text.chars().count() > 5 || !matches!(starts, b'y' | b't' | b'o' | b'n' | b'f' | b'~') {
        Value::str(text)
    } else if text == "~" || is(&["null"]) {
        Value::Nil
    } else if is(&["yes", "true", "on"]) {
        Value::Bool(true)
    } else if is(&["no", "false", "off"]) {
        Value::Bool(false)
    } else {
        Value::str(text)
    }
}

/// Takes between `least` and `most` ASCII digits off the front of `text`.
fn digits<'a>(text: &mut &'a str, least: usize, most: usize) -> Option<&'a str> {
    let count = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    if count < least {
        return None;
    }
    let (taken, rest) = text.split_at(count);
    *text = rest;
    Some(taken)
}

/// `2017-05-01 10:00:00.5 +02:00`; an impossible date or hour leaves a String.
fn time(text: &str, zone: &Zone) -> Option<Value> {
    let mut rest = text.strip_prefix('-').unwrap_or(text);
    let negative = rest.len() < text.len();
    let year = digits(&mut rest, 4, 4)?.parse::<i64>().ok()?;
    rest = rest.strip_prefix('-')?;
    let month = digits(&mut rest, 1, 2)?.parse().ok()?;
    rest = rest.strip_prefix('-')?;
    let day = digits(&mut rest, 1, 2)?.parse().ok()?;
    let clock = rest.trim_start_matches([' ', '\t']);
    rest = match rest.strip_prefix(['T', 't']) {
        Some(clock) => clock,
        None if clock.len() < rest.len() => clock,
        None => return None,
    };
    let hour = digits(&mut rest, 1, 2)?.parse::<u8>().ok()?;
    rest = rest.strip_prefix(':')?;
    let minute = digits(&mut rest, 2, 2)?.parse::<u8>().ok()?;
    rest = rest.strip_prefix(':')?;
    let second = digits(&mut rest, 2, 2)?.parse::<u8>().ok()?;
    let mut nanos = 0;
    if let Some(after) = rest.strip_prefix('.') {
        rest = after;
        let most = rest.len();
        nanos = nanoseconds(digits(&mut rest, 0, most)?);
    }
    let offset = offset(rest.trim_start_matches([' ', '\t']))?;
    let civil = Civil {
        year: if negative { -year } else { year },
        month,
        day,
        hour,
        minute,
        second,
    };
    let possible = (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && (hour < 24 || (hour, minute, second) == (24, 0, 0))
        && minute < 60
        && second <= 60;
    if !possible {
        return None;
    }
    let seconds = civil.seconds();
    match offset {
        Offset::None => Some(zone.time(seconds, nanos)),
        Offset::Utc => Some(Time::utc(seconds, nanos)),
        Offset::Seconds(offset) if offset.abs() < 86_400 => {
            Some(Time::at_offset(seconds - i64::from(offset), nanos, offset))
        }
        Offset::Seconds(_) => None,
    }
    .map(|time| Value::Time(Arc::new(time)))
}

/// The nanoseconds of a fraction's digits.
fn nanoseconds(fraction: &str) -> u32 {
    let digits = fraction.bytes().chain(std::iter::repeat(b'0')).take(9);
    digits.fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'))
}

enum Offset {
    None,
    Utc,
    Seconds(i32),
}

/// The zone at the end of a time. Minutes take the sign of the hours, so `-00:30` is half an hour *east*: so it
/// is in Psych.
fn offset(text: &str) -> Option<Offset> {
    let mut rest = match text {
        "" => return Some(Offset::None),
        "Z" => return Some(Offset::Utc),
        _ => text.strip_prefix(['+', '-'])?,
    };
    let hours = digits(&mut rest, 1, 2)?.parse::<i32>().ok()?;
    let hours = if text.starts_with('-') { -hours } else { hours };
    rest = rest.strip_prefix(':').unwrap_or(rest);
    let minutes = match rest {
        "" => 0,
        _ => digits(&mut rest, 2, 2)?.parse::<i32>().ok()?,
    };
    let minutes = if hours < 0 { -minutes } else { minutes };
    rest.is_empty()
        .then_some(Offset::Seconds(hours * 3600 + minutes * 60))
}

/// `2017-05-01`; a day that the calendar does not have leaves a String.
fn date(text: &str) -> Option<Value> {
    let mut rest = text;
    let year = digits(&mut rest, 4, 4)?.parse().ok()?;
    rest = rest.strip_prefix('-')?;
    let month = digits(&mut rest, 1, 2)?.parse().ok()?;
    rest = rest.strip_prefix('-')?;
    let day = digits(&mut rest, 1, 2)?.parse().ok()?;
    let date = Date::checked(year, month, day)?;
    rest.is_empty().then_some(Value::Date(date))
}

/// `.inf`, `-.inf`, `.nan`.
fn special_float(text: &str) -> Option<Value> {
    let is = |name: &str| text.eq_ignore_ascii_case(name);
    if is(".inf") || is("+.inf") {
        Some(Value::Float(f64::INFINITY))
    } else if is("-.inf") {
        Some(Value::Float(f64::NEG_INFINITY))
    } else if is(".nan") {
        Some(Value::Float(f64::NAN))
    } else {
        None
    }
}

/// Numbers to base 60. The first part always counts for 3600, so `12:30` is 45000: so it is in Psych.
fn sexagesimal(text: &str) -> Option<Value> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = match rest.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (rest, None),
    };
    let mut parts = whole.split(':');
    let first = parts.next()?;
    let starts = first.bytes().next().is_some_and(|byte| byte.is_ascii_digit());
    if !starts || !first.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_') {
        return None;
    }
    let rest = parts.collect::<Vec<_>>();
    let fits = |part: &&str| match part.as_bytes() {
        [digit] => digit.is_ascii_digit(),
        [ten, digit] => matches!(ten, b'0'..=b'5') && digit.is_ascii_digit(),
        _ => false,
    };
    if !(1..=2).contains(&rest.len()) || !rest.iter().all(fits) {
        return None;
    }
    let number = |part: &str| part.parse::<i64>().unwrap_or(0);
    // `to_i` stops at a second underscore in a row.
    let first = first.split("__").next().unwrap_or("").replace('_', "");
    let hours = first.parse::<i64>().ok()?.checked_mul(3600 * sign)?;
    let minutes = number(rest[0]) * 60;
    let seconds = rest.get(1).map_or(0, |part| number(part));
    let total = hours.checked_add(minutes + seconds)?;
    let Some(fraction) = fraction else {
        return Some(Value::Int(total));
    };
    if !fraction.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_') {
        return None;
    }
    let part = format!("0.{}", fraction.replace('_', ""))
        .parse::<f64>()
        .unwrap_or(0.0);
    // The last part carries the fraction: seconds, or minutes where there are no seconds.
    let unit = if rest.len() == 2 { 1.0 } else { 60.0 };
    #[expect(clippy::cast_precision_loss, reason = "Ruby adds floats here as well")]
    Some(Value::Float(total as f64 + part * unit))
}

/// `[-+]? digits? . digits? (e[-+]digits)?`, where the digits before the dot may hold `_` and `,`.
fn float(text: &str) -> Option<Value> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, rest) = unsigned.split_once('.')?;
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = |byte: u8| byte.is_ascii_digit() || byte == b'_' || byte == b',';
    if whole.starts_with(['_', ',']) || !whole.bytes().all(grouped) {
        return None;
    }
    let (fraction, exponent) = match rest.split_once(['e', 'E']) {
        Some((fraction, exponent)) => (fraction, Some(exponent)),
        None => (rest, None),
    };
    let signed = |exponent: &str| {
        let digits = exponent.strip_prefix(['-', '+']);
        digits.is_some_and(|digits| !digits.is_empty() && plain(digits))
    };
    if !plain(fraction) || !exponent.is_none_or(signed) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let number = text.replace(['_', ','], "");
    number.parse().ok().map(Value::Float)
}

/// Integers to base 2, 8, 10 and 16, with `_` and `,` between their digits.
fn integer(text: &str) -> Option<Value> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let all = |text: &str, fits: fn(&u8) -> bool| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| fits(&byte) || matches!(byte, b'_' | b','))
    };
    let (base, digits) = if let Some(digits) = unsigned.strip_prefix("0b") {
        (
            2,
            all(digits, |byte| matches!(byte, b'0' | b'1')).then_some(digits)?,
        )
    } else if let Some(digits) = unsigned.strip_prefix("0x") {
        (16, all(digits, u8::is_ascii_hexdigit).then_some(digits)?)
    } else if unsigned == "0" {
        return Some(Value::Int(0));
    } else if let Some(digits) = unsigned.strip_prefix('0') {
        (
            8,
            all(digits, |byte| matches!(byte, b'0'..=b'7')).then_some(digits)?,
        )
    } else {
        (10, is_grouped(unsigned).then_some(unsigned)?)
    };
    let digits = digits.replace(['_', ','], "");
    if digits.is_empty() {
        return (base == 8).then_some(Value::Int(0));
    }
    let number = BigInt::parse_bytes(digits.as_bytes(), base)?;
    let number = if negative { -number } else { number };
    Some(match i64::try_from(&number) {
        Ok(small) => Value::Int(small),
        Err(_) => Value::Big(Arc::new(number)),
    })
}

/// Decimal digits that begin with no zero, each `_` or `,` followed by a digit.
fn is_grouped(text: &str) -> bool {
    let bytes = text.as_bytes();
    let separated = |pair: &[u8]| pair[0].is_ascii_digit() || pair[1].is_ascii_digit();
    matches!(bytes.first(), Some(b'1'..=b'9'))
        && bytes.last().is_some_and(u8::is_ascii_digit)
        && bytes
            .iter()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'_' | b','))
        && bytes.windows(2).all(separated)
}
