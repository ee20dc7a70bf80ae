//! What items of lists and definition lists share: their first line, the lines that go on with them, what may follow.

use crate::kramdown::attributes::IalId;
use crate::kramdown::html_tag::ends_lazy_block;
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::{is_blank, line_end, skip_space, spaces};

/// An item whose first line has been read.
pub(super) struct Item {
    /// The column at which its content stands.
    pub(super) indentation: usize,
    /// Its own attribute list.
    pub(super) ial: Option<IalId>,
    /// Where its text begins in the pool.
    pub(super) start: usize,
}

/// A line that belongs to an item.
pub(super) struct Line {
    /// Where it ends.
    pub(super) end: usize,
    /// Where its text begins, behind tabs that became spaces and behind the indentation.
    pub(super) content: usize,
    /// Spaces that stand for tabs and are left before the text.
    pub(super) padding: usize,
    /// True if the indentation was there.
    pub(super) indented: bool,
}

/// The most spaces before the mark of the next item.
pub(super) fn most_spaces(indentation: usize) -> usize {
    match indentation {
        1..=3 => indentation - 1,
        _ => 3,
    }
}

/// Behind the indentation, written in tabs and spaces, that content at column `n` has.
fn content_indent(text: &[u8], at: usize, n: usize) -> Option<usize> {
    let units = |mut at: usize, count: usize| -> Option<usize> {
        for _ in 0..count {
            at = crate::kramdown::scan::indent(text, at)?;
        }
        Some(at)
    };
    let whole = units(at, n / 4)?;
    let rest = spaces(text, whole, n % 4);
    if rest - whole == n % 4 {
        return Some(rest);
    }
    units(whole, 1)
}

impl Parser<'_> {
    /// Reads the first line of an item: `tail` is where the text behind its mark begins, `width` the width of the mark
    /// with the spaces before it. The text is copied to the end of the pool.
    pub(super) fn first_item_line(&mut self, tail: usize, width: usize) -> Item {
        let end = line_end(self.text(), tail);
        let mut ial = None;
        let mut at = skip_space(&self.text()[..end], tail);
        let mut indentation = 4;
        let empty = at >= end;
        let list = self.item_ial(at, end);
        if !empty && list.is_none_or(|(_, after)| after < end) {
            indentation = width + self.columns(tail, width);
        }
        if let Some((content, after)) = list.filter(|_| self.extended) {
            let id = self.attributes.create_ial();
            self.parse_attribute_list(content, id);
            ial = Some(id);
            at = after;
        }
        let start = self.pool.len();
        self.pool.copy(at.min(end), end);
        self.pos = end;
        Item {
            indentation,
            ial,
            start,
        }
    }

    /// An attribute list at the start of the text `at..end`, read, and the text behind it.
    pub(super) fn leading_ial(&mut self, at: usize, end: usize) -> Option<(IalId, usize)> {
        let at = skip_space(&self.pool.bytes()[..end], at);
        let (content, after) = self.item_ial(at, end)?;
        let id = self.attributes.create_ial();
        self.parse_attribute_list(content, id);
        Some((id, after))
    }

    /// An attribute list at the start of an item: its inside, and the text behind it.
    fn item_ial(&mut self, at: usize, end: usize) -> Option<(Slice, usize)> {
        let text = self.text();
        if at >= end || !text[at..end].starts_with(b"{:") {
            return None;
        }
        let mut name_end = at + 2;
        while name_end < end && (crate::kramdown::scan::is_word(text[name_end]) || text[name_end] == b'-') {
            name_end += 1;
        }
        if matches!(text.get(at + 2)?, b':' | b'/' | b'}')
            || text.get(name_end) == Some(&b':') && text[at + 2] != b'-'
        {
            return None;
        }
        let next = self.next_brace(at + 2).filter(|&close| close < end);
        let close = match next {
            Some(close) => close,
            None => at + 2 + memchr::memrchr(b'}', &self.text()[at + 2..end])?,
        };
        let content = Slice::new(at + 2, close);
        Some((content, skip_space(&self.text()[..end], close + 1)))
    }

    /// The columns of white space from `at` on, where the text before it is `width` wide and tabs stop every four.
    fn columns(&self, at: usize, width: usize) -> usize {
        let text = self.text();
        let mut columns = 0;
        for &byte in &text[at..] {
            match byte {
                b' ' => columns += 1,
                b'\t' => columns += 4 - (width + columns) % 4,
                _ => break,
            }
        }
        columns
    }

    /// The line at `at`, if it goes on with an item whose content stands at column `n`.
    pub(super) fn item_line(&mut self, at: usize, n: usize, after_blank: bool) -> Option<Line> {
        let text = self.text();
        if is_blank(text, at) {
            return None;
        }
        if content_indent(text, at, n).is_none() && (after_blank || !self.is_lazy_item_line(at, n)) {
            return None;
        }
        let text = self.text();
        let end = line_end(text, at);
        let mut tabs = at;
        while text[tabs] == b'\t' {
            tabs += 1;
        }
        let wide = (tabs - at) * 4;
        let indented_by_tabs = wide.min(n);
        let rest = spaces(text, tabs, n - indented_by_tabs);
        if indented_by_tabs + (rest - tabs) == n {
            return Some(Line {
                end,
                content: rest,
                padding: wide - indented_by_tabs,
                indented: true,
            });
        }
        Some(Line {
            end,
            content: tabs,
            padding: wide,
            indented: false,
        })
    }

    /// True if the line goes on without indentation.
    fn is_lazy_item_line(&mut self, at: usize, n: usize) -> bool {
        let text = self.text();
        let first = spaces(text, at, n.min(3));
        match text[first] {
            b'{' => self.ial_line(first).is_none(),
            b'<' => !ends_lazy_block(text, first),
            _ => true,
        }
    }

    /// Copies a line of an item to the end of the pool.
    pub(super) fn take_item_line(&mut self, line: &Line) {
        if line.padding > 0 {
            self.pool.push_spaces(line.padding, self.pos);
        }
        self.pool.copy(line.content, line.end);
        self.pos = line.end;
    }

    /// Makes `last` blank lines at the end of an item go.
    pub(super) fn pop_blank(
        &mut self,
        item: crate::kramdown::element::ElementId,
    ) -> Option<crate::kramdown::element::ElementId> {
        let last = self.tree.last(item)?;
        if self.tree[last].kind != crate::kramdown::element::Kind::Blank {
            return None;
        }
        self.tree.remove(item, last);
        Some(last)
    }

    /// Adds a line feed to the text of a paragraph.
    pub(super) fn add_line_feed(&mut self, paragraph: crate::kramdown::element::ElementId) {
        let Some(text) = self.tree.first(paragraph) else {
            return;
        };
        let slice = self.tree[text].text;
        let feed = if self.pool.bytes().get(slice.end as usize) == Some(&b'\n') {
            Slice {
                start: slice.end,
                end: slice.end + 1,
            }
        } else {
            self.pool.add("\n", slice.end as usize)
        };
        self.tree[text].text = self.pool.join(slice, feed);
    }
}
