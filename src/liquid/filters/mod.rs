//! Liquid's own filters, as a table for the engine: the standard filters of Liquid 4.0.

mod array;
mod fused;
mod html;
mod math;
mod number;
mod slice;
mod sort;
mod strip;
mod text;

pub use array::{items, joined};
pub(super) use fused::After;
pub use number::to_integer;
pub use sort::{comparison_failed, sort_by, sort_values};

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

/// Any other filter.
const fn filter(name: &'static str, arity: (usize, usize), run: RunFilter) -> Filter {
    Filter {
        name,
        arity,
        run,
        pure_text: false,
    }
}

/// The filters of Liquid 4.0 but for `date`, whose clock and zone are the caller's.
pub const FILTERS: &[Filter] = &[
    filter("abs", (0, 0), math::abs),
    filter("append", (1, 1), text::append),
    filter("at_least", (1, 1), math::at_least),
    filter("at_most", (1, 1), math::at_most),
    pure("capitalize", (0, 0), text::capitalize),
    filter("ceil", (0, 0), math::ceil),
    filter("compact", (0, 1), array::compact),
    filter("concat", (1, 1), array::concat),
    filter("default", (0, 1), array::default),
    filter("divided_by", (1, 1), math::divided_by),
    pure("downcase", (0, 0), text::downcase),
    filter("escape", (0, 0), html::escape),
    filter("h", (0, 0), html::escape),
    pure("escape_once", (0, 0), html::escape_once),
    filter("first", (0, 0), array::first),
    filter("floor", (0, 0), math::floor),
    filter("join", (0, 1), array::join),
    filter("last", (0, 0), array::last),
    pure("lstrip", (0, 0), strip::lstrip),
    filter("map", (1, 1), array::map),
    filter("minus", (1, 1), math::minus),
    filter("modulo", (1, 1), math::modulo),
    pure("newline_to_br", (0, 0), html::newline_to_br),
    filter("plus", (1, 1), math::plus),
    filter("prepend", (1, 1), text::prepend),
    filter("remove", (1, 1), text::remove),
    filter("remove_first", (1, 1), text::remove_first),
    filter("replace", (1, 2), text::replace),
    filter("replace_first", (1, 2), text::replace_first),
    filter("reverse", (0, 0), array::reverse),
    filter("round", (0, 1), math::round),
    pure("rstrip", (0, 0), strip::rstrip),
    filter("size", (0, 0), array::size),
    filter("slice", (1, 2), slice::slice),
    filter("sort", (0, 1), sort::sort),
    filter("sort_natural", (0, 1), sort::sort_natural),
    filter("split", (1, 1), slice::split),
    pure("strip", (0, 0), strip::strip),
    pure("strip_html", (0, 0), html::strip_html),
    pure("strip_newlines", (0, 0), strip::strip_newlines),
    filter("times", (1, 1), math::times),
    filter("truncate", (0, 2), slice::truncate),
    filter("truncatewords", (0, 2), slice::truncatewords),
    filter("uniq", (0, 1), array::uniq),
    pure("upcase", (0, 0), text::upcase),
    filter("url_decode", (0, 0), html::url_decode),
    filter("url_encode", (0, 0), html::url_encode),
    filter("where", (1, 2), array::where_),
];
