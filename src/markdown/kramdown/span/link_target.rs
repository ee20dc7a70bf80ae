//! The target after a link text: `(url "title")`, `[id]`, or nothing.

use crate::WarningKind;
use crate::kramdown::document::{LinkDef, TextRange, normalize_link_id};
use crate::kramdown::lookahead::{FAR, TargetEnd, begins_title};
use crate::kramdown::scan::{skip_space, strip};
use crate::kramdown::span::escaped_chars::unescape;
use crate::kramdown::span::parser::SpanParser;

/// The target of a link.
#[derive(Debug)]
pub(super) enum Target {
    /// A definition.
    Definition { link: LinkDef, end: usize },
    /// A URL.
    Url {
        url: TextRange,
        title: Option<TextRange>,
        end: usize,
    },
}

impl SpanParser<'_, '_> {
    /// The target of the link that begins at `start`, whose text is `inside..close` with `]` at `close`. `None` if it is
    /// not a link.
    pub(super) fn link_target(&mut self, inside: usize, close: usize, start: usize) -> Option<Target> {
        let after = close + 1;
        let link_text = TextRange::new(inside, close);
        if let Some((id, end)) = self.inline_id(after) {
            let is_empty = id.is_empty();
            let id = if is_empty { link_text } else { id };
            return self.find_definition(id, is_empty, end, start);
        }
        if self.text().get(after) == Some(&b'(') {
            return self.url_target(after);
        }
        self.find_definition(link_text, true, after, start)
    }

    /// `[id]` after white space. The range is empty for `[]`.
    fn inline_id(&self, at: usize) -> Option<(TextRange, usize)> {
        let text = self.text();
        let open = skip_space(text, at);
        if text.get(open) != Some(&b'[') {
            return None;
        }
        let close = open + 1 + memchr::memchr(b']', &text[open + 1..])?;
        Some((TextRange::new(open + 1, close), close + 1))
    }

    /// The definition of a name; `is_text` if the name is the text of the link.
    fn find_definition(&mut self, id: TextRange, is_text: bool, end: usize, start: usize) -> Option<Target> {
        let written = self.doc.arena.get(id);
        if self.doc.links.may_contain(written) {
            let id = if is_text {
                normalize_link_id(&unescape(written))
            } else {
                normalize_link_id(written)
            };
            if let Some(&link) = self.doc.links.get(&id) {
                return Some(Target::Definition { link, end });
            }
        }
        if !is_text {
            let message = format!("link `{written}` is not defined");
            self.doc
                .warn(WarningKind::UndefinedReference, start, end, message);
        }
        None
    }

    /// A URL in parentheses, the first of which is at `open`.
    fn url_target(&mut self, open: usize) -> Option<Target> {
        let (text, lookahead) = self.text_and_lookahead();
        if text.get(open + 1) == Some(&b'<') {
            let search = |text: &[u8]| memchr::memchr2(b'>', b'\n', text);
            let stop = lookahead.angle_or_line_feed.find(text, open + 2, 1, search);
            if let Some(close) = stop.filter(|&at| text[at] == b'>') {
                let url = TextRange::new(open + 2, close);
                if text.get(close + 1) == Some(&b')') {
                    return Some(Target::Url {
                        url,
                        title: None,
                        end: close + 2,
                    });
                }
                return self.with_title(url, close + 1);
            }
        }
        let TargetEnd { at, closed } = self.url_end(open);
        let url = strip(self.text(), open + 1..at.max(open + 2) - 1);
        let url = TextRange::new(url.start, url.end);
        if closed {
            return Some(Target::Url {
                url,
                title: None,
                end: at,
            });
        }
        self.with_title(url, at)
    }

    /// The end of the URL whose parenthesis is at `open`: the matching one, or white space before a quote.
    fn url_end(&mut self, open: usize) -> TargetEnd {
        let (text, lookahead) = self.text_and_lookahead();
        let mut depth = 0_usize;
        let mut last = open + 1;
        for at in open..text.len() {
            if at - open >= FAR {
                return lookahead.parens.end_of(text, open);
            }
            match text[at] {
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ if begins_title(text, at) => {
                    return TargetEnd {
                        at: at + 1,
                        closed: false,
                    };
                }
                _ => continue,
            }
            last = at + 1;
            if depth == 0 {
                return TargetEnd {
                    at: last,
                    closed: true,
                };
            }
        }
        TargetEnd {
            at: last,
            closed: false,
        }
    }

    /// A title after white space, followed by the closing parenthesis.
    fn with_title(&mut self, url: TextRange, at: usize) -> Option<Target> {
        let (text, lookahead) = self.text_and_lookahead();
        let open = skip_space(text, at);
        let quote = *text.get(open).filter(|&&byte| matches!(byte, b'"' | b'\''))?;
        let search = |text: &[u8]| {
            memchr::memchr_iter(quote, text).find(|&at| text.get(skip_space(text, at + 1)) == Some(&b')'))
        };
        if open + 2 > text.len() {
            return None;
        }
        let close = lookahead.title_end[usize::from(quote == b'"')].find(text, open + 2, 1, search)?;
        Some(Target::Url {
            url,
            title: Some(TextRange::new(open + 1, close)),
            end: skip_space(text, close + 1) + 1,
        })
    }
}
