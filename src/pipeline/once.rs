//! Lazily rendered values, which can be evicted to save memory.

use super::part::{HasText, Rendered};
use crate::diag::Diagnostic;
use crate::incremental::Dependencies;
use crate::site::Body;
use crate::value::Str;
use parking_lot::{Mutex, MutexGuard};
use std::sync::Arc;

/// A value that is rendered by the first thread that asks for it; the others wait.
#[derive(Debug)]
pub(super) struct OnceResult<T: Evict>(Mutex<State<T>>);

#[derive(Debug)]
enum State<T: Evict> {
    /// Not rendered yet.
    Empty,
    Ready(Arc<Rendered<T>>),
    /// Rendered and evicted; its diagnostics stay.
    Evicted(T::Evicted, Vec<Diagnostic>),
}

/// What remains of a value that is evicted.
pub(super) trait Evict: Clone {
    /// The remains.
    type Evicted: std::fmt::Debug;

    /// The remains of this value.
    fn evict(&self) -> Self::Evicted;

    /// The value again; `None` if it must be rendered again.
    fn restore(evicted: &Self::Evicted) -> Option<Self>;
}

/// A page in its layouts was written, and other pages seldom read it: it is rendered again.
impl Evict for Str {
    type Evicted = ();

    fn evict(&self) {}

    fn restore((): &()) -> Option<Self> {
        None
    }
}

/// A body without its HTML, and the HTML compressed. Its links are dropped: only a link check reads them, and that
/// evicts nothing.
#[derive(Debug)]
pub(super) struct CompressedBody {
    html: Box<[u8]>,
    rest: Body,
}

impl Evict for Arc<Body> {
    type Evicted = CompressedBody;

    fn evict(&self) -> CompressedBody {
        CompressedBody {
            html: lz4_flex::compress_prepend_size(self.html.as_bytes()).into(),
            rest: Body {
                html: "".into(),
                links: Vec::new(),
                headings: self.headings.clone(),
                source_map: self.source_map.clone(),
            },
        }
    }

    fn restore(evicted: &CompressedBody) -> Option<Self> {
        let html = String::from_utf8(lz4_flex::decompress_size_prepended(&evicted.html).ok()?).ok()?;
        Some(Arc::new(Body {
            html: html.into(),
            ..evicted.rest.clone()
        }))
    }
}

impl<T: Evict> Default for OnceResult<T> {
    fn default() -> Self {
        Self(Mutex::new(State::Empty))
    }
}

impl<T: Evict + HasText> OnceResult<T> {
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.0.lock()
    }

    /// The value, rendered by `render` if it is not there. `render` must not ask for the same value.
    pub(super) fn get_or_render(&self, render: impl FnOnce() -> Arc<Rendered<T>>) -> Arc<Rendered<T>> {
        let mut state = self.lock();
        match &*state {
            State::Ready(rendered) => Arc::clone(rendered),
            State::Empty => {
                let rendered = render();
                *state = State::Ready(Arc::clone(&rendered));
                rendered
            }
            State::Evicted(evicted, _) => match T::restore(evicted) {
                Some(value) => Arc::new(Rendered::new(Some(value), Vec::new(), Dependencies::default())),
                None => render(),
            },
        }
    }

    /// Whether the value was never rendered.
    pub(super) fn is_empty(&self) -> bool {
        matches!(&*self.lock(), State::Empty)
    }

    /// The value, if it is rendered and not evicted.
    pub(super) fn get(&self) -> Option<Arc<Rendered<T>>> {
        match &*self.lock() {
            State::Ready(rendered) => Some(Arc::clone(rendered)),
            _ => None,
        }
    }

    /// Evicts the value, if there is one; it is restored or rendered again on demand.
    pub(super) fn evict(&self) {
        let mut state = self.lock();
        if let State::Ready(rendered) = &*state
            && let Some(value) = &rendered.value
        {
            *state = State::Evicted(value.evict(), rendered.diagnostics.clone());
        }
    }

    /// The diagnostics of the rendering.
    pub(super) fn diagnostics(&self) -> Vec<Diagnostic> {
        match &*self.lock() {
            State::Empty => Vec::new(),
            State::Ready(rendered) => rendered.diagnostics.clone(),
            State::Evicted(_, diagnostics) => diagnostics.clone(),
        }
    }
}
