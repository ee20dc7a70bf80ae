//! Things rendered when they are first wanted, and put away when memory is dearer than time.

use super::renderer::Done;
use crate::diag::Diagnostic;
use crate::site::Body;
use crate::value::Str;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A thing that is rendered by whoever wants it first; the others wait.
#[derive(Debug)]
pub(super) struct Cell<T>(Mutex<State<T>>);

#[derive(Debug)]
enum State<T> {
    /// Not wanted yet.
    Empty,
    /// Rendered.
    Held(Arc<Done<T>>),
    /// Rendered, with what there was to say, and put away: packed, or to be rendered again.
    Away(Vec<Diagnostic>, Option<Box<[u8]>>),
}

impl<T> Default for Cell<T> {
    fn default() -> Self {
        Self(Mutex::new(State::Empty))
    }
}

/// What may be packed while it is away; what is not packed is rendered again.
pub(super) trait Pack: Sized {
    /// Its bytes, packed.
    fn pack(&self) -> Option<Box<[u8]>> {
        None
    }

    /// The thing again.
    fn unpack(_packed: &[u8]) -> Option<Self> {
        None
    }
}

/// A laid-out page is handed to the writer, and who else reads it is rare: it is rendered again.
impl Pack for Str {}

/// The converted text alone: links and headings are read by nobody but the page itself and a link check.
impl Pack for Arc<Body> {
    fn pack(&self) -> Option<Box<[u8]>> {
        Some(lz4_flex::compress_prepend_size(self.html.as_bytes()).into())
    }

    fn unpack(packed: &[u8]) -> Option<Self> {
        let text = String::from_utf8(lz4_flex::decompress_size_prepended(packed).ok()?).ok()?;
        Some(Arc::new(Body {
            html: text.into(),
            links: Vec::new(),
            headings: Vec::new(),
        }))
    }
}

impl<T: Pack + Clone> Cell<T> {
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The thing, made by `make` where it is not there. `make` must not ask for the same cell.
    pub(super) fn get(&self, make: impl FnOnce() -> Arc<Done<T>>) -> Arc<Done<T>> {
        let mut state = self.lock();
        match &*state {
            State::Held(done) => Arc::clone(done),
            State::Empty => {
                let done = make();
                *state = State::Held(Arc::clone(&done));
                done
            }
            // What there was to say is kept where it was said first.
            State::Away(_, packed) => match packed.as_deref().and_then(T::unpack) {
                Some(made) => Arc::new(Done::of(made, Vec::new(), Default::default())),
                None => make(),
            },
        }
    }

    /// The thing as far as it was wanted and is still held.
    pub(super) fn held(&self) -> Option<Arc<Done<T>>> {
        match &*self.lock() {
            State::Held(done) => Some(Arc::clone(done)),
            _ => None,
        }
    }

    /// Puts the thing away, if it is there.
    pub(super) fn put_away(&self) {
        let mut state = self.lock();
        if let State::Held(done) = &*state
            && let Some(made) = &done.made
        {
            *state = State::Away(done.diagnostics.clone(), made.pack());
        }
    }

    /// What there was to say.
    pub(super) fn diagnostics(&self) -> Vec<Diagnostic> {
        match &*self.lock() {
            State::Empty => Vec::new(),
            State::Held(done) => done.diagnostics.clone(),
            State::Away(diagnostics, _) => diagnostics.clone(),
        }
    }
}
