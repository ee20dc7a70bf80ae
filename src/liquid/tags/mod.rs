//! Liquid's own tags, as a table for the engine.

mod assign;
mod conditional;
mod count;
mod cycle;
mod include;
mod later;
mod literal;
mod loops;
mod select;
mod tablerow;

use super::engine::Tag;

const fn tag(name: &'static str, parse: super::engine::ParseTag) -> Tag {
    Tag { name, parse }
}

/// The tags of Liquid 4.0.
pub const TAGS: &[Tag] = &[
    tag("assign", assign::assign),
    tag("break", loops::parse_break),
    tag("capture", assign::capture),
    tag("case", select::case),
    tag("comment", literal::comment),
    tag("continue", loops::parse_continue),
    tag("cycle", cycle::cycle),
    tag("decrement", count::decrement),
    tag("for", loops::parse_for),
    tag("if", conditional::parse_if),
    tag("ifchanged", cycle::ifchanged),
    tag("include", include::include),
    tag("increment", count::increment),
    tag("raw", literal::raw),
    tag("tablerow", tablerow::tablerow),
    tag("unless", conditional::parse_unless),
];

/// The tags of Liquid 5 that are errors in Liquid 4.
pub const TAGS_OF_5: &[Tag] = &[
    tag("#", literal::inline_comment),
    tag("echo", later::echo),
    tag("liquid", later::liquid),
    tag("render", later::render),
];
