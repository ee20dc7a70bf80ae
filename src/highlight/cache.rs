//! The highlighted code blocks of a build, cached by lexer and code, and the languages that had no lexer.

use crate::{ConfiguredLexer, Options, Version, find, html};
use foldhash::HashMap;
use parking_lot::{Mutex, MutexGuard};
use std::sync::Arc;

type Key = (&'static str, Options, Box<str>);

/// The number of bytes, code and HTML, that one generation holds.
const GENERATION: usize = 16 << 20;

/// Cached HTML in two generations. A full young generation replaces the old one, so entries that are used again stay,
/// and the memory has a limit on a site of any size.
#[derive(Debug, Default)]
struct Generations {
    young: HashMap<Key, Arc<str>>,
    old: HashMap<Key, Arc<str>>,
    /// Bytes in the young generation.
    bytes: usize,
}

impl Generations {
    fn get(&self, key: &Key) -> Option<&Arc<str>> {
        self.young.get(key).or_else(|| self.old.get(key))
    }

    fn insert(&mut self, key: Key, html: Arc<str>) {
        self.bytes += key.2.len() + html.len();
        self.young.insert(key, html);
        if self.bytes > GENERATION {
            self.old = std::mem::take(&mut self.young);
            self.bytes = 0;
        }
    }
}

/// Caches HTML by lexer, options and code: a quarter of a site's code blocks repeat. Threads share it.
#[derive(Debug, Default)]
pub struct HighlightCache {
    version: Version,
    blocks: Mutex<Generations>,
}

impl HighlightCache {
    /// An empty cache for code that is highlighted as this version of Rouge does.
    pub fn new(version: Version) -> HighlightCache {
        HighlightCache {
            version,
            ..HighlightCache::default()
        }
    }

    /// The same as [`find`] in the cache's version.
    pub fn find(&self, written: &str, code: &str) -> Option<ConfiguredLexer> {
        find(written, code, self.version)
    }

    /// The same as [`html`], from the cache if possible.
    pub fn html(&self, lexer: &ConfiguredLexer, code: &str) -> Arc<str> {
        let key: Key = (lexer.lexer.name, lexer.options.clone(), code.into());
        if let Some(cached) = lock(&self.blocks).get(&key) {
            return Arc::clone(cached);
        }
        let html: Arc<str> = html(lexer, code).into();
        lock(&self.blocks).insert(key, Arc::clone(&html));
        html
    }
}

/// The content of the lock. Both maps stay consistent if a thread panics while it holds one.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock()
}
