//! Abbreviation definitions: `*[HTML]: Hyper Text`.

use crate::WarningKind;
use crate::kramdown::block::parser::{BlockMatch, BlockParser};
use crate::kramdown::document::{AbbreviationDef, ElementKind, Eob, TextRange};
use crate::kramdown::scan::{line_end, opt_space, strip};

/// Parses a definition.
pub(super) fn parse(parser: &mut BlockParser<'_, '_>) -> BlockMatch {
    let start = parser.pos;
    let text = parser.text();
    let open = opt_space(text, start);
    if !text[open..].starts_with(b"*[") {
        return BlockMatch::No;
    }
    let end = line_end(text, open);
    let name_start = open + 2;
    if name_start + 1 >= end {
        return BlockMatch::No;
    }
    let length = memchr::memmem::find(&text[name_start + 1..end], b"]:");
    let Some(close) = length.map(|length| name_start + 1 + length) else {
        return BlockMatch::No;
    };
    let title = strip(text, close + 2..end);
    let title = TextRange::new(title.start, title.end);
    parser.pos = end;
    let eob = parser.add_block(
        ElementKind::Eob(Eob::Definition),
        TextRange::default(),
        start..end,
    );
    let range = TextRange::new(name_start, close);
    let definition = AbbreviationDef {
        name: range,
        title,
        eob,
    };
    let name = parser.doc.arena.get(range);
    if !parser.doc.abbreviations.define(name, definition) {
        let message = format!("abbreviation `{name}` is defined twice; the last definition counts");
        parser
            .doc
            .warn(WarningKind::DuplicateDefinition, start, end, message);
    }
    BlockMatch::Yes
}
