//! Footnote definitions: `[^name]: text`.

use crate::WarningKind;
use crate::kramdown::block::Outcome;
use crate::kramdown::block::extensions::word_with_dashes;
use crate::kramdown::element::{Eob, Kind};
use crate::kramdown::parser::{FootnoteDef, MAX_BLOCK_DEPTH, Parser};
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::{indent, line_end, opt_space};

/// Takes a definition with its indented lines.
pub(super) fn parse(parser: &mut Parser<'_>) -> Outcome {
    let start = parser.pos;
    let text = parser.text();
    let open = opt_space(text, start);
    if !text[open..].starts_with(b"[^") || parser.depth >= MAX_BLOCK_DEPTH {
        return Outcome::Not;
    }
    let Some(close) = word_with_dashes(text, open + 2).filter(|&close| text[close..].starts_with(b"]:"))
    else {
        return Outcome::Not;
    };
    let name = Slice::new(open + 2, close);
    let line = line_end(text, close);
    let end = parser.indented_lines(line);
    let inside = parser.pool.len();
    let mut at = close + 2;
    while at < end {
        let stop = line_end(parser.text(), at);
        let from = indent(parser.text(), at).unwrap_or(at);
        parser.pool.copy(from, stop);
        at = stop;
    }
    let inside = Slice::new(inside, parser.pool.len());
    parser.pos = end;
    let content = parser
        .tree
        .create(Kind::Root, Slice::default(), Slice::new(start, end));
    parser.parse_blocks_of(content, inside);
    parser.add_block(Kind::Eob(Eob::Definition), Slice::default(), start..end);
    let key: Box<str> = parser.pool.get(name).into();
    let definition = FootnoteDef {
        name,
        content,
        used: false,
    };
    if let Some(&before) = parser.footnote_names.get(&key) {
        let message = format!("footnote `{key}` is defined twice: the last definition counts");
        parser.warn(WarningKind::DuplicateDefinition, start, line, message);
        parser.footnotes[before as usize] = definition;
    } else {
        parser.footnote_names.insert(key, parser.footnotes.len() as u32);
        parser.footnotes.push(definition);
    }
    Outcome::Done
}
