//! Formats times with every directive, flag and width of Ruby's `Time#strftime`.
//!
//! Rules from Ruby's `strftime.c`; checked against Ruby 3.1 directive by directive.

use super::{Civil, Date, Time};
use std::fmt::Write;

const DAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The maximum width of a field; Ruby raises an error at some limit of memory.
const WIDEST: usize = 65_536;

/// Formats `time`.
///
/// # Errors
/// A format that ends inside a directive, in Ruby's words; so does a field wider than 65,536.
pub fn strftime(time: &Time, format: &str) -> Result<String, String> {
    let moment = Moment {
        civil: time.civil(),
        time,
        is_date: false,
    };
    moment.format(format)
}

/// Formats `date`, as midnight at offset 0 like Ruby.
///
/// # Errors
/// A field wider than 65,536.
pub fn strftime_date(date: Date, format: &str) -> Result<String, String> {
    let mut time = Time::at_offset(date.days().saturating_mul(86_400), 0, 0);
    time.zone = Some("+00:00".into());
    let moment = Moment {
        civil: Civil::midnight(date),
        time: &time,
        is_date: true,
    };
    moment.format(format)
}

struct Moment<'a> {
    civil: Civil,
    time: &'a Time,
    is_date: bool,
}

/// The flags and the width between `%` and a directive.
#[derive(Clone, Copy, Default)]
struct Field {
    padding: Option<char>,
    width: usize,
    left: bool,
    upper: bool,
    lower: bool,
    change_case: bool,
    colons: usize,
}

impl Moment<'_> {
    fn format(&self, format: &str) -> Result<String, String> {
        let mut out = String::with_capacity(format.len() * 2);
        let mut rest = format;
        while let Some(at) = memchr::memchr(b'%', rest.as_bytes()) {
            out.push_str(&rest[..at]);
            let (field, after) = Field::read(&rest[at + 1..]);
            if field.width > WIDEST {
                return Err(format!("Numerical result out of range - {}", &rest[at..]));
            }
            let Some(directive) = after.chars().next() else {
                if self.is_date || field.colons > 0 {
                    out.push_str(&rest[at..]);
                    return Ok(out);
                }
                return Err(format!("invalid format: {format}"));
            };
            let mut after = &after[directive.len_utf8()..];
            let known = match directive {
                'E' | 'O' => {
                    let meant = after.chars().next().filter(|next| match directive {
                        'E' => "cCxXyY".contains(*next),
                        _ => "deHkIlmMSuUVwWy".contains(*next),
                    });
                    after = &after[meant.map_or(0, char::len_utf8)..];
                    meant.is_some_and(|meant| self.directive(&mut out, meant, field))
                }
                _ => self.directive(&mut out, directive, field),
            };
            if !known {
                let raw = rest.len() - after.len();
                out.push_str(&rest[at..raw]);
            }
            rest = after;
        }
        out.push_str(rest);
        Ok(out)
    }

    /// Writes one directive; returns `false` if there is no directive of that letter.
    fn directive(&self, out: &mut String, directive: char, field: Field) -> bool {
        let civil = &self.civil;
        if field.colons > 0 && directive != 'z' {
            return false;
        }
        match directive {
            'A' | 'a' | 'B' | 'b' | 'h' | 'p' | 'P' | 'Z' | 'n' | 't' | '%' => {
                self.word(out, directive, field);
            }
            'Y' => field.year(out, civil.year),
            'G' => field.year(out, civil.iso_week().0),
            'C' => field.number(out, civil.year.div_euclid(100), '0', 2),
            'y' => field.number(out, civil.year.rem_euclid(100), '0', 2),
            'g' => field.number(out, civil.iso_week().0.rem_euclid(100), '0', 2),
            'm' => field.number(out, civil.month, '0', 2),
            'd' => field.number(out, civil.day, '0', 2),
            'e' => field.number(out, civil.day, ' ', 2),
            'j' => field.number(out, civil.year_day(), '0', 3),
            'H' => field.number(out, civil.hour, '0', 2),
            'k' => field.number(out, civil.hour, ' ', 2),
            'I' => field.number(out, (civil.hour + 11) % 12 + 1, '0', 2),
            'l' => field.number(out, (civil.hour + 11) % 12 + 1, ' ', 2),
            'M' => field.number(out, civil.minute, '0', 2),
            'S' => field.number(out, civil.second, '0', 2),
            'L' => field.fraction(out, self.time.nanos, 3),
            'N' => field.fraction(out, self.time.nanos, 9),
            's' => field.number(out, self.time.seconds, '0', 1),
            'Q' if self.is_date => {
                field.number(out, self.time.seconds.saturating_mul(1000), '0', 1);
            }
            'u' => field.number(out, (civil.weekday() + 6) % 7 + 1, '0', 1),
            'w' => field.number(out, civil.weekday(), '0', 1),
            'U' => field.number(out, civil.week_from(0), '0', 2),
            'W' => field.number(out, civil.week_from(1), '0', 2),
            'V' => field.number(out, civil.iso_week().1, '0', 2),
            'z' => field.offset(out, self.time),
            'c' => self.composed(out, "%a %b %e %H:%M:%S %Y", field),
            'D' | 'x' => self.composed(out, "%m/%d/%y", field),
            'F' => self.composed(out, "%Y-%m-%d", field),
            'R' => self.composed(out, "%H:%M", field),
            'r' => self.composed(out, "%I:%M:%S %p", field),
            'T' | 'X' => self.composed(out, "%H:%M:%S", field),
            'v' => self.composed(out, "%e-%^b-%4Y", field),
            '+' if self.is_date => self.composed(out, "%a %b %e %H:%M:%S %Z %Y", field),
            _ => return false,
        }
        true
    }

    /// A directive that is an abbreviation of several others.
    fn composed(&self, out: &mut String, format: &str, field: Field) {
        let text = self.format(format).unwrap_or_default();
        let field = Field {
            left: field.left && self.is_date,
            ..field
        };
        field.text(out, &text);
    }

    fn word(&self, out: &mut String, directive: char, mut field: Field) {
        let day = DAYS[usize::from(self.civil.weekday())];
        let month = MONTHS[usize::from(self.civil.month.clamp(1, 12)) - 1];
        let half = if self.civil.hour < 12 { "AM" } else { "PM" };
        let text = match directive {
            'A' => day,
            'a' => &day[..3],
            'B' => month,
            'b' | 'h' => &month[..3],
            'p' | 'P' => half,
            'n' => "\n",
            't' => "\t",
            '%' => "%",
            _ => self.time.zone.as_deref().unwrap_or(""),
        };
        match directive {
            'p' => field.lower = field.change_case,
            'P' => field.lower = !field.change_case && !field.upper,
            'Z' => field.lower = field.change_case,
            _ => field.upper |= field.change_case,
        }
        field.upper &= !field.lower;
        if !text.is_empty() {
            field.text(out, text);
        }
    }
}

impl Field {
    /// Reads flags and width off the front of `text`, the text after a `%`. A flag after the width, or a colon
    /// that does not lead to a `z` stays and is an unknown directive, as in Ruby.
    fn read(text: &str) -> (Self, &str) {
        let mut field = Self::default();
        for (at, byte) in text.bytes().enumerate() {
            match byte {
                b'1'..=b'9' | b'0' if field.width > 0 || byte != b'0' => {
                    field.width = field
                        .width
                        .saturating_mul(10)
                        .saturating_add(usize::from(byte - b'0'));
                }
                b':' => {
                    let colons = text[at..].bytes().take_while(|byte| *byte == b':').count();
                    field.colons = colons;
                    let after = &text[at + colons..];
                    return match colons <= 3 && after.starts_with('z') {
                        true => (field, after),
                        false => (field, &text[at..]),
                    };
                }
                b'-' | b'0' | b'_' | b'^' | b'#' if field.width == 0 => match byte {
                    b'-' => field.left = true,
                    b'0' => field.padding = Some('0'),
                    b'_' => field.padding = Some(' '),
                    b'^' => field.upper = true,
                    _ => field.change_case = true,
                },
                _ => return (field, &text[at..]),
            }
            if byte == b'-' {
                field.padding = None;
            }
        }
        (field, "")
    }

    fn fill(&self, out: &mut String, length: usize, padding: char) {
        out.extend(std::iter::repeat_n(padding, self.width.saturating_sub(length)));
    }

    fn text(&self, out: &mut String, text: &str) {
        if !self.left {
            self.fill(out, text.chars().count(), self.padding.unwrap_or(' '));
        }
        if self.lower {
            out.push_str(&text.to_lowercase());
        } else if self.upper {
            out.push_str(&text.to_uppercase());
        } else {
            out.push_str(text);
        }
    }

    fn number(&self, out: &mut String, number: impl Into<i64>, padding: char, width: usize) {
        let number = number.into();
        let width = match (self.left, self.width) {
            (true, _) => 1,
            (false, 0) => width,
            (false, own) => own,
        };
        let _ = match self.padding.unwrap_or(padding) {
            '0' => write!(out, "{number:0width$}"),
            _ => write!(out, "{number:width$}"),
        };
    }

    fn year(&self, out: &mut String, year: i64) {
        self.number(out, year, '0', if year < 0 { 5 } else { 4 });
    }

    /// The digits of a fraction of a second, as many as the width requires.
    fn fraction(&self, out: &mut String, nanos: u32, width: usize) {
        let width = if self.width == 0 { width } else { self.width };
        let digits = format!("{nanos:09}");
        let shown = width.min(digits.len());
        out.push_str(&digits[..shown]);
        out.extend(std::iter::repeat_n('0', width - shown));
    }

    /// `+0200`, `+02:00`, `+02:00:00`, or as short as it can be, by the number of colons.
    fn offset(&self, out: &mut String, time: &Time) {
        let seconds = time.offset.unsigned_abs();
        let negative = time.offset < 0 || (time.utc && self.left);
        let parts = match self.colons {
            0 | 1 => 1,
            2 => 2,
            _ if seconds.is_multiple_of(3600) => 0,
            _ if seconds.is_multiple_of(60) => 1,
            _ => 2,
        };
        // The part after the hours, and the sign.
        let behind = match (self.colons, parts) {
            (0, _) => 3,
            (_, 0) => 1,
            (_, 1) => 4,
            _ => 7,
        };
        let width = match self.width <= behind + 2 {
            true => 2,
            false => self.width - behind,
        };
        let sign = if negative { '-' } else { '+' };
        let hours = seconds / 3600;
        let _ = match self.padding {
            Some(' ') => write!(out, "{:>width$}", format!("{sign}{hours}"), width = width + 1),
            _ => write!(out, "{sign}{hours:0width$}"),
        };
        let colon = if self.colons > 0 { ":" } else { "" };
        if parts > 0 {
            let _ = write!(out, "{colon}{:02}", seconds / 60 % 60);
        }
        if parts > 1 {
            let _ = write!(out, "{colon}{:02}", seconds % 60);
        }
    }
}
