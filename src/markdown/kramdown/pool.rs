//! The text pool: takes in the input and every text derived from it, gives out slices and the way back to the input.

/// A range of bytes in the [`Pool`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Slice {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Slice {
    /// The bytes `start..end`. Texts of 4 GiB and more are out of reach and cut.
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

    /// True if it holds no byte.
    pub(crate) fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// As a range for indexing.
    pub(crate) fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// From byte `at` of the pool on (up to the next piece) stands what stood at `from`.
#[derive(Clone, Copy, Debug)]
struct Piece {
    at: u32,
    from: u32,
    made_up: bool,
}

/// All text of one conversion: the input first, then what the parser derives (quotes without their marks, items
/// without their indentation). It only grows, so slices stay good; pieces lead from derived text back to the input.
#[derive(Debug, Default)]
pub(crate) struct Pool {
    text: String,
    pieces: Vec<Piece>,
    /// Where the input ends, and its `\r\n` and `\r` that became `\n`: (offset in the pool, bytes dropped until there).
    input: usize,
    dropped: Vec<(u32, u32)>,
}

impl Pool {
    /// Takes in `input`: line ends become `\n`, and exactly one stands at the end.
    pub(crate) fn new(input: &str) -> Self {
        let mut pool = Self {
            text: String::with_capacity(input.len() * 2 + 16),
            ..Self::default()
        };
        if memchr::memchr(b'\r', input.as_bytes()).is_none() {
            pool.text.push_str(input.strip_suffix('\n').unwrap_or(input));
        } else {
            pool.take_with_carriage_returns(input);
        }
        pool.text.push('\n');
        pool.input = pool.text.len();
        pool
    }

    fn take_with_carriage_returns(&mut self, input: &str) {
        let mut rest = input;
        let mut dropped = 0;
        while let Some(at) = memchr::memchr(b'\r', rest.as_bytes()) {
            self.text.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            if rest.starts_with('\n') {
                dropped += 1;
                self.dropped.push((self.text.len() as u32, dropped));
            } else {
                self.text.push('\n');
            }
        }
        self.text.push_str(rest);
        if self.text.ends_with('\n') {
            self.text.pop();
        }
    }

    /// The length of the input as taken in.
    pub(crate) fn input_len(&self) -> usize {
        self.input
    }

    /// All of the text.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// The text of `slice`.
    pub(crate) fn get(&self, slice: Slice) -> &str {
        &self.text[slice.range()]
    }

    /// The length so far: where the next text will begin.
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    /// How much there is now, for [`Pool::forget`].
    pub(crate) fn mark(&self) -> (usize, usize) {
        (self.text.len(), self.pieces.len())
    }

    /// Drops all text added since `mark`.
    pub(crate) fn forget(&mut self, mark: (usize, usize)) {
        self.text.truncate(mark.0);
        self.pieces.truncate(mark.1);
    }

    /// Copies the bytes `start..end` of the pool to its end.
    pub(crate) fn copy(&mut self, start: usize, end: usize) {
        if start == end {
            return;
        }
        let at = self.text.len();
        let goes_on = self
            .pieces
            .last()
            .is_some_and(|last| !last.made_up && last.from as usize + (at - last.at as usize) == start);
        if !goes_on {
            self.pieces.push(Piece {
                at: at as u32,
                from: start as u32,
                made_up: false,
            });
        }
        self.text.extend_from_within(start..end);
    }

    /// Adds text that does not stand in the input; for messages it counts as standing at `from`.
    pub(crate) fn push(&mut self, text: &str, from: usize) {
        self.pieces.push(Piece {
            at: self.text.len() as u32,
            from: from as u32,
            made_up: true,
        });
        self.text.push_str(text);
    }

    /// Adds `count` spaces, as [`Pool::push`].
    pub(crate) fn push_spaces(&mut self, count: usize, from: usize) {
        const SPACES: &str = "                                ";
        let mut count = count;
        while count > 0 {
            let now = count.min(SPACES.len());
            self.push(&SPACES[..now], from);
            count -= now;
        }
    }

    /// Takes back the line feed that was added last.
    pub(crate) fn pop_line_feed(&mut self) {
        if self.text.len() > self.input && self.text.ends_with('\n') {
            self.text.pop();
            // What follows must not count as going on where the line feed stood.
            self.push("", self.input);
        }
    }

    /// Adds a text and gives its slice.
    pub(crate) fn add(&mut self, text: &str, from: usize) -> Slice {
        let start = self.len();
        self.push(text, from);
        Slice::new(start, self.len())
    }

    /// The two texts in a row; no copy is made where they already stand so.
    pub(crate) fn join(&mut self, first: Slice, second: Slice) -> Slice {
        if first.is_empty() || first.end == second.start {
            let start = if first.is_empty() {
                second.start
            } else {
                first.start
            };
            return Slice {
                start,
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
        Slice::new(start, self.len())
    }

    /// The offset in the input, as it was handed in, of the byte at `offset` of the pool.
    pub(crate) fn origin(&self, offset: usize) -> usize {
        let mut at = offset as u32;
        while at as usize >= self.input && !self.pieces.is_empty() {
            let index = self.pieces.partition_point(|piece| piece.at <= at);
            let Some(piece) = index.checked_sub(1).map(|index| self.pieces[index]) else {
                break;
            };
            at = if piece.made_up {
                piece.from
            } else {
                piece.from + (at - piece.at)
            };
        }
        let index = self.dropped.partition_point(|entry| entry.0 <= at);
        let dropped = index.checked_sub(1).map_or(0, |index| self.dropped[index].1);
        (at + dropped) as usize
    }
}
