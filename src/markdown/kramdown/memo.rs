//! What earlier searches found, so that text which asks the same question again and again is still read in linear time.

/// Remembers the last place found by a forward search.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Next {
    /// The search began here …
    from: usize,
    /// … and found nothing before this place, …
    to: usize,
    /// … where it found something, or ended.
    found: bool,
}

impl Next {
    /// The first place in `from..end` that `search` gives (an offset within the slice it is handed) and behind which
    /// `width` bytes follow. It is asked only where the last answer does not already tell.
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

/// The searches of the block phase.
#[derive(Debug, Default)]
pub(crate) struct Memo {
    /// `}` without a backslash before it.
    pub(crate) brace: Next,
    /// The last `\}` before a `}`: in a line of text, and with nothing behind it on its line.
    pub(crate) escaped_brace: [LastBrace; 2],
    /// Where the line ends on which nothing stands behind the brace at the first place.
    pub(crate) behind_brace: Option<(usize, Option<usize>)>,
    /// `-->`.
    pub(crate) comment_end: Next,
    /// `?>`.
    pub(crate) instruction_end: Next,
    /// `$$`.
    pub(crate) math_end: Next,
    /// `{:/`.
    pub(crate) extension_end: Next,
    /// The fences that may close, for each mark.
    pub(crate) fences: [Longest; 2],
    /// From where to where no end tag follows, for each extension in a block and in a line.
    pub(crate) no_extension_end: [[(usize, usize); 3]; 2],
    /// From where to where no end tag `</` follows.
    pub(crate) end_tag: Next,
}

/// The last brace behind a backslash that was found before `stop`, looking back as far as `from`.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct LastBrace {
    from: usize,
    stop: usize,
    found: Option<usize>,
}

impl LastBrace {
    /// The last place in `from..stop` with a brace that `suits`.
    pub(crate) fn find(
        &mut self,
        text: &[u8],
        from: usize,
        stop: usize,
        suits: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        if self.stop != stop || self.from > from {
            let mut until = stop;
            self.found = loop {
                match memchr::memrchr(b'}', &text[from..until]).map(|at| from + at) {
                    Some(at) if !suits(at) => until = at,
                    found => break found,
                }
            };
            (self.from, self.stop) = (from, stop);
        }
        self.found.filter(|&at| at >= from)
    }
}

/// Runs of a mark in `from..end`, each longer than all behind it or as long: what the longest run behind a place is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Longest {
    from: usize,
    end: usize,
    /// Places and lengths, the last first.
    runs: Vec<(usize, usize)>,
}

impl Longest {
    /// Takes in all runs of `from..end`, which come from the last to the first.
    pub(crate) fn new(from: usize, end: usize, runs: impl Iterator<Item = (usize, usize)>) -> Self {
        let mut kept: Vec<(usize, usize)> = Vec::new();
        for run in runs {
            if kept.last().is_none_or(|last| last.1 <= run.1) {
                kept.push(run);
            }
        }
        Self {
            from,
            end,
            runs: kept,
        }
    }

    /// True if it tells of all from `from` to `end`.
    pub(crate) fn covers(&self, from: usize, end: usize) -> bool {
        self.end == end && self.from <= from && self.end > 0
    }

    /// The longest run in the text from `from` on: the first place of one, and its length.
    pub(crate) fn behind(&self, from: usize) -> Option<(usize, usize)> {
        let count = self.runs.partition_point(|run| run.0 >= from);
        count.checked_sub(1).map(|at| self.runs[at])
    }
}
