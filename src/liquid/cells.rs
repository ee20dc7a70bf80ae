//! Values by number, each computed once.

use recto_value::Value;
use std::cell::OnceCell;

/// How many cells are made at once.
const CHUNK: usize = 16;

/// What was found, or that nothing was.
pub(super) type Cell = OnceCell<Option<Value>>;

/// Cells by number. They are made as they are used: a site has thousands of numbers, a page uses a dozen.
#[derive(Debug, Default)]
pub(super) struct Cells {
    chunks: Vec<OnceCell<Box<[Cell; CHUNK]>>>,
}

impl Cells {
    /// Makes room for the numbers below `count`.
    pub(super) fn reserve(&mut self, count: usize) {
        let chunks = count.div_ceil(CHUNK);
        if chunks > self.chunks.len() {
            self.chunks.resize_with(chunks, OnceCell::new);
        }
    }

    /// The cell of a number; none where there was no room made for it.
    #[inline]
    pub(super) fn get(&self, number: u32) -> Option<&Cell> {
        let number = number as usize;
        let chunk = self.chunks.get(number / CHUNK)?.get_or_init(Box::default);
        Some(&chunk[number % CHUNK])
    }
}
