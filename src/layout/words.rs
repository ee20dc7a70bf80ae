//! The words of the theme: one YAML file for each language in `templates/words`, English where a word is missing.

use super::embedded;
use crate::config::Config;
use crate::site::Site;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The words by key.
type Table = BTreeMap<String, String>;

/// The tables of the theme by language tag.
static TABLES: LazyLock<BTreeMap<String, Table>> = LazyLock::new(|| {
    let files = embedded::templates().filter_map(|(path, text)| {
        let language = path.strip_prefix("words/")?.strip_suffix(".yml")?;
        Some((language.to_owned(), serde_yaml::from_str(text).ok()?))
    });
    files.collect()
});

/// The words of one language.
#[derive(Clone, Debug, Default)]
pub struct Words(Table);

impl Words {
    /// The word under `key`; empty where there is none.
    #[must_use]
    pub fn get(&self, key: &str) -> &str {
        self.0.get(key).map_or("", String::as_str)
    }

    /// All words, for templates.
    pub(super) fn table(&self) -> &BTreeMap<String, String> {
        &self.0
    }
}

/// The words in the language of the site.
#[must_use]
pub fn of(config: &Config) -> Words {
    in_language(config.settings.lang.as_deref().unwrap_or("en"))
}

/// The words in `language` (`pt-BR` falls back to `pt`, anything unknown to English).
pub(super) fn in_language(language: &str) -> Words {
    let language = language.to_ascii_lowercase().replace('_', "-");
    let mut words = TABLES.get("en").cloned().unwrap_or_default();
    let base = language.split('-').next().unwrap_or("");
    for name in [base, &language] {
        words.extend(TABLES.get(name).cloned().unwrap_or_default());
    }
    Words(words)
}

/// The words in `language`, the site's own `templates/words/LANGUAGE.yml` over those of the theme.
pub(super) fn for_site(site: &Site, language: &str) -> Words {
    let mut words = in_language(language);
    let base = language.split('-').next().unwrap_or("");
    for name in [base, language] {
        let own = site.layouts.get(format!("words/{name}").as_str());
        let own = own.and_then(|file| serde_yaml::from_str::<Table>(file.body()).ok());
        words.0.extend(own.unwrap_or_default());
    }
    words
}
