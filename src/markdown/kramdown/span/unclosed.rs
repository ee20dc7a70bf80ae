//! What was opened and found not to close, so that it is not tried again and again.

use std::collections::HashMap;

use crate::kramdown::memo::Longest;
use crate::kramdown::parser::Parser;
use crate::kramdown::span::Context;
use crate::kramdown::span::link_target::Parens;

/// Marks of emphasis and brackets, by what they are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Opener {
    pub(super) mark: u8,
    pub(super) length: usize,
}

/// How many bytes of the text may be read in vain before what did not close is taken not to close later.
pub(super) fn most_wasted(parser: &Parser<'_>) -> usize {
    (parser.end - parser.spans.start) * 16 + 16_384
}

/// Emphasis and brackets that did not close, and those in the texts of links that came to nothing.
///
/// kramdown takes quadratic time for text that opens a thousand times what it never closes. Here, once much has been
/// read in vain, what did not close from one place on is taken not to close from a later place either. That is nearly
/// always so: only a link or an element between may have hidden an end.
#[derive(Debug, Default)]
pub(super) struct Unclosed {
    /// By context and HTML element around it: the first place.
    openers: HashMap<(Opener, Context, usize), usize>,
    /// The same in any context, for when still more has been read in vain.
    anywhere: HashMap<Opener, usize>,
    /// How many bytes have been read in vain.
    wasted: usize,
    /// By context, and by the place behind a bracket less `start`: nothing, 1 if the bracket does not close, else
    /// two more than where it does.
    brackets: Vec<(Context, Vec<u32>)>,
    /// Where the text begins.
    start: usize,
    /// How long it is.
    length: usize,
    /// Runs of backticks, once one was met that does not close.
    pub(super) backticks: Longest,
    /// Parentheses, once looking for one that closes has taken long.
    pub(super) parens: Parens,
}

impl Unclosed {
    /// Forgets all, for the text `start..end`.
    pub(super) fn clear(&mut self, start: usize, end: usize) {
        if self.wasted > 0 {
            *self = Self::default();
        }
        self.brackets.clear();
        (self.start, self.length) = (start, end - start);
    }

    /// True if what opens at `at` in the HTML element `html` is known not to close. `most` bytes may be read in vain.
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
        is_before(self.openers.get(&(opener, context, html)))
            || self.wasted / 4 > most && is_before(self.anywhere.get(&opener))
    }

    /// Notes that what opens at `at` did not close within `length` bytes.
    pub(super) fn note(&mut self, opener: Opener, context: Context, html: usize, at: usize, length: usize) {
        self.wasted += length.max(1);
        for first in [
            self.openers.entry((opener, context, html)).or_insert(at),
            self.anywhere.entry(opener).or_insert(at),
        ] {
            *first = at.min(*first);
        }
    }

    /// What is known of the bracket before `inside`: nothing, that it does not close, or where it does.
    pub(super) fn bracket(&self, inside: usize, context: Context) -> Option<Option<usize>> {
        let known = &self.brackets.iter().find(|known| known.0 == context)?.1;
        match *known.get(inside - self.start)? {
            0 => None,
            1 => Some(None),
            close => Some(Some(self.start + close as usize - 2)),
        }
    }

    /// Notes where brackets close, if they do.
    pub(super) fn note_brackets(
        &mut self,
        context: Context,
        brackets: impl Iterator<Item = (usize, Option<usize>)>,
    ) {
        let at = self.brackets.iter().position(|known| known.0 == context);
        let at = at.unwrap_or_else(|| {
            self.brackets.push((context, vec![0; self.length + 1]));
            self.brackets.len() - 1
        });
        let known = &mut self.brackets[at].1;
        for (inside, close) in brackets {
            let close = close.map_or(1, |close| close - self.start + 2);
            if let Some(place) = known.get_mut(inside - self.start) {
                *place = close as u32;
            }
        }
    }
}
