//! Code blocks seen before: in go a choice of lexer and a code, out comes the HTML made of the same pair earlier,
//! if it was.

use crate::highlight::{Choice, Options, html};
use foldhash::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

type Key = (&'static str, Options, Box<str>);

/// Remembers the HTML of codes by lexer, options and code. A quarter of a site's blocks repeat. Shared by threads.
#[derive(Debug, Default)]
pub struct Memo {
    known: Mutex<HashMap<Key, Arc<str>>>,
}

impl Memo {
    /// The same as [`html`], made once for each pair.
    pub fn html(&self, choice: &Choice, code: &str) -> Arc<str> {
        let key: Key = (choice.lexer.name, choice.options.clone(), code.into());
        if let Some(known) = self
            .known
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&key)
        {
            return Arc::clone(known);
        }
        let made: Arc<str> = html(choice, code).into();
        self.known
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(key, Arc::clone(&made));
        made
    }
}
