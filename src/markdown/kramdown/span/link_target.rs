//! What stands behind a link's text: `(url "title")`, `[id]`, or nothing.

use crate::WarningKind;
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::{is_space, skip_space};
use crate::kramdown::span::link::unescape;

/// Where a link leads.
#[derive(Debug)]
pub(super) enum Target {
    /// Nowhere: it is no link.
    None,
    /// To what is defined under the name `id`.
    Definition { id: String, end: usize },
    /// To a URL.
    Url {
        url: Slice,
        title: Option<Slice>,
        end: usize,
    },
}

/// Where parentheses close, computed once for a text in which looking for it has taken long.
#[derive(Debug, Default)]
pub(super) struct Parens {
    /// The text `from..end` that is known.
    from: usize,
    end: usize,
    closes: std::collections::HashMap<usize, usize>,
}

/// So far parentheses are simply followed.
const NEAR: usize = 256;

impl Parser<'_> {
    /// Where the link leads whose text is `inside..close`, with `]` at `close`; `start` is where the link begins.
    pub(super) fn link_target(&mut self, inside: usize, close: usize, start: usize) -> Target {
        let after = close + 1;
        if let Some((id, end)) = self.inline_id(after) {
            let alone = id.is_empty();
            let id = if alone { Slice::new(inside, close) } else { id };
            return self.defined(id, alone, end, start);
        }
        if self.text().get(after) != Some(&b'(') {
            return self.defined(Slice::new(inside, close), true, after, start);
        }
        self.url_target(after)
    }

    /// `[id]` behind white space; empty for `[]`.
    fn inline_id(&self, at: usize) -> Option<(Slice, usize)> {
        let text = self.text();
        let open = skip_space(text, at);
        if text.get(open) != Some(&b'[') {
            return None;
        }
        let close = open + 1 + memchr::memchr(b']', &text[open + 1..])?;
        Some((Slice::new(open + 1, close), close + 1))
    }

    /// The definition under a name; `alone` if the name is the link's text.
    fn defined(&mut self, id: Slice, alone: bool, end: usize, start: usize) -> Target {
        // White space is made one space and backslashes go, so the name may be longer than what it is compared with.
        let may_be = !self.link_defs.is_empty()
            && id.len() <= self.longest_link_id * 4 + 64
            && (self.bracket_in_link_id || memchr::memrchr(b']', self.pool.get(id).as_bytes()).is_none());
        if may_be {
            let text = self.pool.get(id);
            let id = if alone {
                Self::normalize_link_id(&unescape(text))
            } else {
                Self::normalize_link_id(text)
            };
            if self.link_defs.contains_key(id.as_str()) {
                return Target::Definition { id, end };
            }
        }
        if !alone {
            let message = format!("link `{}` is not defined", self.pool.get(id));
            self.warn(WarningKind::UndefinedReference, start, end, message);
        }
        Target::None
    }

    /// A URL in parentheses, the first of which stands at `open`.
    fn url_target(&mut self, open: usize) -> Target {
        let text = self.text();
        if text.get(open + 1) == Some(&b'<') {
            let text = &self.pool.bytes()[..self.end];
            let stop = self
                .spans
                .line_angle
                .find(text, open + 2, 1, |text| memchr::memchr2(b'>', b'\n', text));
            if let Some(close) = stop.filter(|&at| text[at] == b'>') {
                let url = Slice::new(open + 2, close);
                if text.get(close + 1) == Some(&b')') {
                    return Target::Url {
                        url,
                        title: None,
                        end: close + 2,
                    };
                }
                return self.with_title(url, close + 1);
            }
        }
        let (stop, closed) = self.url_end(open);
        let url = self.strip(Slice::new(open + 1, stop.max(open + 2) - 1));
        if closed {
            return Target::Url {
                url,
                title: None,
                end: stop,
            };
        }
        self.with_title(url, stop)
    }

    fn strip(&self, slice: Slice) -> Slice {
        let bytes = self.pool.bytes();
        let (mut start, mut end) = (slice.start as usize, slice.end as usize);
        while start < end && (is_space(bytes[start]) || bytes[start] == 0) {
            start += 1;
        }
        while end > start && (is_space(bytes[end - 1]) || bytes[end - 1] == 0) {
            end -= 1;
        }
        Slice::new(start, end)
    }

    /// Behind the parenthesis that closes the one at `open`, or behind white space before a quote (then false).
    fn url_end(&mut self, open: usize) -> (usize, bool) {
        let text = &self.pool.bytes()[..self.end];
        let mut depth = 0_usize;
        let mut last = open + 1;
        for at in open..text.len() {
            if at - open >= NEAR {
                return self.far_url_end(open);
            }
            match text[at] {
                b'(' => depth += 1,
                b')' => depth -= 1,
                byte if is_space(byte) && matches!(text.get(at + 1), Some(b'"' | b'\'')) => {
                    return (at + 1, false);
                }
                _ => continue,
            }
            last = at + 1;
            if depth == 0 {
                return (last, true);
            }
        }
        (last, false)
    }

    /// The same where it takes long: parentheses are matched once for the whole text.
    fn far_url_end(&mut self, open: usize) -> (usize, bool) {
        let text = &self.pool.bytes()[..self.end];
        let parens = &mut self.spans.unclosed.parens;
        if parens.end != self.end || open < parens.from {
            *parens = Parens {
                from: open,
                end: self.end,
                ..Parens::default()
            };
            let mut opened: Vec<usize> = Vec::new();
            for at in open..text.len() {
                let stop = match text[at] {
                    b'(' => {
                        opened.push(at);
                        continue;
                    }
                    b')' => {
                        if let Some(start) = opened.pop() {
                            parens.closes.insert(start, at + 1);
                        }
                        continue;
                    }
                    byte => is_space(byte) && matches!(text.get(at + 1), Some(b'"' | b'\'')),
                };
                if stop {
                    // What is open here ends here, and stays open for what is looked for later.
                    for start in opened.drain(..) {
                        parens.closes.insert(start, usize::MAX - at);
                    }
                }
            }
        }
        match parens.closes.get(&open) {
            Some(&close) if close <= text.len() => (close, true),
            Some(&stop) => (usize::MAX - stop + 1, false),
            None => (text.len(), false),
        }
    }

    /// A title behind white space, then the closing parenthesis.
    fn with_title(&mut self, url: Slice, at: usize) -> Target {
        let text = &self.pool.bytes()[..self.end];
        let open = skip_space(text, at);
        let Some(&quote) = text.get(open).filter(|&&byte| matches!(byte, b'"' | b'\'')) else {
            return Target::None;
        };
        let search = |text: &[u8]| {
            memchr::memchr_iter(quote, text).find(|&at| text.get(skip_space(text, at + 1)) == Some(&b')'))
        };
        let found = if open + 2 <= text.len() {
            self.spans.title_end[usize::from(quote == b'"')].find(text, open + 2, 1, search)
        } else {
            None
        };
        let Some(close) = found else {
            return Target::None;
        };
        Target::Url {
            url,
            title: Some(Slice::new(open + 1, close)),
            end: skip_space(text, close + 1) + 1,
        }
    }
}
