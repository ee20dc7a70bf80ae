//! What filters and tags remember for a build: results of array filters by the identity of the array, so that
//! `site.pages | where: "a", "b"` on every page of a site walks the pages once, what
//! `include_cached` made, and Markdown that was turned into HTML.

use crate::diag::Result;
use crate::liquid::Name;
use crate::site::view::{self, Reads};
use crate::value::{Array, Str, Value};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// Arrays shorter than this are walked each time: looking them up would cost as much.
const SHORTEST: usize = 24;

/// The most bytes of Markdown and its HTML that are kept.
const MOST_MARKDOWN: usize = 64 << 20;

/// Keys whose values change while a site renders, or that depend on who looks.
const MOVING: [&str; 5] = ["content", "output", "excerpt", "next", "previous"];

/// What was asked of an array.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Question {
    /// The filter.
    pub(super) filter: &'static str,
    /// The property, or the expression.
    pub(super) property: Str,
    /// The value or order that was asked for, or the name of the item in the expression, as text; and what kind of
    /// value it was.
    pub(super) wanted: Option<(u8, Str)>,
}

/// The memory, shared by all threads of a build. It holds arrays weakly: an answer lives as long as its array, and a
/// temporary array takes its answers with it.
#[derive(Debug, Default)]
pub(super) struct Memo {
    answers: Mutex<Answers>,
    /// Expressions whose value depends on the page.
    dependent: Mutex<Questions>,
    includes: Mutex<HashMap<String, Included, foldhash::fast::RandomState>>,
    markdown: Mutex<Markdown>,
}

/// Texts that went through `markdownify`, with their HTML.
#[derive(Debug, Default)]
struct Markdown {
    known: HashMap<Str, Str, foldhash::fast::RandomState>,
    bytes: usize,
}

type Questions = HashSet<Question, foldhash::fast::RandomState>;

/// What became of an include that is to be rendered once.
#[derive(Clone, Debug)]
pub(super) enum Included {
    /// Its text.
    Once(Answer),
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
    answers: HashMap<Question, Answer, foldhash::fast::RandomState>,
}

/// A remembered value.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) value: Value,
    /// What was read to find it.
    pub(super) reads: Arc<Reads>,
    /// The variables that were looked for, beside the item: where one of them is set, the answer is another.
    pub(super) names: Arc<[Name]>,
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
        if let Some(known) = self.known(array, &question) {
            view::repeat(&known.reads);
            return Ok(known.value);
        }
        let (value, reads) = view::overhear(work);
        let value = value?;
        let answer = Answer {
            value: value.clone(),
            reads: Arc::new(reads),
            names: Arc::default(),
        };
        self.remember(array, question, answer);
        Ok(value)
    }

    /// Whether answers to an expression about `array` may be remembered: not about a short array, nor where the
    /// expression speaks of what changes or was found to depend on the page.
    pub(super) fn takes(&self, array: &Arc<Array>, question: &Question) -> bool {
        let expression = &*question.property;
        let mut words = expression.split(|c: char| !c.is_alphanumeric() && c != '_');
        array.len() >= SHORTEST
            && !words.any(|word| MOVING.contains(&word))
            && !self.dependent().contains(question)
    }

    /// The remembered answer to `question` about `array`.
    pub(super) fn known(&self, array: &Arc<Array>, question: &Question) -> Option<Answer> {
        self.lock().known(array, question)
    }

    /// Remembers an answer.
    pub(super) fn remember(&self, array: &Arc<Array>, question: Question, answer: Answer) {
        self.lock().remember(array, question, answer);
    }

    /// Remembers that the answers to a question depend on the page, whatever the array.
    pub(super) fn forget(&self, question: Question) {
        self.dependent().insert(question);
    }

    fn dependent(&self) -> std::sync::MutexGuard<'_, Questions> {
        self.dependent.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The HTML of a Markdown text, by `work` where it is not known yet: captures that pages share through includes
    /// are turned into HTML once.
    pub(super) fn markdown(&self, text: &Str, work: impl FnOnce() -> String) -> Str {
        let lock = || self.markdown.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().known.get(text) {
            return Str::clone(known);
        }
        let html = Str::from(work());
        let mut markdown = lock();
        let bytes = text.len() + html.len();
        if markdown.bytes + bytes <= MOST_MARKDOWN {
            markdown.bytes += bytes;
            markdown.known.insert(Str::clone(text), Str::clone(&html));
        }
        html
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
    fn known(&self, array: &Arc<Array>, question: &Question) -> Option<Answer> {
        let remembered = self.by_array.get(&Arc::as_ptr(array).addr())?;
        // The weak reference keeps the place from being used again, so equal places are equal arrays.
        match remembered.array.as_ptr() == Arc::as_ptr(array) {
            true => remembered.answers.get(question).cloned(),
            false => None,
        }
    }

    fn remember(&mut self, array: &Arc<Array>, question: Question, answer: Answer) {
        if self.by_array.len() > 2 * self.alive + 256 {
            self.by_array
                .retain(|_, remembered| remembered.array.strong_count() > 0);
            self.alive = self.by_array.len();
        }
        let remembered = self
            .by_array
            .entry(Arc::as_ptr(array).addr())
            .or_insert_with(|| Remembered {
                array: Arc::downgrade(array),
                answers: HashMap::default(),
            });
        remembered.answers.insert(question, answer);
    }
}
