//! Dates of documents: a value of front matter or a file name in, a time in the site's zone out.

use crate::config::Config;
use crate::value::print::to_s;
use crate::value::{Time, Value, parse_time};
use std::sync::Arc;

/// Jekyll's `Utils.parse_date` of a value as it prints; `None` where Ruby finds no time in it.
pub(super) fn parse_date(value: &Value, config: &Config) -> Option<Arc<Time>> {
    match value {
        // Printed and read again a time loses its fraction of a second.
        Value::Time(time) => Some(Arc::new(config.zone.time(time.seconds, 0))),
        Value::Date(date) => Some(Arc::new(config.zone.midnight(*date))),
        other => {
            let time = parse_time(&to_s(other), &config.zone, &config.time)?;
            Some(Arc::new(config.zone.time(time.seconds, time.nanos)))
        }
    }
}
