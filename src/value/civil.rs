//! Converts between calendar dates with a time of day, and seconds since 1970.
//!
//! jiff computes the calendar. It stops at the year 9999 and Ruby does not, so years are moved into its range by whole
//! cycles of 400 years, after which the Gregorian calendar repeats.

use super::Date;
use jiff::civil;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// The Gregorian calendar repeats after this many years.
const CYCLE_YEARS: i64 = 400;

/// The days of a cycle.
const CYCLE_DAYS: i64 = 146_097;

/// What calendar and clock show, with no zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Civil {
    /// The year, proleptic Gregorian; may be negative.
    pub year: i64,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
}

impl Civil {
    /// Midnight of a day.
    pub fn midnight(date: Date) -> Self {
        Self {
            year: i64::from(date.year),
            month: date.month,
            day: date.day,
            hour: 0,
            minute: 0,
            second: 0,
        }
    }

    /// The date and time `seconds` after 1970-01-01 00:00:00.
    pub fn from_seconds(seconds: i64) -> Self {
        let days = seconds.div_euclid(DAY);
        let passed = jiff::Span::new().days(days.rem_euclid(CYCLE_DAYS));
        let date = civil::date(1970, 1, 1).saturating_add(passed);
        let rest = seconds.rem_euclid(DAY);
        let part = |n: i64| u8::try_from(n).expect("parts of dates and times are below 60");
        Self {
            year: i64::from(date.year()) + days.div_euclid(CYCLE_DAYS) * CYCLE_YEARS,
            month: part(date.month().into()),
            day: part(date.day().into()),
            hour: part(rest / 3600),
            minute: part(rest / 60 % 60),
            second: part(rest % 60),
        }
    }

    /// Seconds since 1970-01-01 00:00:00. A day past the end of its month runs on into the next one.
    pub fn seconds(&self) -> i64 {
        let clock = i64::from(self.hour) * 3600 + i64::from(self.minute) * 60 + i64::from(self.second);
        days(self.year, self.month, self.day)
            .saturating_mul(DAY)
            .saturating_add(clock)
    }

    /// The day alone. Years beyond 32 bits are cut to that.
    pub fn date(&self) -> Date {
        let edge = if self.year < 0 { i32::MIN } else { i32::MAX };
        Date {
            year: i32::try_from(self.year).unwrap_or(edge),
            month: self.month,
            day: self.day,
        }
    }

    /// The day of the week: 0 is Sunday.
    pub fn weekday(&self) -> u8 {
        let weekday = in_cycle(self.year, self.month, self.day).0.weekday();
        weekday.to_sunday_zero_offset().unsigned_abs()
    }

    /// The day of the year, from 1.
    pub fn year_day(&self) -> u16 {
        let date = in_cycle(self.year, self.month, self.day).0;
        date.day_of_year().unsigned_abs()
    }

    /// Year and week as ISO 8601 counts them: weeks begin on Monday, the first holds the first Thursday.
    pub fn iso_week(&self) -> (i64, u8) {
        let (date, cycles) = in_cycle(self.year, self.month, self.day);
        let week = date.iso_week_date();
        let year = i64::from(week.year()) + cycles * CYCLE_YEARS;
        (year, week.week().unsigned_abs())
    }

    /// The week of the year, from 0, where weeks begin on Sunday (`first` 0) or Monday (`first` 1).
    pub fn week_from(&self, first: u8) -> u8 {
        let weekday = u16::from((self.weekday() + 7 - first) % 7);
        u8::try_from((self.year_day() - 1 + 7 - weekday) / 7).expect("at most 53 weeks")
    }
}

impl Date {
    /// The date, if the calendar has it.
    pub fn checked(year: i32, month: u8, day: u8) -> Option<Self> {
        let fits = (1..=12).contains(&month) && day >= 1 && day <= month_length(i64::from(year), month);
        fits.then_some(Self { year, month, day })
    }

    /// Days since 1970-01-01.
    pub fn days(&self) -> i64 {
        days(i64::from(self.year), self.month, self.day)
    }
}

/// The number of days of a month.
pub fn month_length(year: i64, month: u8) -> u8 {
    in_cycle(year, month, 1).0.days_in_month().unsigned_abs()
}

/// Days since 1970-01-01. A day past the end of its month is in the next one.
fn days(year: i64, month: u8, day: u8) -> i64 {
    let year = year.clamp(-250_000_000_000, 250_000_000_000);
    let (first, cycles) = in_cycle(year, month, 1);
    let since = first.duration_since(civil::date(1970, 1, 1)).as_secs() / DAY;
    since + i64::from(day) - 1 + cycles * CYCLE_DAYS
}

/// The same date in the years 2000 to 2399, and the number of cycles by which it was moved. A day that the month does
/// not have becomes its last one.
fn in_cycle(year: i64, month: u8, day: u8) -> (civil::Date, i64) {
    let moved = 2000 + year.rem_euclid(CYCLE_YEARS);
    let part = |n: u8, least: i8| i8::try_from(n).unwrap_or(least).max(least);
    let first = civil::Date::new(i16::try_from(moved).unwrap_or(2000), part(month, 1).min(12), 1);
    let first = first.unwrap_or(civil::date(2000, 1, 1));
    let last = first.days_in_month();
    let date = first.with().day(part(day, 1).min(last)).build();
    (date.unwrap_or(first), (year - moved) / CYCLE_YEARS)
}
