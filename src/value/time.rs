//! Dates and times as Ruby keeps them: a day, and an instant with its offset from UTC.

use super::{Civil, Str};
use std::fmt;

/// A day of the proleptic Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year; may be negative.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// An instant and the offset at which it is shown.
#[derive(Clone, Debug)]
pub struct Time {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// Nanoseconds of the second, 0 to 999,999,999.
    pub nanos: u32,
    /// Seconds east of UTC.
    pub offset: i32,
    /// What `%Z` prints: `UTC`, `CET`; none for a bare offset.
    pub zone: Option<Str>,
    /// Ruby's `utc?`: made as a UTC time, and so printed with `UTC`; a local time in a zone that happens to be
    /// UTC prints `+0000`.
    pub utc: bool,
}

impl Time {
    /// The instant in UTC.
    pub fn utc(seconds: i64, nanos: u32) -> Self {
        Self {
            seconds,
            nanos,
            offset: 0,
            zone: Some("UTC".into()),
            utc: true,
        }
    }

    /// The instant at a bare offset, in seconds east of UTC.
    pub fn at_offset(seconds: i64, nanos: u32, offset: i32) -> Self {
        Self {
            seconds,
            nanos,
            offset,
            zone: None,
            utc: false,
        }
    }

    /// The instant alone: two times are equal where these are, whatever their offsets.
    pub fn instant(&self) -> (i64, u32) {
        (self.seconds, self.nanos)
    }

    /// What calendar and clock show at its offset.
    pub fn civil(&self) -> Civil {
        Civil::from_seconds(self.seconds.saturating_add(i64::from(self.offset)))
    }

    /// The day shown at its offset.
    pub fn date(&self) -> Date {
        self.civil().date()
    }
}

/// Ruby's `to_s`: `2017-05-01 10:00:00 +0200`, and `UTC` in place of the offset of a UTC time.
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let civil = self.civil();
        write!(
            f,
            "{} {:02}:{:02}:{:02} ",
            civil.date(),
            civil.hour,
            civil.minute,
            civil.second
        )?;
        if self.utc {
            return f.write_str("UTC");
        }
        let sign = if self.offset < 0 { '-' } else { '+' };
        let offset = self.offset.unsigned_abs();
        write!(f, "{sign}{:02}{:02}", offset / 3600, offset % 3600 / 60)
    }
}

/// Ruby's `to_s`: `2017-05-01`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.year < 0 {
            write!(f, "-{:04}", self.year.unsigned_abs())?;
        } else {
            write!(f, "{:04}", self.year)?;
        }
        write!(f, "-{:02}-{:02}", self.month, self.day)
    }
}

impl PartialEq for Time {
    fn eq(&self, other: &Self) -> bool {
        self.instant() == other.instant()
    }
}

impl Eq for Time {}

impl PartialOrd for Time {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Time {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.instant().cmp(&other.instant())
    }
}

impl std::hash::Hash for Time {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.instant().hash(state);
    }
}
