//! Who is looking: the page whose template runs on this thread, and the notes of what it reads.

use super::{Read, Reads, View};
use crate::site::{PageId, Site};
use crate::value::Str;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// Which template of a page is running.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Its body: its own `content` is the source text.
    Body,
    /// A layout around it: its own `content` is converted.
    Layout,
    /// Its excerpt.
    Excerpt,
}

struct Look {
    view: View,
    viewer: PageId,
    phase: Phase,
    notes: BTreeSet<Read>,
    /// The last notes taken; loops read the same few things over and over.
    pages: bool,
    collections: u64,
}

thread_local! {
    /// The templates that run on this thread, innermost last: rendering one page may call for another.
    static LOOKS: RefCell<Vec<Look>> = const { RefCell::new(Vec::new()) };
}

/// A running look; ends when dropped.
pub(super) struct Looking {
    depth: usize,
}

impl Looking {
    pub(super) fn begin(view: View, viewer: PageId, phase: Phase) -> Self {
        LOOKS.with_borrow_mut(|looks| {
            looks.push(Look {
                view,
                viewer,
                phase,
                notes: BTreeSet::new(),
                pages: false,
                collections: 0,
            });
            Self { depth: looks.len() }
        })
    }

    pub(super) fn end(self) -> Reads {
        let look = LOOKS.with_borrow_mut(Vec::pop);
        Reads(
            look.map(|look| look.notes.into_iter().collect())
                .unwrap_or_default(),
        )
    }
}

impl Drop for Looking {
    fn drop(&mut self) {
        LOOKS.with_borrow_mut(|looks| looks.truncate(self.depth - 1));
    }
}

/// Runs `run` and gives with its result what it has read; who looks is told of it as well.
pub fn overhear<T>(run: impl FnOnce() -> T) -> (T, Reads) {
    let depth = LOOKS.with_borrow_mut(|looks| {
        let look = looks.last_mut()?;
        // What was noted before is forgotten for a while, so that it will be noted again.
        look.pages = false;
        look.collections = 0;
        Some(std::mem::take(&mut look.notes))
    });
    let result = run();
    let Some(before) = depth else {
        return (result, Reads::default());
    };
    let reads = LOOKS.with_borrow_mut(|looks| {
        let notes = looks
            .last_mut()
            .map(|look| std::mem::replace(&mut look.notes, before));
        Reads(notes.unwrap_or_default().into_iter().collect())
    });
    repeat(&reads);
    (result, reads)
}

/// Tells who looks of what was read for a result that is now used again.
pub fn repeat(reads: &Reads) {
    LOOKS.with_borrow_mut(|looks| {
        if let Some(look) = looks.last_mut() {
            look.notes.extend(reads.0.iter().cloned());
        }
    });
}

/// Takes a note, if anyone is looking.
pub(super) fn note(read: impl FnOnce() -> Read) {
    LOOKS.with_borrow_mut(|looks| {
        if let Some(look) = looks.last_mut() {
            look.notes.insert(read());
        }
    });
}

/// Takes a note that the list of pages was read, through the page `id` if there is one: what a page reads of itself
/// is part of its own fingerprint.
pub(super) fn note_pages(id: Option<PageId>) {
    LOOKS.with_borrow_mut(|looks| match looks.last_mut() {
        Some(look) if !look.pages && id != Some(look.viewer) => {
            look.pages = true;
            look.notes.insert(Read::Pages);
        }
        _ => {}
    });
}

/// Takes a note that the documents of a collection were read, through the document `id` if there is one.
pub(super) fn note_collection(site: &Site, collection: usize, id: Option<PageId>) {
    let bit = 1_u64
        .checked_shl(u32::try_from(collection).unwrap_or(64))
        .unwrap_or(0);
    LOOKS.with_borrow_mut(|looks| match looks.last_mut() {
        Some(look) if look.collections & bit == 0 && id != Some(look.viewer) => {
            look.collections |= bit;
            let label = site.collections[collection].label.clone();
            look.notes.insert(Read::Collection(label));
        }
        _ => {}
    });
}

/// The page that is looking.
pub(super) fn viewer() -> Option<PageId> {
    LOOKS.with_borrow(|looks| looks.last().map(|look| look.viewer))
}

/// The page that is looking from a template of its own, not from its excerpt.
pub(super) fn current_document() -> Option<PageId> {
    LOOKS.with_borrow(|looks| {
        let look = looks.last()?;
        (look.phase != Phase::Excerpt).then_some(look.viewer)
    })
}

/// The view that is being looked through.
pub(super) fn view() -> Option<View> {
    LOOKS.with_borrow(|looks| looks.last().map(|look| look.view.clone()))
}

/// The content of page `id` as the order rule gives it; `None` for its source text.
pub(super) fn content(id: PageId) -> Option<Str> {
    let (view, viewer, phase) = LOOKS.with_borrow(|looks| {
        looks
            .last()
            .map(|look| (look.view.clone(), look.viewer, look.phase))
    })?;
    let done = match phase {
        Phase::Body => id < viewer,
        Phase::Layout => id <= viewer,
        Phase::Excerpt => false,
    };
    let path = || view.site().page(id).path.clone();
    if !done {
        if id != viewer {
            note(|| Read::Source(path()));
        }
        return None;
    }
    if id != viewer {
        note(|| Read::Content(path()));
    }
    Some(view.renderer().content(&view, id))
}

/// The laid-out text of page `id`; `None` where Jekyll has none yet.
pub(super) fn output(id: PageId) -> Option<Str> {
    let (view, viewer, phase) = LOOKS.with_borrow(|looks| {
        looks
            .last()
            .map(|look| (look.view.clone(), look.viewer, look.phase))
    })?;
    if id >= viewer || phase == Phase::Excerpt {
        return None;
    }
    note(|| Read::Output(view.site().page(id).path.clone()));
    Some(view.renderer().output(&view, id))
}

/// The rendered excerpt of page `id`; `None` for its source text.
pub(super) fn excerpt(id: PageId) -> Option<Str> {
    let (view, viewer, phase) = LOOKS.with_borrow(|looks| {
        looks
            .last()
            .map(|look| (look.view.clone(), look.viewer, look.phase))
    })?;
    let done = phase != Phase::Excerpt || id < viewer;
    if id != viewer {
        let path = view.site().page(id).path.clone();
        note(|| match done {
            true => Read::Excerpt(path),
            false => Read::Source(path),
        });
    }
    if !done {
        return None;
    }
    Some(view.renderer().excerpt(&view, id))
}
