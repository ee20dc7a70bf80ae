//! The syntax inside an attribute list: `.class #id key="value" reference`.

use crate::WarningKind;
use crate::kramdown::document::{AttrName, Document, IalId, TextRange};
use crate::kramdown::lookahead::NextMatch;
use crate::kramdown::scan::{is_space, is_space_char, is_word};

impl Document<'_> {
    /// Parses the content of an attribute list into `ial`. Invalid parts are skipped; a list without any valid part is
    /// a warning (kramdown's `parse_attribute_list`).
    pub(crate) fn parse_attribute_list(&mut self, content: TextRange, ial: IalId) {
        let text = self.arena.get(content).trim_matches(is_space_char);
        if text.is_empty() || text == ":" {
            return;
        }
        let end = content.end as usize;
        let mut at = content.start as usize;
        let mut found = false;
        let mut first = true;
        let mut quotes = [NextMatch::default(); 2];
        while at < end || first {
            let here = if first && (at >= end || !is_space(self.arena.bytes()[at])) {
                Some(at)
            } else if at < end && is_space(self.arena.bytes()[at]) {
                Some(at + 1)
            } else {
                None
            };
            first = false;
            match here.and_then(|here| self.parse_attribute(here, end, ial, &mut quotes)) {
                Some(after) => {
                    found = true;
                    at = after;
                }
                None => at += 1,
            }
        }
        if !found {
            let message = format!(
                "no valid attributes in the attribute list `{}`",
                self.arena.get(content)
            );
            self.warn(
                WarningKind::InvalidAttributeList,
                content.start as usize,
                end,
                message,
            );
        }
    }

    fn ends_attribute(&self, at: usize, end: usize) -> bool {
        at >= end || is_space(self.arena.bytes()[at])
    }

    /// Parses one attribute at `at` and returns its end.
    fn parse_attribute(
        &mut self,
        at: usize,
        end: usize,
        ial: IalId,
        quotes: &mut [NextMatch; 2],
    ) -> Option<usize> {
        let bytes = self.arena.bytes();
        if at >= end {
            return None;
        }
        if is_word(bytes[at]) {
            let mut name_end = at + 1;
            while name_end < end && (is_word(bytes[name_end]) || bytes[name_end] == b'-') {
                name_end += 1;
            }
            let name = TextRange::new(at, name_end);
            if name_end + 1 < end && bytes[name_end] == b'=' {
                return self.parse_key_value(name, name_end + 1, end, ial, quotes);
            }
            if !self.ends_attribute(name_end, end) {
                return None;
            }
            self.attributes.ial_mut(ial).refs.push(name);
            return Some(name_end);
        }
        self.parse_ids_and_classes(at, end, ial)
    }

    /// Parses the quoted value after `name=`.
    fn parse_key_value(
        &mut self,
        name: TextRange,
        at: usize,
        end: usize,
        ial: IalId,
        quotes: &mut [NextMatch; 2],
    ) -> Option<usize> {
        let bytes = &self.arena.bytes()[..end];
        let quote = bytes[at];
        if quote != b'"' && quote != b'\'' {
            return None;
        }
        let start = at + 1;
        // White space or the end must follow the closing quote, and no unescaped brace may precede it.
        let stop = quotes[usize::from(quote == b'"')].find(bytes, start, 1, |text| {
            memchr::memchr2_iter(quote, b'}', text).find(|&at| {
                let escaped = at > 0 && text[at - 1] == b'\\';
                !escaped && (text[at] == b'}' || text.get(at + 1).is_none_or(|&byte| is_space(byte)))
            })
        });
        let i = stop.filter(|&at| bytes[at] == quote)?;
        let mut value = TextRange::new(start, i);
        if memchr::memchr(b'\\', &bytes[start..i]).is_some() {
            let quote = quote as char;
            let plain = self
                .arena
                .get(value)
                .replace("\\}", "}")
                .replace(&format!("\\{quote}"), &quote.to_string());
            value = self.arena.add(&plain, start);
        }
        let name = self.attr_name(name);
        self.set_ial_attr(ial, name, value);
        Some(i + 1)
    }

    /// Parses a run of `#id` and `.class` without spaces between them.
    fn parse_ids_and_classes(&mut self, at: usize, end: usize, ial: IalId) -> Option<usize> {
        let bytes = self.arena.bytes();
        let mut i = at;
        while i < end && !is_space(bytes[i]) {
            let start = i + 1;
            let mut stop = start;
            match bytes[i] {
                b'#' if start < end && bytes[start].is_ascii_alphabetic() => {
                    while stop < end && (is_word(bytes[stop]) || matches!(bytes[stop], b':' | b'-')) {
                        stop += 1;
                    }
                }
                b'.' => {
                    while stop < end && !is_space(bytes[stop]) && !matches!(bytes[stop], b'.' | b'#') {
                        stop += 1;
                    }
                }
                _ => return None,
            }
            if stop == start {
                return None;
            }
            i = stop;
        }
        if i == at {
            return None;
        }
        let mut start = at;
        while start < i {
            let bytes = self.arena.bytes();
            let is_class = bytes[start] == b'.';
            let mut stop = start + 1;
            while stop < i && !matches!(bytes[stop], b'.' | b'#') {
                stop += 1;
            }
            let value = TextRange::new(start + 1, stop);
            if is_class {
                self.add_class(ial, value);
            } else {
                self.set_ial_attr(ial, AttrName::Id, value);
            }
            start = stop;
        }
        Some(i)
    }
}
