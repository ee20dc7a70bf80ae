//! What the code blocks of one build have in common: in go languages and codes, out comes HTML made once for each
//! pair, and at the end the languages that nothing could read.

use crate::{Choice, Found, Options, find, html};
use foldhash::HashMap;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

type Key = (&'static str, Options, Box<str>);

/// How many bytes of codes and HTML one generation holds.
const GENERATION: usize = 16 << 20;

/// What was made, in two generations: when the young one is full, it takes the place of the old one, which goes. So
/// what repeats stays, and a site of any size needs no more than both.
#[derive(Debug, Default)]
struct Known {
    young: HashMap<Key, Arc<str>>,
    old: HashMap<Key, Arc<str>>,
    /// Bytes of the young.
    bytes: usize,
}

impl Known {
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

/// Remembers the HTML of codes by lexer, options and code: a quarter of a site's blocks repeat. Shared by threads.
#[derive(Debug, Default)]
pub struct Memo {
    known: Mutex<Known>,
    missing: Mutex<BTreeSet<&'static str>>,
}

impl Memo {
    /// The same as [`find`]. A language of Rouge's that is shown plain is noted down.
    pub fn find(&self, written: &str, code: &str) -> Found {
        let found = find(written, code);
        if let Found::Missing(_, name) = found {
            held(&self.missing).insert(name);
        }
        found
    }

    /// The same as [`html`], made once for each pair, as far as the memory goes.
    pub fn html(&self, choice: &Choice, code: &str) -> Arc<str> {
        let key: Key = (choice.lexer.name, choice.options.clone(), code.into());
        if let Some(known) = held(&self.known).get(&key) {
            return Arc::clone(known);
        }
        let made: Arc<str> = html(choice, code).into();
        held(&self.known).insert(key, Arc::clone(&made));
        made
    }

    /// Rouge's names of the languages that were looked for and are shown plain, sorted.
    pub fn missing(&self) -> Vec<&'static str> {
        held(&self.missing).iter().copied().collect()
    }
}

/// What the lock holds; a panic elsewhere leaves it whole.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
