//! Link definitions: `[id]: url "title"`.

use crate::WarningKind;
use crate::kramdown::block::Outcome;
use crate::kramdown::element::{Eob, Kind};
use crate::kramdown::parser::{LinkDef, Parser};
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::{is_space, line_end, opt_space, skip_blanks, trailing_whitespace};

/// What stands behind `[id]:`.
struct Target {
    url: Slice,
    title: Option<Slice>,
    end: usize,
}

/// Takes a definition.
pub(super) fn parse(parser: &mut Parser<'_>) -> Outcome {
    let start = parser.pos;
    let text = parser.text();
    let open = opt_space(text, start);
    if text.get(open) != Some(&b'[') {
        return Outcome::Not;
    }
    let Some(close) = memchr::memchr2(b']', b'\n', &text[open + 1..]).map(|at| open + 1 + at) else {
        return Outcome::Not;
    };
    if close == open + 1 || !text[close..].starts_with(b"]:") {
        return Outcome::Not;
    }
    let at = skip_blanks(text, close + 2);
    let Some(target) = in_angles(text, at).or_else(|| bare(text, at)) else {
        return Outcome::Not;
    };
    parser.pos = target.end;
    let id = Slice::new(open + 1, close);
    let eob = parser.add_block(Kind::Eob(Eob::Definition), Slice::default(), start..target.end);
    let definition = LinkDef {
        url: target.url,
        title: target.title,
        eob: Some(eob),
    };
    if parser.define_link(id, definition) {
        let message = format!(
            "link `{}` is defined twice: the last definition counts",
            parser.pool.get(id)
        );
        parser.warn(WarningKind::DuplicateDefinition, start, target.end, message);
    }
    Outcome::Done
}

/// `<url>`, with its title or alone.
fn in_angles(text: &[u8], at: usize) -> Option<Target> {
    if text.get(at) != Some(&b'<') {
        return None;
    }
    let line = line_end(text, at);
    memchr::memchr_iter(b'>', &text[at + 1..line])
        .take(8)
        .find_map(|len| {
            let close = at + 1 + len;
            rest_of(text, Slice::new(at + 1, close), close + 1)
        })
}

/// A title or nothing up to the end of the line.
fn rest_of(text: &[u8], url: Slice, at: usize) -> Option<Target> {
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

/// A title behind blanks, on this line or the next: the last thing of its line.
fn title_after(text: &[u8], at: usize) -> Option<(Slice, usize)> {
    let mut open = skip_blanks(text, at);
    if text.get(open) == Some(&b'\n') {
        open = skip_blanks(text, open + 1);
    } else if open == at {
        return None;
    }
    title_at(text, open)
}

fn title_at(text: &[u8], open: usize) -> Option<(Slice, usize)> {
    let quote = *text.get(open).filter(|&&byte| matches!(byte, b'"' | b'\''))?;
    let feed = line_end(text, open) - 1;
    let mut close = feed;
    while close > open && matches!(text[close - 1], b' ' | b'\t') {
        close -= 1;
    }
    // The title ends with the first quote behind which nothing stands: that is the last byte of the line.
    (close > open + 2 && text[close - 1] == quote).then(|| (Slice::new(open + 1, close - 1), feed + 1))
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
            // Only the first quote behind a blank can open the title: a URL with blank and quote is refused.
            let (title, stop) = title_at(text, i).filter(|_| url_end > at)?;
            return Some(Target {
                url: Slice::new(at, url_end),
                title: Some(title),
                end: stop,
            });
        }
    }
    rest_of(text, Slice::new(at, end), end)
}

impl Parser<'_> {
    /// A link's name as it is compared: white space made one space, lower case.
    pub(crate) fn normalize_link_id(text: &str) -> String {
        let mut id = String::with_capacity(text.len());
        let mut in_space = false;
        for c in text.chars() {
            if c.is_ascii() && is_space(c as u8) {
                if !in_space {
                    id.push(' ');
                }
                in_space = true;
            } else {
                in_space = false;
                id.extend(c.to_lowercase());
            }
        }
        id
    }

    /// Notes what the name `id` stands for; true if it stood for something before.
    pub(crate) fn define_link(&mut self, id: Slice, definition: LinkDef) -> bool {
        let id = Self::normalize_link_id(self.pool.get(id));
        self.longest_link_id = self.longest_link_id.max(id.len());
        self.bracket_in_link_id |= id.contains(']');
        self.link_defs.insert(id.into(), definition).is_some()
    }
}
