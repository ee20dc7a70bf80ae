//! Liquid's own tags, as a table for the engine.

mod assign;
mod conditional;
mod literal;
mod loops;

use super::engine::Tag;

/// The tags of Liquid 4, and those of Liquid 5 where Liquid 4 would fail.
pub const TAGS: &[Tag] = &[
    Tag {
        name: "assign",
        parse: assign::assign,
    },
    Tag {
        name: "capture",
        parse: assign::capture,
    },
    Tag {
        name: "comment",
        parse: literal::comment,
    },
    Tag {
        name: "#",
        parse: literal::inline_comment,
    },
    Tag {
        name: "raw",
        parse: literal::raw,
    },
    Tag {
        name: "if",
        parse: conditional::parse_if,
    },
    Tag {
        name: "unless",
        parse: conditional::parse_unless,
    },
    Tag {
        name: "for",
        parse: loops::parse_for,
    },
    Tag {
        name: "break",
        parse: loops::parse_break,
    },
    Tag {
        name: "continue",
        parse: loops::parse_continue,
    },
];
