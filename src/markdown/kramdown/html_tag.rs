//! The syntax of HTML tags, as REXML and kramdown have it: tags, their attributes, comments, instructions.

use crate::WarningKind;
use crate::kramdown::attributes::AttrList;
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::{char_at, is_space, is_word_char, skip_space, uname};
use crate::kramdown::tags;

/// A start tag.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StartTag {
    pub(crate) name: Slice,
    /// The text of the attributes.
    pub(crate) attrs: Slice,
    /// True if it ends with `/>`.
    pub(crate) closed: bool,
    pub(crate) end: usize,
}

/// An end tag.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EndTag {
    pub(crate) name: Slice,
    pub(crate) end: usize,
}

/// One attribute: its name, its value, and where it ends.
struct Attribute {
    name: Slice,
    value: Slice,
    end: usize,
}

/// An attribute at `at`, where its name begins.
fn attribute(text: &[u8], at: usize) -> Option<Attribute> {
    let name_end = uname(text, at)?;
    let name = Slice::new(at, name_end);
    let bare = Attribute {
        name,
        value: Slice::new(name_end, name_end),
        end: name_end,
    };
    let i = skip_space(text, name_end);
    if text.get(i) != Some(&b'=') {
        return Some(bare);
    }
    let i = skip_space(text, i + 1);
    match text.get(i) {
        Some(&quote @ (b'"' | b'\'')) => match memchr::memchr(quote, &text[i + 1..]) {
            Some(len) => Some(Attribute {
                name,
                value: Slice::new(i + 1, i + 1 + len),
                end: i + 2 + len,
            }),
            None => Some(bare),
        },
        Some(_) => {
            let mut end = i;
            while let Some(c) = char_at(text, end).filter(|&c| is_word_char(c)) {
                end += c.len_utf8();
            }
            if end == i {
                return Some(bare);
            }
            Some(Attribute {
                name,
                value: Slice::new(i, end),
                end,
            })
        }
        None => Some(bare),
    }
}

/// A start tag at `at` (kramdown's `HTML_TAG_RE`).
pub(crate) fn start_tag(text: &[u8], at: usize) -> Option<StartTag> {
    if text.get(at) != Some(&b'<') {
        return None;
    }
    let name_end = uname(text, at + 1)?;
    let mut i = name_end;
    let mut attrs = Slice::new(name_end, name_end);
    loop {
        let next = skip_space(text, i);
        match text.get(next)? {
            b'>' => {
                return Some(StartTag {
                    name: Slice::new(at + 1, name_end),
                    attrs,
                    closed: false,
                    end: next + 1,
                });
            }
            b'/' => {
                return (text.get(next + 1) == Some(&b'>')).then_some(StartTag {
                    name: Slice::new(at + 1, name_end),
                    attrs,
                    closed: true,
                    end: next + 2,
                });
            }
            _ if next == i => return None,
            _ => {}
        }
        let found = attribute(text, next)?;
        i = found.end;
        attrs.end = i as u32;
    }
}

/// An end tag at `at` (kramdown's `HTML_TAG_CLOSE_RE`).
pub(crate) fn end_tag(text: &[u8], at: usize) -> Option<EndTag> {
    if !text[at.min(text.len())..].starts_with(b"</") {
        return None;
    }
    let name_end = uname(text, at + 2)?;
    let i = skip_space(text, name_end);
    (text.get(i) == Some(&b'>')).then_some(EndTag {
        name: Slice::new(at + 2, name_end),
        end: i + 1,
    })
}

/// True at the end tag of `name`: `</name\s*>`.
pub(crate) fn is_end_tag_of(text: &[u8], at: usize, name: &[u8], any_case: bool) -> Option<usize> {
    let rest = text.get(at..)?;
    if !rest.starts_with(b"</") || rest.len() < name.len() + 3 {
        return None;
    }
    let written = &rest[2..2 + name.len()];
    if !(written == name || any_case && written.eq_ignore_ascii_case(name)) {
        return None;
    }
    let i = skip_space(text, at + 2 + name.len());
    (text.get(i) == Some(&b'>')).then_some(i + 1)
}

/// The name at `at` as `\b`-delimited word, to see whether a tag ends a paragraph.
fn leading_word(text: &[u8], at: usize) -> &[u8] {
    let mut end = at;
    while let Some(c) = char_at(text, end).filter(|&c| is_word_char(c)) {
        end += c.len_utf8();
    }
    &text[at..end]
}

/// True at a tag that ends a lazily continued block (kramdown's `LAZY_END_HTML_START` and `…_STOP`).
pub(crate) fn ends_lazy_block(text: &[u8], at: usize) -> bool {
    let is_end = text.get(at + 1) == Some(&b'/');
    let name = if is_end { at + 2 } else { at + 1 };
    let Some(name_end) = uname(text, name) else {
        return false;
    };
    let word = std::str::from_utf8(leading_word(text, name)).unwrap_or("");
    if tags::stays_in_paragraph(word) {
        return false;
    }
    !is_end || text.get(skip_space(text, name_end)) == Some(&b'>')
}

impl Parser<'_> {
    /// The name of a tag: in lower case if kramdown knows it.
    pub(crate) fn tag_name(&mut self, name: Slice) -> (Slice, bool) {
        let written = self.pool.get(name);
        if !written.bytes().any(|byte| byte.is_ascii_uppercase()) && written.is_ascii() {
            return (name, tags::is_known(written));
        }
        let lower = written.to_lowercase();
        if tags::is_known(&lower) {
            (self.pool.add(&lower, name.start as usize), true)
        } else {
            (name, false)
        }
    }

    /// The attributes written in `text`; those of known elements get names in lower case. Later ones win.
    pub(crate) fn html_attributes(&mut self, text: Slice, known: bool) -> AttrList {
        let mut list = AttrList::default();
        let mut at = text.start as usize;
        let end = text.end as usize;
        while at < end {
            let bytes = &self.pool.bytes()[..end];
            if is_space(bytes[at]) {
                at += 1;
                continue;
            }
            let Some(found) = attribute(bytes, at) else {
                at += 1;
                continue;
            };
            at = found.end;
            let mut name = found.name;
            if known && self.pool.get(name).chars().any(char::is_uppercase) {
                let lower = self.pool.get(name).to_lowercase();
                name = self.pool.add(&lower, found.name.start as usize);
            }
            let name = self.name(name);
            if self.attr(list, name).is_some() {
                let message = format!(
                    "duplicate attribute `{}`: the last one counts",
                    self.pool.get(found.name)
                );
                self.warn(
                    WarningKind::DuplicateAttribute,
                    found.name.start as usize,
                    found.end,
                    message,
                );
            }
            self.set_attr(&mut list, name, found.value);
        }
        list
    }
}
