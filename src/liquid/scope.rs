//! Variables by number: names are numbered at parse time, so finding a local variable is one index operation.
//!
//! Liquid's scopes are dynamic: a loop or an include shadows names until it ends, `assign` always writes to the
//! outermost scope. Each name has one slot with both values; what a scope shadows is put aside and put back.

use super::items::Items;
use indexmap::IndexSet;
use parking_lot::RwLock;
use recto_value::{Array, Str, Value};
use std::sync::Arc;

/// A variable's name, as a number in its engine's `Names`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Name(pub(super) u32);

/// All variable names an engine has seen.
#[derive(Debug, Default)]
pub(super) struct Names {
    known: RwLock<IndexSet<Str, foldhash::fast::RandomState>>,
}

impl Names {
    /// The number of `text`, new or known.
    pub(super) fn intern(&self, text: &str) -> Name {
        if let Some(name) = self.find(text) {
            return name;
        }
        let mut known = self.known.write();
        let (index, _) = known.insert_full(text.into());
        Name(u32::try_from(index).expect("fewer than four thousand million names"))
    }

    /// The number of `text`, if it has one.
    pub(super) fn find(&self, text: &str) -> Option<Name> {
        let known = self.known.read();
        known
            .get_index_of(text)
            .and_then(|index| u32::try_from(index).ok())
            .map(Name)
    }

    /// The text of `name`.
    pub(super) fn text(&self, name: Name) -> Str {
        let known = self.known.read();
        Str::clone(&known[name.0 as usize])
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.known.read().len()
    }
}

/// A name and the key after it.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Path(Name, Str);

/// The same, borrowed for a lookup.
#[derive(Hash)]
struct PathRef<'a>(Name, &'a str);

impl indexmap::Equivalent<Path> for PathRef<'_> {
    fn equivalent(&self, path: &Path) -> bool {
        self.0 == path.0 && *self.1 == *path.1
    }
}

/// All paths `name.key` that an engine has parsed. Values found there are cached by number.
#[derive(Debug, Default)]
pub(super) struct Paths {
    known: RwLock<IndexSet<Path, foldhash::fast::RandomState>>,
}

impl Paths {
    /// The number of `name.key`, new or known.
    pub(super) fn intern(&self, name: Name, key: &Str) -> u32 {
        let known = self.known.read();
        let index = match known.get_index_of(&PathRef(name, key)) {
            Some(index) => index,
            None => {
                drop(known);
                let mut known = self.known.write();
                known.insert_full(Path(name, Str::clone(key))).0
            }
        };
        u32::try_from(index).expect("fewer than four thousand million names")
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.known.read().len()
    }
}

/// The value of a name in an inner scope.
#[derive(Clone, Debug)]
pub(super) enum Bound {
    /// A value.
    Value(Value),
    /// An item of the array a loop runs over; moving on touches no count.
    Item(Arc<Array>, usize),
    /// A number of the range that a loop runs over.
    Number(Value),
}

impl Bound {
    /// The values that it keeps alive.
    fn values(&self) -> &[Value] {
        match self {
            Self::Value(value) | Self::Number(value) => std::slice::from_ref(value),
            Self::Item(array, _) => array,
        }
    }
}

#[derive(Debug, Default)]
struct Slot {
    base: Option<Value>,
    top: Option<Bound>,
}

/// The variables of one rendering.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    slots: Vec<Slot>,
    /// What inner scopes have shadowed, oldest first.
    shadowed: Vec<(Name, Option<Bound>)>,
}

/// Where a scope began.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark(usize);

impl Scopes {
    /// The value of `name`, innermost first.
    #[inline]
    pub(super) fn get(&self, name: Name) -> Option<&Value> {
        let slot = self.slots.get(name.0 as usize)?;
        match &slot.top {
            Some(Bound::Value(value) | Bound::Number(value)) => Some(value),
            Some(Bound::Item(array, index)) => array.get(*index),
            None => slot.base.as_ref(),
        }
    }

    fn slot(&mut self, name: Name) -> &mut Slot {
        let index = name.0 as usize;
        if index >= self.slots.len() {
            self.slots.resize_with(index + 1, Slot::default);
        }
        &mut self.slots[index]
    }

    /// Sets `name` in the outermost scope, as `assign` does.
    pub(super) fn assign(&mut self, name: Name, value: Value) {
        self.slot(name).base = Some(value);
    }

    /// Begins a scope.
    pub(super) fn begin(&self) -> Mark {
        Mark(self.shadowed.len())
    }

    /// Sets `name` in the scope begun last.
    pub(super) fn shadow(&mut self, name: Name, bound: Bound) {
        let old = self.slot(name).top.replace(bound);
        self.shadowed.push((name, old));
    }

    /// Moves the loop variable `name` to the item at `index`, unless something else shadows it by now.
    pub(super) fn advance(&mut self, name: Name, items: &Items, index: usize) {
        match &mut self.slot(name).top {
            Some(Bound::Item(_, at)) => *at = index,
            Some(Bound::Number(value)) => *value = items.get(index),
            _ => {}
        }
    }

    /// All values that are held.
    pub(super) fn values(&self) -> impl Iterator<Item = &Value> {
        let bases = self.slots.iter().filter_map(|slot| slot.base.as_ref());
        let tops = self.slots.iter().filter_map(|slot| slot.top.as_ref());
        let shadowed = self.shadowed.iter().filter_map(|(_, bound)| bound.as_ref());
        bases.chain(tops.chain(shadowed).flat_map(Bound::values))
    }

    /// Ends the scope that began at `mark`.
    pub(super) fn end(&mut self, mark: Mark) {
        while self.shadowed.len() > mark.0 {
            if let Some((name, old)) = self.shadowed.pop() {
                self.slot(name).top = old;
            }
        }
    }
}
