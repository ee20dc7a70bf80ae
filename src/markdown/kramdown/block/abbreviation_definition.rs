//! Abbreviation definitions: `*[HTML]: Hyper Text`.

use crate::kramdown::abbreviations::Abbreviation;
use crate::kramdown::block::Outcome;
use crate::kramdown::element::{Eob, Kind};
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::{is_space, line_end, opt_space, skip_space};

/// Takes a definition.
pub(super) fn parse(parser: &mut Parser<'_>) -> Outcome {
    let start = parser.pos;
    let text = parser.text();
    let open = opt_space(text, start);
    if !text[open..].starts_with(b"*[") {
        return Outcome::Not;
    }
    let end = line_end(text, open);
    let name_start = open + 2;
    if name_start + 1 >= end {
        return Outcome::Not;
    }
    let Some(close) = memchr::memmem::find(&text[name_start + 1..end], b"]:").map(|at| name_start + 1 + at)
    else {
        return Outcome::Not;
    };
    let mut stop = end;
    while stop > close + 2 && (is_space(text[stop - 1]) || text[stop - 1] == 0) {
        stop -= 1;
    }
    let title = Slice::new(skip_space(&text[..stop], close + 2).min(stop), stop);
    parser.pos = end;
    let eob = parser.add_block(Kind::Eob(Eob::Definition), Slice::default(), start..end);
    let name = Slice::new(name_start, close);
    parser.define_abbreviation(Abbreviation { name, title, eob }, start..end);
    Outcome::Done
}
