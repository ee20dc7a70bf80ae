//! Asks other sites, with a cache in a file.

use super::flags::{ExternalMode, Flags};
use super::{git, output, read};
use anyhow::Result;
use recto::check::external::{self, Cache, Client, Repository, Settings, Verdict};
use recto::config::Config;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Everything that asking needs.
pub(super) struct External {
    settings: Settings,
    client: Client,
    cache: Cache,
    path: PathBuf,
    /// Whether links within the site are left out.
    pub(super) only: bool,
}

impl External {
    /// What `flags` and the configuration ask for; none where other sites are not asked.
    pub(super) fn new(flags: &Flags, config: &Config) -> Result<Option<Self>> {
        let section = &config.check.external;
        if flags.external.is_none() && !section.enabled && !flags.cache_only {
            return Ok(None);
        }
        let repository = config.check.repository.clone().zip(git::root(&config.source));
        let repository = repository.map(|(name, root)| Repository {
            name,
            exists: Arc::new(move |path| root.join(path).exists()),
        });
        let path = config.source.join(&section.cache);
        let cached = read(&path).unwrap_or_default();
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        Ok(Some(Self {
            settings: Settings {
                deadline: flags.deadline.map(Duration::from_secs),
                cache_only: flags.cache_only,
                repository,
                ..Settings::polite(section.clone(), config.time.date())
            },
            client: Client::new(section, &variable, false),
            cache: Cache::parse(&String::from_utf8_lossy(&cached)),
            path,
            only: flags.external == Some(ExternalMode::Only),
        }))
    }

    /// The verdicts on `links`.
    pub(super) fn ask(&mut self, links: &BTreeSet<Arc<str>>) -> BTreeMap<Arc<str>, Verdict> {
        external::check(links, &self.settings, &mut self.cache, &self.client)
    }

    /// Writes the cache.
    pub(super) fn save(&self) -> Result<()> {
        match self.settings.cache_only {
            true => Ok(()),
            false => output::write_file(&self.path, &self.cache.print()),
        }
    }
}
