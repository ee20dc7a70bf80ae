//! Reads the dates of documents, from front matter or a file name, as times in the site's zone.

use crate::config::Config;
use crate::value::print::to_s;
use crate::value::{Time, Value, parse_time};
use std::sync::Arc;

/// Jekyll's `Utils.parse_date` of a value as it prints; `None` where Ruby finds no time in it.
pub(super) fn parse_date(value: &Value, config: &Config) -> Option<Arc<Time>> {
    match value {
        Value::Time(time) => Some(Arc::new(reread(time, config))),
        Value::Date(date) => Some(Arc::new(config.zone.midnight(*date))),
        other => {
            let time = parse_time(&to_s(other), &config.zone, &config.time)?;
            Some(Arc::new(config.zone.time(time.seconds, time.nanos)))
        }
    }
}

/// What remains of a time that Ruby prints and reads again: no fraction of a second, and of its offset only whole minutes.
/// Before standard time most zones had an offset with seconds; then the time moves by these.
pub(super) fn reread(time: &Time, config: &Config) -> Time {
    let lost = time.offset % 60;
    config.zone.time(time.seconds.saturating_add(i64::from(lost)), 0)
}
