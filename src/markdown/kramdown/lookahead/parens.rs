//! Pairs of parentheses in link targets.

use std::collections::HashMap;

use crate::kramdown::scan::is_space;

/// A link target longer than this is looked up in [`Parens`] instead of being read.
pub(crate) const FAR: usize = 256;

/// Where the parentheses of `from..end` end.
#[derive(Debug, Default)]
pub(crate) struct Parens {
    from: usize,
    end: usize,
    ends: HashMap<usize, TargetEnd>,
}

/// The end of a URL in parentheses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TargetEnd {
    /// The offset after it.
    pub(crate) at: usize,
    /// True if the parenthesis closes there; false if a title follows, or if there is no end.
    pub(crate) closed: bool,
}

impl Parens {
    /// The end of the URL whose parenthesis opens at `open`.
    pub(crate) fn end_of(&mut self, text: &[u8], open: usize) -> TargetEnd {
        if self.end != text.len() || open < self.from {
            self.pair(text, open);
        }
        self.ends.get(&open).copied().unwrap_or(TargetEnd {
            at: text.len(),
            closed: false,
        })
    }

    fn pair(&mut self, text: &[u8], from: usize) {
        *self = Self {
            from,
            end: text.len(),
            ends: HashMap::new(),
        };
        let mut open: Vec<usize> = Vec::new();
        for (at, &byte) in text.iter().enumerate().skip(from) {
            match byte {
                b'(' => open.push(at),
                b')' => {
                    if let Some(start) = open.pop() {
                        let end = TargetEnd {
                            at: at + 1,
                            closed: true,
                        };
                        self.ends.insert(start, end);
                    }
                }
                _ if begins_title(text, at) => {
                    // All open parentheses end at a title.
                    let end = TargetEnd {
                        at: at + 1,
                        closed: false,
                    };
                    self.ends.extend(open.drain(..).map(|start| (start, end)));
                }
                _ => {}
            }
        }
    }
}

/// True at white space before a quote.
pub(crate) fn begins_title(text: &[u8], at: usize) -> bool {
    is_space(text[at]) && matches!(text.get(at + 1), Some(b'"' | b'\''))
}
