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
    /// `}`, whatever is before it.
    pub(crate) any_brace: Next,
    /// `-->`.
    pub(crate) comment_end: Next,
    /// `?>`.
    pub(crate) instruction_end: Next,
    /// `$$`.
    pub(crate) math_end: Next,
    /// `{:/`.
    pub(crate) extension_end: Next,
    /// From where to where in the text no fence closes, for each mark: at least so many of them.
    pub(crate) no_fence: [NoFence; 2],
    /// From where to where no end tag `</` follows.
    pub(crate) end_tag: Next,
}

/// A fence that was looked for in vain.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct NoFence {
    pub(crate) from: usize,
    pub(crate) end: usize,
    /// No fence of this length or longer closes between.
    pub(crate) length: usize,
}
