//! Finds the parts of date and time in a text: Ruby's `Date._parse`.
//!
//! Rules from Ruby's `date_parse.c`: forms are tried in a fixed order, each taking its words out of the text.

use crate::Civil;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// The parts found in a text.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Pieces {
    pub(super) year: Option<i64>,
    pub(super) month: Option<i64>,
    pub(super) day: Option<i64>,
    pub(super) year_day: Option<i64>,
    pub(super) hour: Option<i64>,
    pub(super) minute: Option<i64>,
    pub(super) second: Option<i64>,
    pub(super) nanos: Option<u32>,
    pub(super) zone: Option<String>,
    /// The year was written with more than two digits or a sign: no century is added.
    full_year: bool,
    before_christ: bool,
}

const MONTHS: &str = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
const ERA: &str = r"c(?:e|\.e\.)|b(?:ce|\.c\.e\.)|a(?:d|\.d\.)|b(?:c|\.c\.)";

fn pattern(text: &str) -> Regex {
    let text = text.replace("MONTHS", MONTHS).replace("ERA", ERA);
    Regex::new(&format!("(?i){text}")).expect("the pattern is fixed")
}

macro_rules! patterns {
    ($($name:ident = $text:expr;)*) => {
        $(static $name: LazyLock<Regex> = LazyLock::new(|| pattern($text));)*
    };
}

patterns! {
    NOISE = r"[^-+',./:@\p{Alphabetic}\p{Nd}\[\]]+";
    WEEKDAY = r"\b(?:sun|mon|tue|wed|thu|fri|sat)[^-/\d\s]*";
    CLOCK = r"(\d+\s*:\s*\d+(?:\s*:\s*\d+(?:[,.]\d*)?)?(?:\s*[ap](?:m\b|\.m\.))?|\d+\s*h(?:\s*\d+m?(?:\s*\d+s?)?)?(?:\s*[ap](?:m\b|\.m\.))?|\d+\s*[ap](?:m\b|\.m\.))(?:\s*((?:gmt|utc?)?[-+]\d+(?:[,.:]\d+(?::\d+)?)?|[\p{Alphabetic}.\s]+(?:standard|daylight)\stime\b|\p{Alphabetic}+(?:\sdst)?\b))?";
    CLOCK_PARTS = r"^(\d+)\s*h?(?:\s*:?\s*(\d+)m?(?:\s*:?\s*(\d+)(?:[,.](\d*))?s?)?)?(?:\s*([ap])(?:m\b|\.m\.))?";
    EU = r"('?\d+)[^-\d\s]*\s*(MONTHS)[^-\d\s']*(?:\s*(ERA)?\s*('?-?\d+(?:(?:st|nd|rd|th)\b)?))?";
    US = r"\b(MONTHS)[^-\d\s']*\s*('?\d+)[^-\d\s']*(?:\s*,?\s*(ERA)?\s*('?-?\d+))?";
    ISO = r"('?[-+]?\d+)-(\d+)-('?-?\d+)";
    WEEK = r"\b(?:\d{2}|\d{4})?-?w\d{2}(?:-?\d)?\b";
    DAY_OF_WEEK = r"-w-\d\b";
    MONTH_DAY = r"--(\d{2})?-(\d{2})\b";
    MONTH_DAY_SHORT = r"--(\d{2})(\d{2})?\b";
    JIS = r"\b([mtshr])(\d+)\.(\d+)\.(\d+)";
    VMS_DAY = r"('?-?\d+)-(MONTHS)[^-/.]*-('?-?\d+)";
    VMS_MONTH = r"\b(MONTHS)[^-/.]*-('?-?\d+)(?:-('?-?\d+))?";
    SLASHES = r"('?-?\d+)/\s*('?\d+)(?:\D\s*('?-?\d+))?";
    DOTS = r"('?-?\d+)\.\s*('?\d+)\.\s*('?-?\d+)";
    ISO_YEAR_DAY = r"[-+]?(\d{4})-(\d{3})\b";
    YEAR = r"'(\d+)\b";
    MONTH = r"\b(MONTHS)\S*";
    DAY = r"(\d+)(?:st|nd|rd|th)\b";
    DIGITS = r"([-+]?)(\d{2,14})(?:\s*t?\s*(\d{2,6})?(?:[,.](\d*))?)?(z\b|[-+]\d{1,4}\b)?";
    BC = r"\b(?:bc\b|bce\b|b\.c\.|b\.c\.e\.)";
    LONE_NUMBER = r"^\s*(\d{1,2})\s*$";
}

impl Pieces {
    /// The parts that `text` names; `None` where a number is beyond all measure.
    pub(super) fn of(text: &str) -> Option<Self> {
        let mut pieces = Self::default();
        let mut rest = NOISE.replace_all(text, " ").into_owned();
        take(&mut rest, &WEEKDAY, |_| Some(true))?;
        pieces.clock(&mut rest)?;
        let found = pieces.named_month(&mut rest)?
            || pieces.iso(&mut rest)?
            || pieces.vms(&mut rest)?
            || pieces.separated(&mut rest, &SLASHES)?
            || pieces.separated(&mut rest, &DOTS)?
            || pieces.year_day(&mut rest)?
            || pieces.single(&mut rest)?;
        if !found {
            pieces.digits(&mut rest)?;
        }
        pieces.before_christ |= take(&mut rest, &BC, |_| Some(true))?;
        pieces.lone_number(&rest);
        if let Some(year) = &mut pieces.year {
            if pieces.before_christ {
                *year = 1 - *year;
            }
            if !pieces.full_year && (0..100).contains(year) {
                *year += if *year >= 69 { 1900 } else { 2000 };
            }
        }
        Some(pieces)
    }

    /// Whether no part of a date or time was found.
    pub(super) fn is_empty(&self) -> bool {
        !self.has_clock_or_date() && self.year_day.is_none() && self.nanos.is_none()
    }

    /// Whether a year, month, day, hour, minute or second was found.
    pub(super) fn has_clock_or_date(&self) -> bool {
        let parts = [
            self.year,
            self.month,
            self.day,
            self.hour,
            self.minute,
            self.second,
        ];
        parts.iter().any(Option::is_some)
    }

    /// Parts before the first one given from `now`, those after it the least; `None` where one is out of all range.
    pub(super) fn filled(&self, now: &Civil) -> Option<Civil> {
        let given = [
            self.year,
            self.month,
            self.day,
            self.hour,
            self.minute,
            self.second,
        ];
        let now = [
            now.year,
            i64::from(now.month),
            i64::from(now.day),
            i64::from(now.hour),
            i64::from(now.minute),
            i64::from(now.second),
        ];
        let first = given.iter().position(Option::is_some).unwrap_or(given.len());
        let mut parts = [1970, 1, 1, 0, 0, 0];
        for (at, part) in parts.iter_mut().enumerate() {
            *part = given[at].unwrap_or(if at < first { now[at] } else { *part });
        }
        let small = |n: i64| u8::try_from(n).ok();
        Some(Civil {
            year: parts[0],
            month: small(parts[1])?,
            day: small(parts[2])?,
            hour: small(parts[3])?,
            minute: small(parts[4])?,
            second: small(parts[5])?,
        })
    }

    fn clock(&mut self, rest: &mut String) -> Option<bool> {
        take(rest, &CLOCK, |found| {
            self.zone = found.get(2).map(|zone| zone.as_str().to_owned());
            let parts = CLOCK_PARTS.captures(&found[1])?;
            let mut hour = number(&parts[1])?;
            if let Some(half) = parts.get(5) {
                hour %= 12;
                if half.as_str().eq_ignore_ascii_case("p") {
                    hour += 12;
                }
            }
            self.hour = Some(hour);
            self.minute = optional(&parts, 2)?;
            self.second = optional(&parts, 3)?;
            self.nanos = parts.get(4).map(|digits| nanoseconds(digits.as_str()));
            Some(true)
        })
    }

    /// `5 May 2017`, `May 5, 2017`.
    fn named_month(&mut self, rest: &mut String) -> Option<bool> {
        let text = |found: &Captures<'_>, at: usize| found.get(at).map(|part| part.as_str().to_owned());
        let is_bc = |found: &Captures<'_>| {
            found
                .get(3)
                .is_some_and(|era| era.as_str().starts_with(['b', 'B']))
        };
        let eu = take(rest, &EU, |found| {
            let bc = is_bc(found);
            self.ymd(text(found, 4), Some(month(&found[2])), text(found, 1), bc)
        })?;
        if eu {
            return Some(true);
        }
        take(rest, &US, |found| {
            let bc = is_bc(found);
            self.ymd(text(found, 4), Some(month(&found[1])), text(found, 2), bc)
        })
    }

    /// The forms of ISO 8601 with hyphens, and the Japanese one.
    fn iso(&mut self, rest: &mut String) -> Option<bool> {
        let text = |found: &Captures<'_>, at: usize| found.get(at).map(|part| part.as_str().to_owned());
        let found = take(rest, &ISO, |found| {
            self.ymd(text(found, 1), text(found, 2), text(found, 3), false)
        })?;
        // `Date._parse` reads weeks, but `Time.parse` ignores them.
        if found || take(rest, &WEEK, |_| Some(true))? || take(rest, &DAY_OF_WEEK, |_| Some(true))? {
            return Some(true);
        }
        for pattern in [&MONTH_DAY, &MONTH_DAY_SHORT] {
            let found = take(rest, pattern, |found| {
                self.month = optional(found, 1)?;
                self.day = optional(found, 2)?;
                Some(true)
            })?;
            if found {
                return Some(true);
            }
        }
        take(rest, &JIS, |found| {
            let first = match found[1].to_ascii_lowercase().as_str() {
                "m" => 1867,
                "t" => 1911,
                "s" => 1925,
                "h" => 1988,
                _ => 2018,
            };
            self.year = Some(number(&found[2])? + first);
            self.full_year |= self.year >= Some(100);
            self.month = optional(found, 3)?;
            self.day = optional(found, 4)?;
            Some(true)
        })
    }

    /// `5-may-2017`, `may-5-2017`.
    fn vms(&mut self, rest: &mut String) -> Option<bool> {
        let text = |found: &Captures<'_>, at: usize| found.get(at).map(|part| part.as_str().to_owned());
        let found = take(rest, &VMS_DAY, |found| {
            self.ymd(text(found, 3), Some(month(&found[2])), text(found, 1), false)
        })?;
        if found {
            return Some(true);
        }
        take(rest, &VMS_MONTH, |found| {
            self.ymd(text(found, 3), Some(month(&found[1])), text(found, 2), false)
        })
    }

    /// `2017/5/1`, `2017.5.1`.
    fn separated(&mut self, rest: &mut String, form: &Regex) -> Option<bool> {
        let text = |found: &Captures<'_>, at: usize| found.get(at).map(|part| part.as_str().to_owned());
        take(rest, form, |found| {
            self.ymd(text(found, 1), text(found, 2), text(found, 3), false)
        })
    }

    /// `2017-121`.
    fn year_day(&mut self, rest: &mut String) -> Option<bool> {
        take(rest, &ISO_YEAR_DAY, |found| {
            self.year = Some(number(&found[1])?);
            self.year_day = optional(found, 2)?;
            Some(true)
        })
    }

    /// A year, month or day on its own.
    fn single(&mut self, rest: &mut String) -> Option<bool> {
        let year = take(rest, &YEAR, |found| {
            self.year = Some(number(&found[1])?);
            Some(true)
        })?;
        if year {
            return Some(true);
        }
        let named = take(rest, &MONTH, |found| {
            self.month = month(&found[1]).parse().ok();
            Some(true)
        })?;
        if named {
            return Some(true);
        }
        take(rest, &DAY, |found| {
            self.day = Some(number(&found[1])?);
            Some(true)
        })
    }

    /// Digits in one run, read by how many there are.
    fn digits(&mut self, rest: &mut String) -> Option<bool> {
        take(rest, &DIGITS, |found| {
            let digits = &found[2];
            let sign = if &found[1] == "-" { -1 } else { 1 };
            let clock_only = found.get(3).is_none() && found.get(4).is_some();
            match clock_only {
                true => self.clock_digits(digits, sign)?,
                false => self.date_digits(digits, sign)?,
            }
            if let Some(clock) = found.get(3) {
                let clock = clock.as_str();
                let pair = |at: usize| clock.get(at..at + 2).map(number);
                let from_end = |back: usize| clock.len().checked_sub(back).and_then(pair);
                let even = clock.len() % 2 == 0;
                let (hour, minute, second) = match (found.get(4), clock.len()) {
                    (Some(_), 2) => (None, None, from_end(2)),
                    (Some(_), 4) => (None, from_end(4), from_end(2)),
                    (Some(_), 6) => (from_end(6), from_end(4), from_end(2)),
                    (None, _) if even => (pair(0), pair(2), pair(4)),
                    _ => (None, None, None),
                };
                self.hour = hour.flatten().or(self.hour);
                self.minute = minute.flatten().or(self.minute);
                self.second = second.flatten().or(self.second);
            }
            if let Some(fraction) = found.get(4) {
                self.nanos = Some(nanoseconds(fraction.as_str()));
            }
            if let Some(zone) = found.get(5) {
                self.zone = Some(zone.as_str().to_owned());
            }
            Some(true)
        })
    }

    /// Digits that end in seconds, since a fraction follows: read from the end.
    fn clock_digits(&mut self, digits: &str, sign: i64) -> Option<()> {
        let length = digits.len();
        let mut left = length;
        let mut part = |most: usize| {
            let from = left.saturating_sub(most);
            let taken = (left > from).then(|| number(&digits[from..left])).flatten();
            left = from;
            taken
        };
        if matches!(length, 9 | 11 | 13) {
            return Some(());
        }
        self.second = part(2);
        self.minute = part(2).or(self.minute);
        self.hour = part(2).or(self.hour);
        self.day = part(2).or(self.day);
        self.month = part(2).or(self.month);
        if let Some(year) = part(4) {
            self.year = Some(sign * year);
            self.full_year |= length == 14;
        }
        Some(())
    }

    /// Digits that begin with a date.
    fn date_digits(&mut self, digits: &str, sign: i64) -> Option<()> {
        let part = |from: usize, length: usize| digits.get(from..from + length).and_then(number);
        let year = |length: usize| part(0, length).map(|year| sign * year);
        match digits.len() {
            2 => self.day = part(0, 2),
            4 => (self.month, self.day) = (part(0, 2), part(2, 2)),
            6 => (self.year, self.month, self.day) = (year(2), part(2, 2), part(4, 2)),
            8 | 10 | 12 | 14 => {
                (self.year, self.month, self.day) = (year(4), part(4, 2), part(6, 2));
                self.hour = part(8, 2).or(self.hour);
                self.minute = part(10, 2).or(self.minute);
                self.second = part(12, 2).or(self.second);
                self.full_year = true;
            }
            3 => self.year_day = part(0, 3),
            5 => (self.year, self.year_day) = (year(2), part(2, 3)),
            7 => (self.year, self.year_day) = (year(4), part(4, 3)),
            _ => {}
        }
        Some(())
    }

    /// A single remaining number: a day if there is a time, an hour if there is a day.
    fn lone_number(&mut self, rest: &str) {
        let found = LONE_NUMBER.captures(rest).and_then(|found| number(&found[1]));
        match found {
            Some(n @ 1..=31) if self.hour.is_some() && self.day.is_none() => self.day = Some(n),
            Some(n @ 0..=24) if self.day.is_some() && self.hour.is_none() => self.hour = Some(n),
            _ => {}
        }
    }

    /// Ruby's `s3e`: sorts three texts into year, month and day, by how they look.
    fn ymd(
        &mut self,
        mut y: Option<String>,
        mut m: Option<String>,
        mut d: Option<String>,
        bc: bool,
    ) -> Option<bool> {
        let looks_like_year = |text: &Option<String>| {
            text.as_deref()
                .is_some_and(|text| text.len() > 2 || text.starts_with('\''))
        };
        if y.is_some() && m.is_some() && d.is_none() {
            (y, m, d) = (d, y, m);
        }
        if y.is_none() && looks_like_year(&d) {
            y = d.take();
        }
        if let Some(text) = y.clone() {
            let start = text.find(|c: char| c.is_ascii_digit() || c == '-' || c == '+');
            let tail = &text[start.unwrap_or(text.len())..];
            let signed = usize::from(tail.starts_with(['-', '+']));
            let digits = tail[signed..].bytes().take_while(u8::is_ascii_digit).count();
            if signed + digits < tail.len() {
                y = d;
                d = Some(tail[..signed + digits].to_owned());
            }
        }
        if looks_like_year(&m) {
            (y, m, d) = (m, d, y);
        }
        if looks_like_year(&d) {
            (y, d) = (d, y);
        }
        if let Some(text) = y {
            let signed = text.contains(['-', '+']);
            let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit());
            let count = digits.bytes().take_while(u8::is_ascii_digit).count();
            let year = number(&digits[..count])?;
            self.year = Some(if text.contains('-') { -year } else { year });
            self.full_year |= signed || count > 2;
            self.before_christ |= bc;
        }
        let leading = |text: Option<String>| match text {
            None => Some(None),
            Some(text) => {
                let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit());
                let count = digits.bytes().take_while(u8::is_ascii_digit).count();
                number(&digits[..count]).map(Some)
            }
        };
        self.month = leading(m)?.or(self.month);
        self.day = leading(d)?.or(self.day);
        Some(true)
    }
}

/// Where `form` is found in `rest`, its words are taken out and read; `None` where they make no sense.
fn take(rest: &mut String, form: &Regex, read: impl FnOnce(&Captures<'_>) -> Option<bool>) -> Option<bool> {
    let Some(found) = form.captures(rest) else {
        return Some(false);
    };
    let range = found.get(0)?.range();
    let read = read(&found)?;
    rest.replace_range(range, " ");
    Some(read)
}

fn number(digits: &str) -> Option<i64> {
    digits.parse().ok()
}

/// The number in a group, if the group took part; `None` where it is beyond all measure.
fn optional(found: &Captures<'_>, group: usize) -> Option<Option<i64>> {
    match found.get(group) {
        Some(digits) => number(digits.as_str()).map(Some),
        None => Some(None),
    }
}

fn nanoseconds(fraction: &str) -> u32 {
    let digits = fraction.bytes().chain(std::iter::repeat(b'0')).take(9);
    digits.fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'))
}

/// The number of a month by its first three letters.
fn month(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    let at = MONTHS.split('|').position(|month| month == name);
    (at.unwrap_or(0) + 1).to_string()
}
