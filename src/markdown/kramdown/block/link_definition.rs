//! Link definitions: `[id]: url "title"`.

use crate::WarningKind;
use crate::kramdown::block::parser::{BlockMatch, BlockParser};
use crate::kramdown::document::{ElementKind, Eob, LinkDef, TextRange};
use crate::kramdown::scan::{is_space, line_end, opt_space, skip_blanks, trailing_whitespace};

/// The target after `[id]:`.
struct Target {
    url: TextRange,
    title: Option<TextRange>,
    end: usize,
}

/// Parses a definition.
pub(super) fn parse(parser: &mut BlockParser<'_, '_>) -> BlockMatch {
    let start = parser.pos;
    let text = parser.text();
    let open = opt_space(text, start);
    if text.get(open) != Some(&b'[') {
        return BlockMatch::No;
    }
    let Some(close) = memchr::memchr2(b']', b'\n', &text[open + 1..]).map(|at| open + 1 + at) else {
        return BlockMatch::No;
    };
    if close == open + 1 || !text[close..].starts_with(b"]:") {
        return BlockMatch::No;
    }
    let at = skip_blanks(text, close + 2);
    let Some(target) = in_angles(text, at).or_else(|| bare(text, at)) else {
        return BlockMatch::No;
    };
    parser.pos = target.end;
    let id = TextRange::new(open + 1, close);
    let eob = parser.add_block(
        ElementKind::Eob(Eob::Definition),
        TextRange::default(),
        start..target.end,
    );
    let definition = LinkDef {
        url: target.url,
        title: target.title,
        eob: Some(eob),
    };
    let written = parser.doc.arena.get(id);
    if parser.doc.links.define(written, definition) {
        let message = format!("link `{written}` is defined twice; the last definition counts");
        parser
            .doc
            .warn(WarningKind::DuplicateDefinition, start, target.end, message);
    }
    BlockMatch::Yes
}

/// `<url>`, with or without a title.
fn in_angles(text: &[u8], at: usize) -> Option<Target> {
    if text.get(at) != Some(&b'<') {
        return None;
    }
    let line = line_end(text, at);
    memchr::memchr_iter(b'>', &text[at + 1..line])
        .take(8)
        .find_map(|len| {
            let close = at + 1 + len;
            rest_of(text, TextRange::new(at + 1, close), close + 1)
        })
}

/// A title, or nothing, up to the end of the line.
fn rest_of(text: &[u8], url: TextRange, at: usize) -> Option<Target> {
    if let Some((title, end)) = title_after(text, at) {
        return Some(Target {
            url,
            title: Some(title),
            end,
        });
    }
    trailing_whitespace(text, at).map(|end| Target {
        url,
        title: None,
        end,
    })
}

/// A title after white space, on this line or the next, at the end of the line.
fn title_after(text: &[u8], at: usize) -> Option<(TextRange, usize)> {
    let mut open = skip_blanks(text, at);
    if text.get(open) == Some(&b'\n') {
        open = skip_blanks(text, open + 1);
    } else if open == at {
        return None;
    }
    title_at(text, open)
}

fn title_at(text: &[u8], open: usize) -> Option<(TextRange, usize)> {
    let quote = *text.get(open).filter(|&&byte| matches!(byte, b'"' | b'\''))?;
    let feed = line_end(text, open) - 1;
    let mut close = feed;
    while close > open && matches!(text[close - 1], b' ' | b'\t') {
        close -= 1;
    }
    // The title ends with the last quote of the line, after which only white space may follow.
    (close > open + 2 && text[close - 1] == quote).then(|| (TextRange::new(open + 1, close - 1), feed + 1))
}

/// A URL up to a title or the end of the line.
fn bare(text: &[u8], at: usize) -> Option<Target> {
    let feed = line_end(text, at) - 1;
    let mut end = feed;
    while end > at && matches!(text[end - 1], b' ' | b'\t') {
        end -= 1;
    }
    if text[at..end].iter().all(|&byte| is_space(byte)) {
        return None;
    }
    for i in at + 1..end {
        if matches!(text[i], b'"' | b'\'') && matches!(text[i - 1], b' ' | b'\t') {
            let mut url_end = i;
            while url_end > at && matches!(text[url_end - 1], b' ' | b'\t') {
                url_end -= 1;
            }
            // The first quote after white space opens the title. A URL cannot contain white space and a quote.
            let (title, stop) = title_at(text, i).filter(|_| url_end > at)?;
            return Some(Target {
                url: TextRange::new(at, url_end),
                title: Some(title),
                end: stop,
            });
        }
    }
    rest_of(text, TextRange::new(at, end), end)
}
