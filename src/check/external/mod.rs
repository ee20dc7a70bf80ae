//! Asks other sites whether links to them still lead somewhere.
//!
//! Each address is asked once, whatever the number of its links. There are three outcomes, not two: *dead*, where only
//! the link can be wrong; *uncertain*, where a server refuses programs, limits its visitors or does not answer; and
//! *moved*. Only dead links fail a check. An uncertain one becomes dead when the cache has seen it fail on several days.
//!
//! Why an own queue over `ureq` and not `lychee-lib`: what limits a run is politeness, not connections, so a few
//! threads suffice, and it adds 12 crates instead of 178.

mod cache;
mod client;
mod guard;
mod queue;
mod verdict;

pub use cache::Cache;
pub use client::{Client, Fault, Method, Response, Transport};
pub use guard::is_public;
pub use verdict::Verdict;

use crate::config::ExternalConfig;
use crate::value::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// How a run behaves.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The configuration.
    pub config: ExternalConfig,
    /// The least time between two requests to a host, at the start.
    pub pace: Duration,
    /// The wait before the first retry; it doubles with each.
    pub retry_after: Duration,
    /// The wait before a name is looked up again that was not found.
    pub lookup_after: Duration,
    /// The time for all requests; what was not asked by then is not checked.
    pub deadline: Option<Duration>,
    /// Whether to answer from the cache alone.
    pub cache_only: bool,
    /// The day, for the cache.
    pub today: Date,
    /// The owner and name of the site's own repository on GitHub, and whether a path of it exists.
    pub repository: Option<Repository>,
}

/// The repository of the site, from whose working tree links to it are answered.
#[derive(Clone)]
pub struct Repository {
    /// `owner/name`.
    pub name: String,
    /// Whether a path exists in the working tree.
    pub exists: Arc<dyn Fn(&str) -> bool + Send + Sync>,
}

impl std::fmt::Debug for Repository {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Repository")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Settings {
    /// The settings of a polite run.
    pub fn polite(config: ExternalConfig, today: Date) -> Self {
        Self {
            config,
            pace: Duration::from_secs(1),
            retry_after: Duration::from_secs(1),
            lookup_after: Duration::from_secs(30),
            deadline: None,
            cache_only: false,
            today,
            repository: None,
        }
    }
}

/// The verdicts on `addresses`, each a URL with or without a fragment. The cache learns what is found out.
pub fn check(
    addresses: &BTreeSet<Arc<str>>,
    settings: &Settings,
    cache: &mut Cache,
    transport: &dyn Transport,
) -> BTreeMap<Arc<str>, Verdict> {
    let mut verdicts = BTreeMap::new();
    // What is asked, by the address without what makes no difference.
    let mut asked: BTreeMap<String, Vec<Arc<str>>> = BTreeMap::new();
    for address in addresses {
        let Ok(url) = Url::parse(address) else {
            verdicts.insert(
                Arc::clone(address),
                Verdict::Dead("it is not a valid URL".to_owned()),
            );
            continue;
        };
        match in_repository(&url, settings) {
            Some(verdict) => _ = verdicts.insert(Arc::clone(address), verdict),
            None => asked
                .entry(key(&url, settings))
                .or_default()
                .push(Arc::clone(address)),
        }
    }
    let mut open = Vec::new();
    for (key, links) in &asked {
        match cache.answer(key, settings) {
            Some(verdict) => give(&mut verdicts, links, &verdict),
            None if settings.cache_only => give(&mut verdicts, links, &Verdict::NotChecked),
            None => open.push(key.clone()),
        }
    }
    for (key, verdict) in queue::run(&open, settings, transport) {
        let verdict = cache.learn(&key, verdict, settings);
        give(&mut verdicts, &asked[&key], &verdict);
    }
    verdicts
}

fn give(verdicts: &mut BTreeMap<Arc<str>, Verdict>, links: &[Arc<str>], verdict: &Verdict) {
    for link in links {
        verdicts.insert(Arc::clone(link), verdict.clone());
    }
}

/// The address that is asked for `url`: without the fragment, unless its host's fragments are checked, and without
/// the query where that makes no difference.
fn key(url: &Url, settings: &Settings) -> String {
    let host = url.host_str().unwrap_or("");
    let is = |known: &String| known == host;
    let mut key = url.clone();
    if !settings.config.fragments.iter().any(is) {
        key.set_fragment(None);
    }
    if settings.config.same_without_query.iter().any(is) {
        key.set_query(None);
    }
    key.into()
}

/// The verdict on a link into the site's own repository: the file must be in the working tree, whatever the branch.
fn in_repository(url: &Url, settings: &Settings) -> Option<Verdict> {
    let repository = settings.repository.as_ref()?;
    if url.host_str() != Some("github.com") {
        return None;
    }
    let path = url.path().trim_start_matches('/');
    let rest = path.strip_prefix(&repository.name)?.strip_prefix('/')?;
    let mut parts = rest.splitn(3, '/');
    match parts.next()? {
        "blob" | "edit" | "tree" | "raw" | "blame" => {}
        "issues" if rest == "issues/new" => return Some(Verdict::Alive),
        _ => return None,
    }
    let _branch = parts.next()?;
    let path = percent_encoding::percent_decode_str(parts.next()?)
        .decode_utf8()
        .ok()?;
    Some(match (repository.exists)(&path) {
        true => Verdict::Alive,
        false => Verdict::Dead(format!("no file `{path}` in the repository")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        let day = Date {
            year: 2026,
            month: 1,
            day: 2,
        };
        let config = ExternalConfig {
            same_without_query: vec!["github.com".to_owned()],
            ..ExternalConfig::default()
        };
        Settings {
            repository: Some(Repository {
                name: "me/docs".to_owned(),
                exists: Arc::new(|path| path == "a b.md"),
            }),
            ..Settings::polite(config, day)
        }
    }

    #[test]
    fn links_into_the_own_repository_are_answered_from_the_working_tree() {
        let verdict = |url: &str| in_repository(&Url::parse(url).unwrap(), &settings());
        assert_eq!(
            verdict("https://github.com/me/docs/edit/main/a%20b.md"),
            Some(Verdict::Alive)
        );
        assert!(matches!(
            verdict("https://github.com/me/docs/blob/main/c.md"),
            Some(Verdict::Dead(_))
        ));
        assert_eq!(verdict("https://github.com/me/docs/pull/1"), None);
        assert_eq!(verdict("https://github.com/me/docsify/blob/main/c.md"), None);
    }

    #[test]
    fn a_page_is_asked_for_once_whatever_its_fragments() {
        let key = |url: &str| key(&Url::parse(url).unwrap(), &settings());
        assert_eq!(key("https://github.com/x?a=1#b"), "https://github.com/x");
        assert_eq!(key("https://example.org/x?a=1#b"), "https://example.org/x?a=1");
    }
}
