//! What earlier runs have found out, one line for each address: sorted, so that two branches' files merge.

use super::Settings;
use super::verdict::Verdict;
use crate::value::Date;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Days for which a link that worked is not asked again, give or take a fifth.
const FRESH: i64 = 7;

/// Days for which failures are remembered.
const WINDOW: i64 = 14;

/// What is known of one address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Entry {
    /// The last day on which it worked, and where it had moved to.
    alive: Option<(Date, Option<String>)>,
    /// The day on which it was found dead, and why.
    dead: Option<(Date, String)>,
    /// The days on which it failed since it last worked.
    failed: Vec<Date>,
}

/// The cache.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cache {
    entries: BTreeMap<String, Entry>,
}

impl Cache {
    /// Reads a file. Lines that cannot be read are left out: the cache only saves time.
    pub fn parse(text: &str) -> Self {
        let mut entries = BTreeMap::new();
        for line in text.lines() {
            let Ok(value) = serde_json::from_str::<Value>(line) else {
                continue;
            };
            let Some(url) = value["url"].as_str() else {
                continue;
            };
            let text = |key: &str| value[key].as_str().map(str::to_owned);
            let day = |value: &Value| value.as_str().and_then(parse_day);
            let failed = value["failed"].as_array().into_iter().flatten();
            let entry = Entry {
                alive: day(&value["alive"]).map(|date| (date, text("moved"))),
                dead: day(&value["dead"]).map(|date| (date, text("reason").unwrap_or_default())),
                failed: failed.filter_map(day).collect(),
            };
            entries.insert(url.to_owned(), entry);
        }
        Self { entries }
    }

    /// The file.
    pub fn print(&self) -> String {
        let mut out = String::new();
        for (url, entry) in &self.entries {
            let mut line = json!({ "url": url });
            if let Some((date, moved)) = &entry.alive {
                line["alive"] = json!(date.to_string());
                if let Some(moved) = moved {
                    line["moved"] = json!(moved);
                }
            }
            if let Some((date, reason)) = &entry.dead {
                line["dead"] = json!(date.to_string());
                line["reason"] = json!(reason);
            }
            if !entry.failed.is_empty() {
                line["failed"] = json!(entry.failed.iter().map(ToString::to_string).collect::<Vec<_>>());
            }
            out.push_str(&line.to_string());
            out.push('\n');
        }
        out
    }

    /// What is known well enough not to ask. Uncertain answers are history only and never an answer, except where
    /// nothing else may be asked.
    pub(super) fn answer(&self, url: &str, settings: &Settings) -> Option<Verdict> {
        let entry = self.entries.get(url)?;
        let age = |date: Date| settings.today.days() - date.days();
        if let Some((date, moved)) = &entry.alive
            && (age(*date) <= lifetime(url) || settings.cache_only)
            && entry.failed.is_empty()
        {
            return Some(match moved {
                Some(moved) => Verdict::Moved(moved.clone()),
                None => Verdict::Alive,
            });
        }
        match &entry.dead {
            Some((date, reason)) if age(*date) < 1 || settings.cache_only => {
                Some(Verdict::Dead(reason.clone()))
            }
            _ if settings.cache_only && !entry.failed.is_empty() => {
                let days = entry.failed.len();
                Some(Verdict::Uncertain(format!("it failed on {days} days")))
            }
            _ => None,
        }
    }

    /// Notes a verdict, and returns what it means with what is known already.
    pub(super) fn learn(&mut self, url: &str, verdict: Verdict, settings: &Settings) -> Verdict {
        let today = settings.today;
        if verdict == Verdict::NotChecked {
            return verdict;
        }
        let entry = self.entries.entry(url.to_owned()).or_default();
        match verdict {
            Verdict::Alive => {
                *entry = Entry {
                    alive: Some((today, None)),
                    ..Entry::default()
                };
                Verdict::Alive
            }
            Verdict::Moved(to) => {
                *entry = Entry {
                    alive: Some((today, Some(to.clone()))),
                    ..Entry::default()
                };
                Verdict::Moved(to)
            }
            Verdict::Dead(reason) => {
                entry.dead = Some((today, reason.clone()));
                Verdict::Dead(reason)
            }
            Verdict::Uncertain(reason) => {
                entry.failed.retain(|date| today.days() - date.days() < WINDOW);
                if !entry.failed.contains(&today) {
                    entry.failed.push(today);
                }
                match entry.failed.len() >= settings.config.patience as usize {
                    true => Verdict::Dead(format!("{reason}, on {} days", entry.failed.len())),
                    false => Verdict::Uncertain(reason),
                }
            }
            Verdict::NotChecked => verdict,
        }
    }
}

/// The days for which an address that worked is not asked again: spread by the address, so that they do not all expire
/// in one run.
fn lifetime(url: &str) -> i64 {
    let sum: u32 = url
        .bytes()
        .fold(0, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    FRESH - 1 + i64::from(sum % 3)
}

fn parse_day(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '-');
    let mut number = || parts.next()?.parse::<i32>().ok();
    let (year, month, day) = (number()?, number()?, number()?);
    Date::checked(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::ExternalConfig;

    fn on(day: u8) -> Settings {
        let today = Date {
            year: 2026,
            month: 1,
            day,
        };
        Settings::polite(ExternalConfig::default(), today)
    }

    #[test]
    fn a_link_that_works_is_not_asked_again_for_about_a_week() {
        let mut cache = Cache::default();
        assert_eq!(cache.answer("u", &on(1)), None);
        cache.learn("u", Verdict::Alive, &on(1));
        assert_eq!(cache.answer("u", &on(6)), Some(Verdict::Alive));
        assert_eq!(cache.answer("u", &on(12)), None);
    }

    #[test]
    fn an_uncertain_link_is_dead_after_three_days_without_a_success() {
        let mut cache = Cache::default();
        let uncertain = || Verdict::Uncertain("status 500".to_owned());
        for day in [1, 1, 2] {
            assert_eq!(cache.learn("u", uncertain(), &on(day)), uncertain());
            assert_eq!(cache.answer("u", &on(day)), None);
        }
        let mut other = cache.clone();
        assert!(matches!(cache.learn("u", uncertain(), &on(3)), Verdict::Dead(_)));
        other.learn("u", Verdict::Alive, &on(3));
        assert_eq!(other.learn("u", uncertain(), &on(4)), uncertain());
    }

    #[test]
    fn the_file_is_sorted_and_survives_being_written_and_read() {
        let mut cache = Cache::default();
        cache.learn("b", Verdict::Moved("c".to_owned()), &on(1));
        cache.learn("a", Verdict::Dead("status 404".to_owned()), &on(1));
        cache.learn("c", Verdict::Uncertain("x".to_owned()), &on(1));
        let text = cache.print();
        assert_eq!(Cache::parse(&text), cache);
        assert_eq!(text.lines().count(), 3);
        assert!(text.starts_with("{\"url\":\"a\""));
        assert_eq!(Cache::parse("nonsense\n{}\n"), Cache::default());
    }
}
