//! Parses times as people write them, by the rules of Liquid's `date` filter and of Ruby's `Time.parse`.

mod pieces;

use super::{Civil, Date, Time, Value, Zone, month_length};
use pieces::Pieces;
use std::sync::Arc;

/// The longest text that is looked at; Ruby raises beyond it.
const LONGEST: usize = 128;

/// What Liquid's date filters make of `input`: dates and times stay, `now` and `today` are the clock's, an Integer or
/// its digits count seconds since 1970, any other String goes through [`parse_time`]. `None` where there is no time
/// in it. (Liquid's `Utils.to_date`.)
pub fn to_date(input: &Value, zone: &Zone, now: &Time) -> Option<Value> {
    let since_1970 = |seconds: i64| Some(Value::Time(Arc::new(zone.time(seconds, 0))));
    match input {
        Value::Date(_) | Value::Time(_) => Some(input.clone()),
        Value::Int(seconds) => since_1970(*seconds),
        Value::Str(text) if text.is_empty() => None,
        Value::Str(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => since_1970(text.parse().ok()?),
        Value::Str(text) => match text.to_lowercase().as_str() {
            "now" | "today" => Some(Value::Time(Arc::new(now.clone()))),
            lower => parse_time(lower, zone, now).map(|time| Value::Time(Arc::new(time))),
        },
        _ => None,
    }
}

/// Ruby's `Time.parse`: a text in any of the forms that Ruby takes, local to `zone` where it names no other; what is
/// left out before the first part given is taken from `now`, what is left out after it is the least. `None` where
/// Ruby raises.
pub fn parse_time(text: &str, zone: &Zone, now: &Time) -> Option<Time> {
    if let Some(civil) = plain(text) {
        return Some(zone.local(&civil?, 0));
    }
    if text.len() > LONGEST && text.chars().count() > LONGEST {
        return None;
    }
    make_time(Pieces::of(text)?, zone, now)
}

/// The two commonest forms, `2017-05-01` and `2017-05-01 10:00:00`, without the general machinery: `Some(None)`
/// where the form fits and the numbers do not.
fn plain(text: &str) -> Option<Option<Civil>> {
    let bytes = text.as_bytes();
    let fits = |form: &[u8]| {
        let same = |(byte, form): (&u8, &u8)| match form {
            b'0' => byte.is_ascii_digit(),
            sign => byte == sign,
        };
        bytes.len() == form.len() && bytes.iter().zip(form).all(same)
    };
    let number = |at: usize, length: usize| {
        let digits = &bytes[at..at + length];
        digits
            .iter()
            .fold(0_u16, |sum, digit| sum * 10 + u16::from(digit - b'0'))
    };
    let pair = |at: usize| u8::try_from(number(at, 2)).unwrap_or(u8::MAX);
    let clock = match bytes.len() {
        10 if fits(b"0000-00-00") => (0, 0, 0),
        19 if fits(b"0000-00-00 00:00:00") => (pair(11), pair(14), pair(17)),
        _ => return None,
    };
    let civil = Civil {
        year: i64::from(number(0, 4)),
        month: pair(5),
        day: pair(8),
        hour: clock.0,
        minute: clock.1,
        second: clock.2,
    };
    Some(checked(civil))
}

/// The same, if Ruby's `Time.local` takes it: a day past the end of its month is the next month's.
fn checked(civil: Civil) -> Option<Civil> {
    let Civil {
        month,
        day,
        hour,
        minute,
        second,
        ..
    } = civil;
    let fits = (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && (hour < 24 || (hour, minute, second) == (24, 0, 0))
        && minute < 60
        && second <= 60;
    fits.then_some(civil)
}

/// Ruby's `Time.make_time`: fills in what is missing and applies the zone.
fn make_time(mut pieces: Pieces, zone: &Zone, now: &Time) -> Option<Time> {
    if pieces.is_empty() {
        return None;
    }
    let year = pieces.year.unwrap_or_else(|| now.civil().year);
    let named = pieces.zone.as_deref().map(str::to_uppercase);
    let offset = named.as_deref().and_then(|name| zone_offset(name, year, zone));
    if let Some(day) = pieces.year_day {
        let first = Civil::midnight(Date::checked(i32::try_from(year).ok()?, 1, 1)?);
        let shown = Civil::from_seconds(first.seconds() + (day.checked_sub(1)?) * 86_400);
        if shown.year != year {
            return None;
        }
        pieces.year = Some(year);
        pieces.month = Some(i64::from(shown.month));
        pieces.day = Some(i64::from(shown.day));
    }
    let now = match offset {
        Some(offset) => Time::at_offset(now.seconds, now.nanos, offset),
        None => zone.time(now.seconds, now.nanos),
    };
    let nanos = pieces
        .nanos
        .unwrap_or(if pieces.has_clock_or_date() { 0 } else { now.nanos });
    let civil = checked(pieces.filled(&now.civil())?)?;
    let Some(offset) = offset else {
        return Some(zone.local(&civil, nanos));
    };
    // Ruby moves by the offset with its own carry, in which a day past the end of its month is the next month's
    // first.
    let past_end = civil.day > month_length(civil.year, civil.month) && offset < 0;
    let seconds = civil.seconds() - i64::from(offset);
    let seconds = match past_end && i64::from(civil.hour) * 3600 - i64::from(offset) >= 86_400 {
        true => {
            let length = month_length(civil.year, civil.month);
            seconds - i64::from(civil.day - length) * 86_400
        }
        false => seconds,
    };
    let is_utc = matches!(
        named.as_deref(),
        Some("-00:00" | "-0000" | "-00" | "UTC" | "Z" | "UT")
    );
    if is_utc {
        return Some(Time::utc(seconds, nanos));
    }
    let local = zone.time(seconds, nanos);
    Some(match local.offset == offset {
        true => local,
        false => Time::at_offset(seconds, nanos, offset),
    })
}

/// Ruby's `Time.zone_offset`: the seconds east of UTC of a zone in capitals, if it is one of those that mail headers
/// use, a number, or a name of the local zone.
fn zone_offset(name: &str, year: i64, zone: &Zone) -> Option<i32> {
    let hours = match name {
        "UTC" | "Z" | "UT" | "GMT" => 0,
        "EST" | "CDT" => -5,
        "EDT" => -4,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        _ => {
            return numeric_offset(name)
                .or_else(|| military(name))
                .or_else(|| local_name(name, year, zone));
        }
    };
    Some(hours * 3600)
}

/// `+02`, `+0200`, `+02:00`, `+020000`, `+02:00:00`.
fn numeric_offset(name: &str) -> Option<i32> {
    let sign = match name.bytes().next()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits = &name[1..];
    let pairs = match digits.len() {
        2 | 4 | 6 if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            digits.as_bytes().chunks(2).collect::<Vec<_>>()
        }
        5 | 8 => digits.split(':').map(str::as_bytes).collect(),
        _ => return None,
    };
    let mut seconds = 0;
    for (pair, unit) in pairs.iter().zip([3600, 60, 1]) {
        match pair {
            [a, b] if a.is_ascii_digit() && b.is_ascii_digit() => {
                seconds += i32::from((a - b'0') * 10 + b - b'0') * unit;
            }
            _ => return None,
        }
    }
    Some(sign * seconds)
}

/// The zones of one letter.
fn military(name: &str) -> Option<i32> {
    let [letter] = name.as_bytes() else {
        return None;
    };
    let at = |first: u8| i32::from(letter - first) + 1;
    let hours = match letter {
        b'A'..=b'I' => at(b'A'),
        b'K'..=b'M' => at(b'A') - 1,
        b'N'..=b'Y' => -at(b'N'),
        _ => return None,
    };
    Some(hours * 3600)
}

/// The offset of the local zone in January or July, if it then has this name.
fn local_name(name: &str, year: i64, zone: &Zone) -> Option<i32> {
    [1, 7].into_iter().find_map(|month| {
        let date = Date::checked(i32::try_from(year).ok()?, month, 1)?;
        let time = zone.midnight(date);
        let own = time.zone.as_deref()?.to_uppercase();
        (own == name).then_some(time.offset)
    })
}
