//! Results that the pages of a build share: what array filters found in a list (so that `site.pages | where: "a", "b"`
//! on every page walks the pages once), what `include_cached` rendered, and Markdown that was converted.
//!
//! A result is shared if it depends neither on the current page nor on a variable that the page's templates set; both
//! are recorded while it is computed for the first time.

use super::Host;
use crate::diag::Result;
use crate::incremental::{self, Fingerprints, Reader, Shared};
use crate::liquid::{Context, Name};
use crate::value::{Array, Str, Value};
use parking_lot::{Mutex, MutexGuard, RwLock};
use std::collections::HashMap;
use std::sync::{Arc, Weak};

/// Shorter arrays are walked each time: a lookup would take as long.
const SHORTEST: usize = 24;

/// The most bytes of Markdown and its HTML that are kept.
const MOST_MARKDOWN: usize = 64 << 20;

/// A query of a filter on an array.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Question {
    /// The filter.
    pub(super) filter: &'static str,
    /// The property, or the expression.
    pub(super) property: Str,
    /// The value to find or the order, or the item's name in the expression, as text; and which kind of value it is.
    pub(super) target: Option<(u8, Str)>,
}

/// What is computed once for all pages.
#[derive(Debug)]
pub(super) enum Work<'a> {
    /// A filter over an array, which is known by its identity.
    Filter(&'a Arc<Array>, Question),
    /// An include with its parameters.
    Include(String),
}

/// A result, and the variables that were looked up and not set by the work itself: where one of them is set, the result
/// is another.
#[derive(Clone, Debug)]
struct Known {
    value: Value,
    free_variables: Arc<[Name]>,
}

type Map<K, V> = HashMap<K, V, foldhash::fast::RandomState>;

/// The shared results of one build.
#[derive(Debug, Default)]
pub(super) struct SharedResults {
    filters: Mutex<Filters>,
    includes: Mutex<Map<String, Shared<Known>>>,
    joined: RwLock<Joined>,
    markdown: Mutex<Markdown>,
}

/// Results by array. Arrays are held weakly: a temporary array takes its results with it.
#[derive(Debug, Default)]
struct Filters {
    by_array: Map<usize, OfArray>,
    /// How many arrays were alive when results of dropped ones were last removed.
    alive: usize,
}

#[derive(Debug)]
struct OfArray {
    array: Weak<Array>,
    results: Map<Question, Shared<Known>>,
}

/// The arrays that `concat` made, by the addresses of its two arrays, which are held weakly.
#[derive(Debug, Default)]
struct Joined {
    by_parts: Map<(usize, usize), OfParts>,
    /// How many were in use when others were last removed.
    alive: usize,
}

#[derive(Debug)]
struct OfParts {
    parts: [Weak<Array>; 2],
    whole: Value,
}

impl Joined {
    fn find(&self, first: &Arc<Array>, second: &Arc<Array>) -> Option<&Value> {
        let key = (Arc::as_ptr(first).addr(), Arc::as_ptr(second).addr());
        let known = self.by_parts.get(&key)?;
        let is_same =
            known.parts[0].as_ptr() == Arc::as_ptr(first) && known.parts[1].as_ptr() == Arc::as_ptr(second);
        is_same.then_some(&known.whole)
    }

    fn add(&mut self, first: &Arc<Array>, second: &Arc<Array>, whole: &Value) {
        if self.by_parts.len() > 2 * self.alive + 256 {
            let in_use = |known: &OfParts| known.parts.iter().all(|part| part.strong_count() > 0);
            self.by_parts.retain(|_, known| in_use(known));
            self.alive = self.by_parts.len();
        }
        let key = (Arc::as_ptr(first).addr(), Arc::as_ptr(second).addr());
        let known = OfParts {
            parts: [Arc::downgrade(first), Arc::downgrade(second)],
            whole: whole.clone(),
        };
        self.by_parts.insert(key, known);
    }
}

/// Texts that went through `markdownify`, with their HTML.
#[derive(Debug, Default)]
struct Markdown {
    known: Map<Str, Str>,
    bytes: usize,
}

/// What is known of a piece of work.
enum Found {
    Value(Value),
    /// Each page has to do it.
    Never,
    /// It was not done before, or only for pages that differ from this one.
    Unknown,
}

/// The result of `run`, or that of an earlier page if it is the same here.
pub(super) fn shared(
    context: &mut Context<'_>,
    work: Work<'_>,
    run: impl Fn(&mut Context<'_>) -> Result<Value>,
) -> Result<Value> {
    // An exact rendering follows each text to its origin, so it takes nothing that another page computed.
    let shares = work.is_worth_sharing() && !context.is_exact();
    let host = context.host::<Host>().filter(|_| shares);
    let (Some(host), Some(reader)) = (host, incremental::reader()) else {
        return run(context);
    };
    let (results, fingerprints) = (&host.shared, &*host.site);
    match results.find(&work, context, fingerprints, reader) {
        Found::Value(value) => return Ok(value),
        Found::Never => return run(context),
        Found::Unknown => {}
    }
    let ((value, free_variables), dependencies) =
        incremental::capture(|| context.render_isolated_tracked(&run));
    let set_outside = free_variables.iter().any(|name| context.is_set(*name));
    if set_outside || dependencies.variants().is_none() {
        results.with(&work, |shared| *shared = Shared::Never);
        return run(context);
    }
    let value = value?;
    let known = Known {
        value: value.clone(),
        free_variables: free_variables.into(),
    };
    results.with(&work, |shared| {
        shared.add(known, dependencies, fingerprints, reader)
    });
    Ok(value)
}

impl Work<'_> {
    fn is_worth_sharing(&self) -> bool {
        match self {
            Self::Filter(array, _) => array.len() >= SHORTEST,
            Self::Include(_) => true,
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock()
}

impl SharedResults {
    fn find(
        &self,
        work: &Work<'_>,
        context: &Context<'_>,
        fingerprints: &(impl Fingerprints + ?Sized),
        reader: Reader,
    ) -> Found {
        let find = |shared: Option<&Shared<Known>>| match shared {
            None => Found::Unknown,
            Some(Shared::Never) => Found::Never,
            Some(shared) => match shared.find(fingerprints, reader) {
                None => Found::Unknown,
                Some(known) if known.free_variables.iter().any(|name| context.is_set(*name)) => Found::Never,
                Some(known) => Found::Value(known.value.clone()),
            },
        };
        match work {
            Work::Filter(array, question) => find(lock(&self.filters).find(array, question)),
            Work::Include(key) => find(lock(&self.includes).get(key)),
        }
    }

    /// Runs `change` on what is known of `work`.
    fn with(&self, work: &Work<'_>, change: impl FnOnce(&mut Shared<Known>)) {
        match work {
            Work::Filter(array, question) => change(lock(&self.filters).entry(array, question)),
            Work::Include(key) => change(lock(&self.includes).entry(key.clone()).or_default()),
        }
    }

    /// The array of the items of `first` and then of `second`, which `join` makes: the same one for the same two arrays.
    /// So what every page joins from shared lists is shared, and what filters find in it is found once.
    pub(super) fn joined(
        &self,
        first: &Arc<Array>,
        second: &Arc<Array>,
        join: impl FnOnce() -> Result<Value>,
    ) -> Result<Value> {
        if let Some(known) = self.joined.read().find(first, second) {
            return Ok(known.clone());
        }
        let whole = join()?;
        let mut joined = self.joined.write();
        // Another thread may have made it meanwhile, and all must get the same one.
        if let Some(known) = joined.find(first, second) {
            return Ok(known.clone());
        }
        joined.add(first, second, &whole);
        Ok(whole)
    }

    /// The HTML of a Markdown text, by `convert` if it is not known: texts that pages share through includes are
    /// converted once.
    pub(super) fn markdown(&self, text: &Str, convert: impl FnOnce() -> String) -> Str {
        if let Some(known) = lock(&self.markdown).known.get(text) {
            return Str::clone(known);
        }
        let html = Str::from(convert());
        let mut markdown = lock(&self.markdown);
        let bytes = text.len() + html.len();
        if markdown.bytes + bytes <= MOST_MARKDOWN {
            markdown.bytes += bytes;
            markdown.known.insert(Str::clone(text), Str::clone(&html));
        }
        html
    }
}

impl Filters {
    fn find(&self, array: &Arc<Array>, question: &Question) -> Option<&Shared<Known>> {
        let of_array = self.by_array.get(&Arc::as_ptr(array).addr())?;
        // The weak reference keeps the address from being used again, so equal addresses are equal arrays.
        match of_array.array.as_ptr() == Arc::as_ptr(array) {
            true => of_array.results.get(question),
            false => None,
        }
    }

    fn entry(&mut self, array: &Arc<Array>, question: &Question) -> &mut Shared<Known> {
        if self.by_array.len() > 2 * self.alive + 256 {
            self.by_array
                .retain(|_, of_array| of_array.array.strong_count() > 0);
            self.alive = self.by_array.len();
        }
        let of_array = self
            .by_array
            .entry(Arc::as_ptr(array).addr())
            .or_insert_with(|| OfArray {
                array: Arc::downgrade(array),
                results: Map::default(),
            });
        of_array.results.entry(question.clone()).or_default()
    }
}
