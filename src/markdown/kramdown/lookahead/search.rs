//! Remembered results of simple searches.

/// The last result of a forward search.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct NextMatch {
    /// Where the search began.
    from: usize,
    /// The first match, or the end of the text.
    to: usize,
    found: bool,
}

impl NextMatch {
    /// The first match of `search` in `from..`, if `width` bytes follow it. `search` gets the text from `from` on and
    /// returns an offset in it; it runs only if the last result does not answer the question.
    pub(crate) fn find(
        &mut self,
        text: &[u8],
        from: usize,
        width: usize,
        search: impl Fn(&[u8]) -> Option<usize>,
    ) -> Option<usize> {
        let known = self.from <= from && from <= self.to && (self.found || self.to >= text.len());
        if !known {
            let found = search(&text[from.min(text.len())..]);
            *self = Self {
                from,
                to: found.map_or(text.len(), |at| from + at),
                found: found.is_some(),
            };
        }
        (self.found && self.to + width <= text.len()).then_some(self.to)
    }
}

/// The last brace before `stop` that matched, searched backward as far as `from`.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct LastMatch {
    from: usize,
    stop: usize,
    found: Option<usize>,
}

impl LastMatch {
    /// The last `}` in `from..stop` that `matches`.
    pub(crate) fn find(
        &mut self,
        text: &[u8],
        from: usize,
        stop: usize,
        matches: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        if self.stop != stop || self.from > from {
            let mut until = stop;
            self.found = loop {
                match memchr::memrchr(b'}', &text[from..until]).map(|at| from + at) {
                    Some(at) if !matches(at) => until = at,
                    found => break found,
                }
            };
            (self.from, self.stop) = (from, stop);
        }
        self.found.filter(|&at| at >= from)
    }
}

/// The longest run of a character after each position of `from..end`.
#[derive(Clone, Debug, Default)]
pub(crate) struct LongestRun {
    from: usize,
    end: usize,
    /// Positions and lengths from the end of the text. Each run is at least as long as all runs after it.
    runs: Vec<(usize, usize)>,
}

impl LongestRun {
    /// Stores all runs of `from..end`, which are passed from the last to the first.
    pub(crate) fn new(from: usize, end: usize, runs: impl Iterator<Item = (usize, usize)>) -> Self {
        let mut longest: Vec<(usize, usize)> = Vec::new();
        for run in runs {
            if longest.last().is_none_or(|last| last.1 <= run.1) {
                longest.push(run);
            }
        }
        Self {
            from,
            end,
            runs: longest,
        }
    }

    /// True if all runs of `from..end` are known.
    pub(crate) fn covers(&self, from: usize, end: usize) -> bool {
        self.end == end && self.from <= from && self.end > 0
    }

    /// The longest run from `from` on: its first occurrence and its length.
    pub(crate) fn after(&self, from: usize) -> Option<(usize, usize)> {
        let count = self.runs.partition_point(|run| run.0 >= from);
        count.checked_sub(1).map(|at| self.runs[at])
    }
}
