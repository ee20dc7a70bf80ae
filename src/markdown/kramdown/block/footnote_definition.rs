//! Footnote definitions: `[^name]: text`.

use crate::WarningKind;
use crate::kramdown::block::parser::{BlockMatch, BlockParser, MAX_BLOCK_DEPTH};
use crate::kramdown::document::{ElementKind, Eob, FootnoteDef, TextRange};
use crate::kramdown::scan::{indent, line_end, opt_space};
use crate::kramdown::syntax::extension::word_with_dashes;

/// Parses a definition with its indented lines.
pub(super) fn parse(parser: &mut BlockParser<'_, '_>) -> BlockMatch {
    let start = parser.pos;
    let text = parser.text();
    let open = opt_space(text, start);
    if !text[open..].starts_with(b"[^") || parser.depth >= MAX_BLOCK_DEPTH {
        return BlockMatch::No;
    }
    let close = word_with_dashes(text, open + 2).filter(|&close| text[close..].starts_with(b"]:"));
    let Some(close) = close else {
        return BlockMatch::No;
    };
    let range = TextRange::new(open + 2, close);
    let line = line_end(text, close);
    let end = parser.indented_lines(line);
    let body = parser.doc.arena.len();
    let mut at = close + 2;
    while at < end {
        let stop = line_end(parser.text(), at);
        let from = indent(parser.text(), at).unwrap_or(at);
        parser.doc.arena.copy(from, stop);
        at = stop;
    }
    let body = TextRange::new(body, parser.doc.arena.len());
    parser.pos = end;
    let source = TextRange::new(start, end);
    let content = parser
        .doc
        .tree
        .create(ElementKind::Root, TextRange::default(), source);
    parser.parse_blocks_of(content, body);
    parser.add_block(
        ElementKind::Eob(Eob::Definition),
        TextRange::default(),
        start..end,
    );
    let definition = FootnoteDef {
        name: range,
        content,
        used: false,
    };
    let name = parser.doc.arena.get(range);
    if !parser.doc.footnotes.define(name, definition) {
        let message = format!("footnote `{name}` is defined twice; the last definition counts");
        parser
            .doc
            .warn(WarningKind::DuplicateDefinition, start, line, message);
    }
    BlockMatch::Yes
}
