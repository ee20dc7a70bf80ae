//! Between days of the calendar with times of day, and seconds since 1970.

use super::Date;

/// Seconds of a day.
const DAY: i64 = 86_400;

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

    /// What is shown `seconds` after 1970-01-01 00:00:00.
    pub fn from_seconds(seconds: i64) -> Self {
        let (year, month, day) = from_days(seconds.div_euclid(DAY));
        let rest = seconds.rem_euclid(DAY);
        let part = |n: i64| u8::try_from(n).expect("a part of a day is below 60");
        Self {
            year,
            month,
            day,
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
        let day = days(self.year, self.month, self.day);
        u8::try_from((day + 4).rem_euclid(7)).expect("a remainder of 7")
    }

    /// The day of the year, from 1.
    pub fn year_day(&self) -> u16 {
        let passed = days(self.year, self.month, self.day) - days(self.year, 1, 1);
        u16::try_from(passed + 1).unwrap_or(1)
    }

    /// Year and week as ISO 8601 counts them: weeks begin on Monday, the first holds the first Thursday.
    pub fn iso_week(&self) -> (i64, u8) {
        let weekday = i64::from(self.weekday() + 6) % 7;
        let week = (i64::from(self.year_day()) - 1 - weekday + 10) / 7;
        let (year, week) = match week {
            0 => (self.year - 1, weeks_in(self.year - 1)),
            53 if weeks_in(self.year) == 52 => (self.year + 1, 1),
            _ => (self.year, week),
        };
        (year, u8::try_from(week).expect("at most 53 weeks"))
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
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// The number of ISO weeks of a year.
fn weeks_in(year: i64) -> i64 {
    let first = (days(year, 1, 1) + 3).rem_euclid(7);
    if first == 3 || (first == 2 && is_leap(year)) {
        53
    } else {
        52
    }
}

/// Days since 1970-01-01, counted in years that begin in March, since the leap day then comes last.
fn days(year: i64, month: u8, day: u8) -> i64 {
    let year = year.clamp(-250_000_000_000, 250_000_000_000);
    let shifted = if month <= 2 { year - 1 } else { year };
    let century = shifted.div_euclid(400);
    let of_century = shifted.rem_euclid(400);
    let of_year = (153 * ((i64::from(month) + 9) % 12) + 2) / 5 + i64::from(day) - 1;
    century * 146_097 + of_century * 365 + of_century / 4 - of_century / 100 + of_year - 719_468
}

/// The day that is `days` after 1970-01-01.
fn from_days(days: i64) -> (i64, u8, u8) {
    let days = days + 719_468;
    let century = days.div_euclid(146_097);
    let of_century = days.rem_euclid(146_097);
    let year = (of_century - of_century / 1460 + of_century / 36_524 - of_century / 146_096) / 365;
    let of_year = of_century - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let part = |n: i64| u8::try_from(n).expect("a day or month is below 32");
    let month = part((shifted + 2) % 12 + 1);
    let day = part(of_year - (153 * shifted + 2) / 5 + 1);
    (century * 400 + year + i64::from(month <= 2), month, day)
}
