//! The text arena: stores the input and every text derived from it, and maps each byte back to the input.

/// A range of bytes in the [`TextArena`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct TextRange {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl TextRange {
    /// The bytes `start..end`. Offsets of 4 GiB and more are truncated.
    pub(crate) fn new(start: usize, end: usize) -> Self {
        Self {
            start: start as u32,
            end: end as u32,
        }
    }

    /// The number of bytes.
    pub(crate) fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// True if the range has no bytes.
    pub(crate) fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The range as an index.
    pub(crate) fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The bytes from `at` up to the next segment were copied from `source`. Synthetic bytes have no source of their own:
/// all of them map to the byte `source`.
#[derive(Clone, Copy, Debug)]
struct Segment {
    at: u32,
    source: u32,
    synthetic: bool,
}

/// A length of the arena to which [`TextArena::rollback`] returns.
#[derive(Clone, Copy, Debug)]
pub(super) struct ArenaCheckpoint {
    text: usize,
    segments: usize,
}

/// All text of one conversion: the input, followed by the texts that the parser derives from it (quotes without their
/// markers, list items without their indentation).
///
/// The arena only grows while a text is parsed, so ranges stay valid. Segments map derived text back to the input.
#[derive(Debug, Default)]
pub(crate) struct TextArena {
    text: String,
    segments: Vec<Segment>,
    /// The length of the input.
    input: usize,
    /// For each `\r\n` that became `\n`: the offset after it, and the number of bytes removed up to there.
    removed: Vec<(u32, u32)>,
}

impl TextArena {
    /// Stores `input` with `\n` as its line ending, and with exactly one at the end.
    pub(crate) fn new(input: &str) -> Self {
        let mut arena = Self {
            text: String::with_capacity(input.len() * 2 + 16),
            ..Self::default()
        };
        if memchr::memchr(b'\r', input.as_bytes()).is_none() {
            arena.text.push_str(input.strip_suffix('\n').unwrap_or(input));
        } else {
            arena.store_without_carriage_returns(input);
        }
        arena.text.push('\n');
        arena.input = arena.text.len();
        arena
    }

    fn store_without_carriage_returns(&mut self, input: &str) {
        let mut rest = input;
        let mut removed = 0;
        while let Some(at) = memchr::memchr(b'\r', rest.as_bytes()) {
            self.text.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            if rest.starts_with('\n') {
                removed += 1;
                self.removed.push((self.text.len() as u32, removed));
            } else {
                self.text.push('\n');
            }
        }
        self.text.push_str(rest);
        if self.text.ends_with('\n') {
            self.text.pop();
        }
    }

    /// The length of the stored input.
    pub(crate) fn input_len(&self) -> usize {
        self.input
    }

    /// All bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// The text of `range`.
    pub(crate) fn get(&self, range: TextRange) -> &str {
        &self.text[range.range()]
    }

    /// The length: the offset at which the next text will begin.
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    /// The current length, for [`TextArena::rollback`].
    pub(super) fn checkpoint(&self) -> ArenaCheckpoint {
        ArenaCheckpoint {
            text: self.text.len(),
            segments: self.segments.len(),
        }
    }

    /// Removes all text added since `checkpoint`.
    pub(super) fn rollback(&mut self, checkpoint: ArenaCheckpoint) {
        self.text.truncate(checkpoint.text);
        self.segments.truncate(checkpoint.segments);
    }

    /// Appends a copy of the bytes `start..end` of the arena.
    pub(crate) fn copy(&mut self, start: usize, end: usize) {
        if start == end {
            return;
        }
        let at = self.text.len();
        let continues = self
            .segments
            .last()
            .is_some_and(|last| !last.synthetic && last.source as usize + (at - last.at as usize) == start);
        if !continues {
            self.segments.push(Segment {
                at: at as u32,
                source: start as u32,
                synthetic: false,
            });
        }
        self.text.extend_from_within(start..end);
    }

    /// Appends text that is not in the input; diagnostics about it point at `source`.
    pub(crate) fn push(&mut self, text: &str, source: usize) {
        self.segments.push(Segment {
            at: self.text.len() as u32,
            source: source as u32,
            synthetic: true,
        });
        self.text.push_str(text);
    }

    /// Appends `count` spaces, as [`TextArena::push`] does.
    pub(crate) fn push_spaces(&mut self, count: usize, source: usize) {
        const SPACES: &str = "                                ";
        let mut left = count;
        while left > 0 {
            let chunk = left.min(SPACES.len());
            self.push(&SPACES[..chunk], source);
            left -= chunk;
        }
    }

    /// Removes the line feed at the end of the derived text.
    pub(crate) fn pop_line_feed(&mut self) {
        if self.text.len() > self.input && self.text.ends_with('\n') {
            self.text.pop();
            // The next copy must not extend the segment of the removed line feed.
            self.push("", self.input);
        }
    }

    /// Appends text as [`TextArena::push`] does and returns its range.
    pub(crate) fn add(&mut self, text: &str, source: usize) -> TextRange {
        let start = self.len();
        self.push(text, source);
        TextRange::new(start, self.len())
    }

    /// Concatenates two texts, without a copy where they are adjacent.
    pub(crate) fn join(&mut self, first: TextRange, second: TextRange) -> TextRange {
        if first.is_empty() {
            return second;
        }
        if first.end == second.start {
            return TextRange {
                start: first.start,
                end: second.end,
            };
        }
        if second.is_empty() {
            return first;
        }
        let mut start = first.start as usize;
        if first.end as usize != self.len() || start < self.input {
            start = self.len();
            self.copy(first.start as usize, first.end as usize);
        }
        self.copy(second.start as usize, second.end as usize);
        TextRange::new(start, self.len())
    }

    /// The byte offset in the input, as it was passed in, of the byte at `offset` of the arena.
    pub(crate) fn origin(&self, offset: usize) -> usize {
        let mut at = offset as u32;
        while at as usize >= self.input && !self.segments.is_empty() {
            let index = self.segments.partition_point(|segment| segment.at <= at);
            let Some(segment) = index.checked_sub(1).map(|index| self.segments[index]) else {
                break;
            };
            at = if segment.synthetic {
                segment.source
            } else {
                segment.source + (at - segment.at)
            };
        }
        let index = self.removed.partition_point(|entry| entry.0 <= at);
        let removed = index.checked_sub(1).map_or(0, |index| self.removed[index].1);
        (at + removed) as usize
    }
}
