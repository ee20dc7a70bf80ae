//! Emphasis and brackets that are known not to close.

use std::collections::HashMap;

/// The spans that are open around a position, as far as they decide how the text is parsed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct OpenSpans(u8);

impl OpenSpans {
    pub(crate) const EM: u8 = 1;
    pub(crate) const STRONG: u8 = 2;
    /// The text of a link or an image.
    pub(crate) const LINK: u8 = 4;
    /// The innermost open span is `em`.
    pub(crate) const EM_IS_PARENT: u8 = 16;

    pub(crate) fn has(self, bit: u8) -> bool {
        self.0 & bit != 0
    }

    /// The state inside a span of the kind `bit`.
    pub(crate) fn with(self, bit: u8) -> Self {
        let parent = if bit == Self::EM { Self::EM_IS_PARENT } else { 0 };
        Self(self.0 & !Self::EM_IS_PARENT | bit | parent)
    }

    /// The state inside an HTML element.
    pub(crate) fn inside_html(self) -> Self {
        Self(self.0 & !Self::EM_IS_PARENT)
    }
}

/// What opens emphasis or a link text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Opener {
    pub(crate) delimiter: u8,
    pub(crate) length: usize,
}

/// Openers that failed, and the brackets inside failed link texts. The head of [`lookahead`](super) explains the budget.
#[derive(Debug, Default)]
pub(crate) struct Unclosed {
    /// The first position at which an opener failed, by the open spans and the HTML element around it.
    openers: HashMap<(Opener, OpenSpans, usize), usize>,
    /// The same in any context, used when four times the budget is spent.
    anywhere: HashMap<Opener, usize>,
    /// The number of bytes read without a result.
    wasted: usize,
    over_budget: bool,
    /// For each state of open spans: for each position after a bracket (less `start`) 0 if nothing is known, 1 if the
    /// bracket does not close, else two more than where it closes.
    brackets: Vec<(OpenSpans, Vec<u32>)>,
    /// The start of the text.
    start: usize,
    /// The length of the text.
    length: usize,
}

impl Unclosed {
    /// Forgets everything, for the text `start..end`.
    pub(crate) fn reset(&mut self, start: usize, end: usize) {
        if self.wasted > 0 {
            *self = Self::default();
        }
        self.brackets.clear();
        (self.start, self.length) = (start, end - start);
    }

    /// True if an opener was assumed not to close because the budget was spent.
    pub(crate) fn is_over_budget(&self) -> bool {
        self.over_budget
    }

    /// True if the opener at `at` inside the HTML element `html` is assumed not to close.
    pub(crate) fn contains(&mut self, opener: Opener, open: OpenSpans, html: usize, at: usize) -> bool {
        let budget = self.length * 16 + 16_384;
        if self.wasted <= budget {
            return false;
        }
        let is_before = |found: Option<&usize>| found.is_some_and(|&from| from <= at);
        let contains = is_before(self.openers.get(&(opener, open, html)))
            || self.wasted / 4 > budget && is_before(self.anywhere.get(&opener));
        self.over_budget |= contains;
        contains
    }

    /// Records that the opener at `at` did not close within `length` bytes.
    pub(crate) fn insert(&mut self, opener: Opener, open: OpenSpans, html: usize, at: usize, length: usize) {
        self.wasted += length.max(1);
        for first in [
            self.openers.entry((opener, open, html)).or_insert(at),
            self.anywhere.entry(opener).or_insert(at),
        ] {
            *first = at.min(*first);
        }
    }

    /// What is known about the bracket before `inside`: nothing, that it does not close, or where it closes.
    pub(crate) fn bracket(&self, inside: usize, open: OpenSpans) -> Option<Option<usize>> {
        let known = &self.brackets.iter().find(|known| known.0 == open)?.1;
        match *known.get(inside - self.start)? {
            0 => None,
            1 => Some(None),
            close => Some(Some(self.start + close as usize - 2)),
        }
    }

    /// Records where brackets close, if they do.
    pub(crate) fn insert_brackets(
        &mut self,
        open: OpenSpans,
        brackets: impl Iterator<Item = (usize, Option<usize>)>,
    ) {
        let at = self.brackets.iter().position(|known| known.0 == open);
        let at = at.unwrap_or_else(|| {
            self.brackets.push((open, vec![0; self.length + 1]));
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
