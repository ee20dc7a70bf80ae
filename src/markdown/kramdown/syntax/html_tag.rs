//! The syntax of HTML tags, comments and processing instructions, as REXML and kramdown define it.

use crate::WarningKind;
use crate::kramdown::document::{AttrList, AttrName, Document, TextRange};
use crate::kramdown::lookahead::Lookahead;
use crate::kramdown::scan::{char_at, is_space, is_word_char, skip_space, uname};
use crate::kramdown::syntax::tags;
use crate::kramdown::version::Behavior;

/// What begins a CDATA section.
pub(crate) const CDATA: &[u8] = b"<![CDATA[";

/// A start tag.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StartTag {
    pub(crate) name: TextRange,
    /// The text of the attributes.
    pub(crate) attrs: TextRange,
    /// True if it ends with `/>`.
    pub(crate) closed: bool,
    pub(crate) end: usize,
}

/// An end tag.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EndTag {
    pub(crate) name: TextRange,
    pub(crate) end: usize,
}

/// One attribute.
struct Attribute {
    name: TextRange,
    value: TextRange,
    end: usize,
}

/// The attribute whose name begins at `at`.
fn attribute(text: &[u8], at: usize) -> Option<Attribute> {
    let name_end = uname(text, at)?;
    let name = TextRange::new(at, name_end);
    let bare = Attribute {
        name,
        value: TextRange::new(name_end, name_end),
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
                value: TextRange::new(i + 1, i + 1 + len),
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
                value: TextRange::new(i, end),
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
    let mut attrs = TextRange::new(name_end, name_end);
    loop {
        let next = skip_space(text, i);
        match text.get(next)? {
            b'>' => {
                return Some(StartTag {
                    name: TextRange::new(at + 1, name_end),
                    attrs,
                    closed: false,
                    end: next + 1,
                });
            }
            b'/' => {
                return (text.get(next + 1) == Some(&b'>')).then_some(StartTag {
                    name: TextRange::new(at + 1, name_end),
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
        name: TextRange::new(at + 2, name_end),
        end: i + 1,
    })
}

/// The end tag of `name` at `at`: `</name\s*>`.
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

/// The word at `at`, up to the next `\b`.
fn leading_word(text: &[u8], at: usize) -> &[u8] {
    let mut end = at;
    while let Some(c) = char_at(text, end).filter(|&c| is_word_char(c)) {
        end += c.len_utf8();
    }
    &text[at..end]
}

/// True at a tag that ends a lazily continued block (kramdown's `LAZY_END_HTML_START` and `…_STOP`).
pub(crate) fn ends_lazy_block(text: &[u8], at: usize, behavior: &Behavior) -> bool {
    let is_end = text.get(at + 1) == Some(&b'/');
    let name = if is_end { at + 2 } else { at + 1 };
    let Some(name_end) = uname(text, name) else {
        return false;
    };
    let word = std::str::from_utf8(leading_word(text, name)).unwrap_or("");
    if tags::stays_in_paragraph(word, behavior) {
        return false;
    }
    !is_end || text.get(skip_space(text, name_end)) == Some(&b'>')
}

/// The end of the comment that begins at `at`.
pub(crate) fn comment_end(text: &[u8], lookahead: &mut Lookahead, at: usize) -> Option<usize> {
    if !text.get(at..)?.starts_with(b"<!--") {
        return None;
    }
    let search = |text: &[u8]| memchr::memmem::find(text, b"-->");
    Some(lookahead.comment_end.find(text, at + 4, 3, search)? + 3)
}

/// The end of the processing instruction that begins at `at`.
pub(crate) fn instruction_end(text: &[u8], lookahead: &mut Lookahead, at: usize) -> Option<usize> {
    if !text.get(at..)?.starts_with(b"<?") {
        return None;
    }
    let search = |text: &[u8]| memchr::memmem::find(text, b"?>");
    Some(lookahead.instruction_end.find(text, at + 2, 2, search)? + 2)
}

/// The content of the CDATA section that begins at `at`, and the offset after it. Only kramdown 2.5 parses them.
pub(crate) fn cdata(
    text: &[u8],
    lookahead: &mut Lookahead,
    at: usize,
    behavior: &Behavior,
) -> Option<(TextRange, usize)> {
    if !behavior.cdata || !text.get(at..)?.starts_with(CDATA) {
        return None;
    }
    let start = at + CDATA.len();
    let search = |text: &[u8]| memchr::memmem::find(text, b"]]>");
    let end = lookahead.cdata_end.find(text, start, 3, search)?;
    Some((TextRange::new(start, end), end + 3))
}

/// What the attribute `markdown` requests for the content of its element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MarkdownAttr {
    Raw,
    Default,
    Span,
    Block,
}

impl Document<'_> {
    /// Removes the attribute `markdown` and returns what it requests. Other values than kramdown's request nothing.
    pub(crate) fn markdown_attr(&mut self, attrs: &mut AttrList) -> Option<MarkdownAttr> {
        let is_markdown = |name: AttrName| match name {
            AttrName::Other(name) => self.arena.get(name) == "markdown",
            _ => false,
        };
        let found = self
            .attributes
            .iter(*attrs)
            .map(|attr| attr.name)
            .find(|&name| is_markdown(name));
        let name = found?;
        let value = self.delete_attr(attrs, name)?;
        match self.arena.get(value) {
            "0" => Some(MarkdownAttr::Raw),
            "1" => Some(MarkdownAttr::Default),
            "span" => Some(MarkdownAttr::Span),
            "block" => Some(MarkdownAttr::Block),
            _ => None,
        }
    }

    /// The name of a tag, in lower case if kramdown knows it, and whether it does.
    pub(crate) fn tag_name(&mut self, name: TextRange) -> (TextRange, bool) {
        let behavior = self.options().behavior();
        let written = self.arena.get(name);
        if !written.bytes().any(|byte| byte.is_ascii_uppercase()) && written.is_ascii() {
            return (name, tags::is_known(written, behavior));
        }
        let lower = written.to_lowercase();
        if tags::is_known(&lower, behavior) {
            (self.arena.add(&lower, name.start as usize), true)
        } else {
            (name, false)
        }
    }

    /// The attributes written in `text`. The names of known elements' attributes become lower case. Of two attributes
    /// with one name the last one counts.
    pub(crate) fn html_attributes(&mut self, text: TextRange, known: bool) -> AttrList {
        let mut list = AttrList::default();
        let mut at = text.start as usize;
        let end = text.end as usize;
        while at < end {
            let bytes = &self.arena.bytes()[..end];
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
            if known && self.arena.get(name).chars().any(char::is_uppercase) {
                let lower = self.arena.get(name).to_lowercase();
                name = self.arena.add(&lower, found.name.start as usize);
            }
            let name = self.attr_name(name);
            if self.attr(list, name).is_some() {
                let message = format!(
                    "duplicate attribute `{}`; the last one counts",
                    self.arena.get(found.name)
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
