//! The lines of items in lists and definition lists.

use crate::kramdown::block::parser::BlockParser;
use crate::kramdown::document::{ElementId, ElementKind, IalId, TextRange};
use crate::kramdown::scan::{indent, is_blank, is_word, line_end, skip_space, spaces};
use crate::kramdown::syntax::extension::{block_ial_at_brace, next_brace};
use crate::kramdown::syntax::html_tag::ends_lazy_block;

/// An item after its first line.
pub(super) struct Item {
    /// The column of its content.
    pub(super) indentation: usize,
    /// Its own attribute list.
    pub(super) ial: Option<IalId>,
    /// The start of its text in the arena.
    pub(super) start: usize,
}

/// A line of an item.
pub(super) struct Line {
    /// The end of the line.
    pub(super) end: usize,
    /// The start of its text, after the indentation and after tabs that become spaces.
    pub(super) content: usize,
    /// The spaces before the text that replace tabs.
    pub(super) padding: usize,
    /// True if the line has the indentation of the content.
    pub(super) indented: bool,
}

/// The maximum number of spaces before the marker of the next item.
pub(super) fn max_marker_indent(indentation: usize) -> usize {
    match indentation {
        1..=3 => indentation - 1,
        _ => 3,
    }
}

/// Skips the indentation of content at column `n`, which may consist of tabs and spaces.
fn content_indent(text: &[u8], at: usize, n: usize) -> Option<usize> {
    let units = |mut at: usize, count: usize| -> Option<usize> {
        for _ in 0..count {
            at = indent(text, at)?;
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

impl BlockParser<'_, '_> {
    /// Parses the first line of an item and copies its text to the end of the arena. `tail` is the offset after the
    /// marker, and `width` the width of the marker with the spaces before it.
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
            let id = self.doc.attributes.create_ial();
            self.doc.parse_attribute_list(content, id);
            ial = Some(id);
            at = after;
        }
        let start = self.doc.arena.len();
        self.doc.arena.copy(at.min(end), end);
        self.pos = end;
        Item {
            indentation,
            ial,
            start,
        }
    }

    /// Parses an attribute list at the start of `at..end`. Returns it with the offset after it.
    pub(super) fn leading_ial(&mut self, at: usize, end: usize) -> Option<(IalId, usize)> {
        let at = skip_space(&self.doc.arena.bytes()[..end], at);
        let (content, after) = self.item_ial(at, end)?;
        let id = self.doc.attributes.create_ial();
        self.doc.parse_attribute_list(content, id);
        Some((id, after))
    }

    /// An attribute list at the start of an item: its content, and the offset after it.
    fn item_ial(&mut self, at: usize, end: usize) -> Option<(TextRange, usize)> {
        let (text, lookahead) = self.text_and_lookahead();
        if at >= end || !text[at..end].starts_with(b"{:") {
            return None;
        }
        let mut name_end = at + 2;
        while name_end < end && (is_word(text[name_end]) || text[name_end] == b'-') {
            name_end += 1;
        }
        if matches!(text.get(at + 2)?, b':' | b'/' | b'}')
            || text.get(name_end) == Some(&b':') && text[at + 2] != b'-'
        {
            return None;
        }
        let next = next_brace(text, lookahead, at + 2).filter(|&close| close < end);
        let close = match next {
            Some(close) => close,
            None => at + 2 + memchr::memrchr(b'}', &text[at + 2..end])?,
        };
        let content = TextRange::new(at + 2, close);
        Some((content, skip_space(&text[..end], close + 1)))
    }

    /// The width of the white space at `at`, after text of the given width. Tabs advance to multiples of four.
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

    /// The line at `at`, if it continues an item whose content is at column `n`.
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

    /// True if the line continues the item without indentation.
    fn is_lazy_item_line(&mut self, at: usize, n: usize) -> bool {
        let behavior = self.doc.options().behavior();
        let (text, lookahead) = self.text_and_lookahead();
        let first = spaces(text, at, n.min(3));
        match text[first] {
            b'{' => block_ial_at_brace(text, lookahead, first).is_none(),
            b'<' => !ends_lazy_block(text, first, behavior),
            _ => true,
        }
    }

    /// Moves past a line of an item and copies it to the end of the arena.
    pub(super) fn take_item_line(&mut self, line: &Line) {
        if line.padding > 0 {
            self.doc.arena.push_spaces(line.padding, self.pos);
        }
        self.doc.arena.copy(line.content, line.end);
        self.pos = line.end;
    }

    /// Removes blank lines at the end of an item and returns them.
    pub(super) fn pop_blank(&mut self, item: ElementId) -> Option<ElementId> {
        let last = self.doc.tree.last(item)?;
        if self.doc.tree[last].kind != ElementKind::Blank {
            return None;
        }
        self.doc.tree.remove(item, last);
        Some(last)
    }

    /// Appends a line feed to the text of a paragraph.
    pub(super) fn add_line_feed(&mut self, paragraph: ElementId) {
        let Some(text) = self.doc.tree.first(paragraph) else {
            return;
        };
        let range = self.doc.tree[text].text;
        let feed = if self.doc.arena.bytes().get(range.end as usize) == Some(&b'\n') {
            TextRange {
                start: range.end,
                end: range.end + 1,
            }
        } else {
            self.doc.arena.add("\n", range.end as usize)
        };
        self.doc.tree[text].text = self.doc.arena.join(range, feed);
    }
}
