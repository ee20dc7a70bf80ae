//! Time zones by name: offsets and local times.

use super::{Civil, Date, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};

/// The time zone in which a site shows its times (`timezone` in the configuration, else the machine's).
#[derive(Clone, Debug)]
pub struct Zone(TimeZone);

impl Zone {
    /// Coordinated Universal Time.
    pub fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// The zone with an IANA name (`Europe/Berlin`) or a POSIX rule (`CET-1CEST`), as the variable `TZ` takes it.
    pub fn named(name: &str) -> Option<Self> {
        let zone = TimeZone::get(name).or_else(|_| TimeZone::posix(name));
        zone.ok().map(Self)
    }

    /// The zone of the machine.
    pub fn system() -> Self {
        Self(TimeZone::system())
    }

    /// The instant as it is shown in this zone.
    pub fn time(&self, seconds: i64, nanos: u32) -> Time {
        let stamp = jiff::Timestamp::from_second(seconds).unwrap_or(match seconds < 0 {
            true => jiff::Timestamp::MIN,
            false => jiff::Timestamp::MAX,
        });
        let info = self.0.to_offset_info(stamp);
        let name = info.abbreviation();
        Time {
            seconds,
            nanos,
            offset: info.offset().seconds(),
            zone: Some(name.into()),
            utc: false,
        }
    }

    /// The time at which calendar and clock show `civil` here. Where the clock is put forward or back, the
    /// offset before the change counts for the gap, and the later of two instants is taken, as Ruby does.
    pub fn local(&self, civil: &Civil, nanos: u32) -> Time {
        let seconds = civil.seconds();
        let offset = self.offset_at(civil).unwrap_or(0);
        self.time(seconds.saturating_sub(i64::from(offset)), nanos)
    }

    /// Midnight of a day here.
    pub fn midnight(&self, date: Date) -> Time {
        self.local(&Civil::midnight(date), 0)
    }

    fn offset_at(&self, civil: &Civil) -> Option<i32> {
        let shown = Civil::from_seconds(civil.seconds());
        let part = |n: u8| i8::try_from(n).ok();
        let when = jiff::civil::DateTime::new(
            i16::try_from(shown.year).ok()?,
            part(shown.month)?,
            part(shown.day)?,
            part(shown.hour)?,
            part(shown.minute)?,
            part(shown.second)?,
            0,
        );
        Some(match self.0.to_ambiguous_timestamp(when.ok()?).offset() {
            AmbiguousOffset::Unambiguous { offset } => offset.seconds(),
            AmbiguousOffset::Gap { before, .. } => before.seconds(),
            AmbiguousOffset::Fold { after, .. } => after.seconds(),
        })
    }
}
