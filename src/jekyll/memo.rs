//! What filters and tags remember for a build: results of array filters by the identity of the array, so that
//! `site.pages | where: "a", "b"` on every page of a site walks the pages once, and what `include_cached` made.

use crate::diag::Result;
use crate::site::view::Reads;
use crate::value::{Array, Str, Value};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// Arrays shorter than this are walked each time: looking them up would cost as much.
const SHORTEST: usize = 24;

/// Keys whose values change while a site renders, or that depend on who looks.
const MOVING: [&str; 5] = ["content", "output", "excerpt", "next", "previous"];

/// What was asked of an array.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Question {
    /// The filter.
    pub(super) filter: &'static str,
    /// The property.
    pub(super) property: Str,
    /// The value or order that was asked for, as text, and what kind of value it was.
    pub(super) wanted: Option<(u8, Str)>,
}

/// The memory, shared by all threads of a build. It holds arrays weakly: an answer lives as long as its array, and a
/// temporary array takes its answers with it.
#[derive(Debug, Default)]
pub(super) struct Memo {
    answers: Mutex<Answers>,
    includes: Mutex<HashMap<String, Included, foldhash::fast::RandomState>>,
}

/// What became of an include that is to be rendered once.
#[derive(Clone, Debug)]
pub(super) enum Included {
    /// Its text, and what was read for it.
    Once(Str, Arc<Reads>),
    /// It depends on where it stands.
    Never,
}

#[derive(Debug, Default)]
struct Answers {
    by_array: HashMap<usize, Remembered, foldhash::fast::RandomState>,
    /// How many arrays were alive when the dead ones were last thrown out.
    alive: usize,
}

#[derive(Debug)]
struct Remembered {
    array: Weak<Array>,
    answers: HashMap<Question, Value, foldhash::fast::RandomState>,
}

impl Memo {
    /// The answer to `question` about `array`, by `work` where it is not known yet. Two threads may work at once; they
    /// find the same.
    pub(super) fn answer(
        &self,
        array: &Arc<Array>,
        question: Question,
        work: impl FnOnce() -> Result<Value>,
    ) -> Result<Value> {
        let key = question.property.split('.').next().unwrap_or("");
        if array.len() < SHORTEST || MOVING.contains(&key) {
            return work();
        }
        let place = Arc::as_ptr(array).addr();
        if let Some(known) = self.lock().known(place, array, &question) {
            return Ok(known);
        }
        let answer = work()?;
        self.lock().remember(place, array, question, answer.clone());
        Ok(answer)
    }

    /// What is known of an include and its parameters.
    pub(super) fn included(&self, key: &str) -> Option<Included> {
        let includes = self.includes.lock().unwrap_or_else(PoisonError::into_inner);
        includes.get(key).cloned()
    }

    /// Remembers what became of an include.
    pub(super) fn include(&self, key: String, included: Included) {
        let mut includes = self.includes.lock().unwrap_or_else(PoisonError::into_inner);
        includes.insert(key, included);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Answers> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Answers {
    fn known(&self, place: usize, array: &Arc<Array>, question: &Question) -> Option<Value> {
        let remembered = self.by_array.get(&place)?;
        // The weak reference keeps the place from being used again, so equal places are equal arrays.
        match remembered.array.as_ptr() == Arc::as_ptr(array) {
            true => remembered.answers.get(question).cloned(),
            false => None,
        }
    }

    fn remember(&mut self, place: usize, array: &Arc<Array>, question: Question, answer: Value) {
        if self.by_array.len() > 2 * self.alive + 256 {
            self.by_array
                .retain(|_, remembered| remembered.array.strong_count() > 0);
            self.alive = self.by_array.len();
        }
        let remembered = self.by_array.entry(place).or_insert_with(|| Remembered {
            array: Arc::downgrade(array),
            answers: HashMap::default(),
        });
        remembered.answers.insert(question, answer);
    }
}
