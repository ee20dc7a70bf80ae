//! Records what the templates that run on this thread depend on.

use super::{Dependencies, Dependency, PageId, Reader};
use foldhash::fast::RandomState;
use std::cell::RefCell;
use std::collections::HashSet;

type Recorded = HashSet<Dependency, RandomState>;

/// A rendering that runs on this thread.
struct Tracked {
    reader: Reader,
    recorded: Recorded,
    /// The dependency recorded last: a loop reads the same list over and over.
    last: Option<Dependency>,
    /// How many times [`capture`] is running in it.
    captures: usize,
}

impl Tracked {
    fn insert(&mut self, dependency: &Dependency) {
        if self.last.as_ref() != Some(dependency) {
            self.recorded.insert(dependency.clone());
            self.last = Some(dependency.clone());
        }
    }
}

thread_local! {
    /// The renderings of this thread, innermost last: one page may ask for another, which is then rendered on demand.
    static TRACKED: RefCell<Vec<Tracked>> = const { RefCell::new(Vec::new()) };
}

/// A running rendering; dropped when it ends, by a panic as well.
struct Scope {
    depth: usize,
}

impl Drop for Scope {
    fn drop(&mut self) {
        TRACKED.with_borrow_mut(|tracked| tracked.truncate(self.depth));
    }
}

/// Runs `render` as `reader` and returns its result with everything it depends on.
pub fn track<T>(reader: Reader, render: impl FnOnce() -> T) -> (T, Dependencies) {
    let scope = TRACKED.with_borrow_mut(|tracked| {
        tracked.push(Tracked {
            reader,
            recorded: Recorded::default(),
            last: None,
            captures: 0,
        });
        Scope {
            depth: tracked.len() - 1,
        }
    });
    let result = render();
    let recorded = TRACKED.with_borrow_mut(|tracked| tracked.pop().map(|tracked| tracked.recorded));
    drop(scope);
    (result, Dependencies::new(recorded.into_iter().flatten()))
}

/// Runs `work` inside the current rendering and returns its result with what `work` alone depends on; the rendering
/// depends on it as well.
pub fn capture<T>(work: impl FnOnce() -> T) -> (T, Dependencies) {
    let outer = TRACKED.with_borrow_mut(|tracked| {
        let tracked = tracked.last_mut()?;
        tracked.last = None;
        tracked.captures += 1;
        Some(std::mem::take(&mut tracked.recorded))
    });
    let result = work();
    let Some(outer) = outer else {
        return (result, Dependencies::default());
    };
    let inner = TRACKED.with_borrow_mut(|tracked| {
        let tracked = tracked.last_mut()?;
        tracked.captures -= 1;
        Some(std::mem::replace(&mut tracked.recorded, outer))
    });
    let dependencies = Dependencies::new(inner.into_iter().flatten());
    replay(&dependencies);
    (result, dependencies)
}

/// Records the dependencies of a result that the current rendering uses again.
pub fn replay(dependencies: &Dependencies) {
    TRACKED.with_borrow_mut(|tracked| {
        if let Some(tracked) = tracked.last_mut() {
            tracked.recorded.extend(dependencies.iter().cloned());
        }
    });
}

/// Records a dependency of the current rendering, if there is one.
pub fn record(dependency: impl FnOnce() -> Dependency) {
    TRACKED.with_borrow_mut(|tracked| {
        if let Some(tracked) = tracked.last_mut() {
            tracked.insert(&dependency());
        }
    });
}

/// Records that the current rendering has read `page`, an item of the list `list`: the current page itself or that
/// list. What is [captured](capture) to be shared depends on the list in either case: it walks the pages, the current one
/// among them, and is the same on all of them.
pub fn record_of_page(page: PageId, list: &Dependency) {
    TRACKED.with_borrow_mut(|tracked| match tracked.last_mut() {
        Some(tracked) if tracked.reader.page == page && tracked.captures == 0 => {
            tracked.insert(&Dependency::CurrentPage);
        }
        Some(tracked) => tracked.insert(list),
        None => {}
    });
}

/// The part of a page that is being rendered on this thread.
pub fn reader() -> Option<Reader> {
    TRACKED.with_borrow(|tracked| tracked.last().map(|tracked| tracked.reader))
}
