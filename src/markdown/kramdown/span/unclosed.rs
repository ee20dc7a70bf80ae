//! What was opened and found not to close, so that it is not tried again and again.

use std::collections::HashMap;

use crate::markdown::kramdown::span::Context;

/// Marks of emphasis, by what they are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Opener {
    pub(super) mark: u8,
    pub(super) length: usize,
}

/// Emphasis that did not close, and brackets in the texts of links that came to nothing.
///
/// kramdown takes quadratic time for text that opens a thousand times what it never closes. Here, once much has been
/// read in vain, what did not close from one place on is taken not to close from a later place either. That is nearly
/// always so: only a link or an element between may have hidden an end.
#[derive(Debug, Default)]
pub(super) struct Unclosed {
    /// By context and HTML element around it: the first place.
    emphasis: HashMap<(Opener, Context, usize), usize>,
    /// The same in any context, for when still more has been read in vain.
    anywhere: HashMap<Opener, usize>,
    /// How many bytes have been read in vain.
    wasted: usize,
    /// Brackets by the place behind them: where they close, if they do.
    brackets: HashMap<(usize, Context), Option<usize>>,
}

impl Unclosed {
    /// Forgets all.
    pub(super) fn clear(&mut self) {
        if self.wasted > 0 || !self.brackets.is_empty() {
            *self = Self::default();
        }
    }

    /// True if emphasis at `at` in the HTML element `html` is known not to close. `most` bytes may be read in vain.
    pub(super) fn is_known(
        &self,
        opener: Opener,
        context: Context,
        html: usize,
        at: usize,
        most: usize,
    ) -> bool {
        if self.wasted <= most {
            return false;
        }
        let is_before = |found: Option<&usize>| found.is_some_and(|&from| from <= at);
        is_before(self.emphasis.get(&(opener, context, html)))
            || self.wasted / 4 > most && is_before(self.anywhere.get(&opener))
    }

    /// Notes that emphasis at `at` did not close within `length` bytes.
    pub(super) fn note(&mut self, opener: Opener, context: Context, html: usize, at: usize, length: usize) {
        self.wasted += length.max(1);
        for first in [
            self.emphasis.entry((opener, context, html)).or_insert(at),
            self.anywhere.entry(opener).or_insert(at),
        ] {
            *first = at.min(*first);
        }
    }

    /// What is known of the bracket before `inside`: nothing, that it does not close, or where it does.
    pub(super) fn bracket(&self, inside: usize, context: Context) -> Option<Option<usize>> {
        if self.brackets.is_empty() {
            return None;
        }
        self.brackets.get(&(inside, context)).copied()
    }

    /// Notes where a bracket closes, if it does.
    pub(super) fn note_bracket(&mut self, inside: usize, context: Context, close: Option<usize>) {
        self.brackets.insert((inside, context), close);
    }
}
