//! Liquid's own filters, as a table for the engine.

mod text;

use super::engine::{Filter, RunFilter};

/// A filter that turns a text into a text and looks at nothing else.
const fn pure(name: &'static str, arity: (usize, usize), run: RunFilter) -> Filter {
    Filter {
        name,
        arity,
        run,
        pure_text: true,
    }
}

/// The filters of Liquid 4.
pub const FILTERS: &[Filter] = &[
    pure("downcase", (0, 0), text::downcase),
    pure("upcase", (0, 0), text::upcase),
];
