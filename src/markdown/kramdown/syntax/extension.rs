//! The syntax that begins with `{:`: attribute lists, their definitions, and the extensions `{::name}`.

use crate::WarningKind;
use crate::kramdown::document::{AttrName, Category, Document, ElementId, ElementKind, IalId, TextRange};
use crate::kramdown::lookahead::Lookahead;
use crate::kramdown::options::Setting;
use crate::kramdown::scan::{is_space, is_word, opt_space, rest_blank, spaces};

/// The extensions of kramdown.
const EXTENSIONS: [&str; 3] = ["comment", "nomarkdown", "options"];

/// The start tag of an extension, or an end tag without one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ExtensionTag {
    /// Empty for an end tag.
    pub(crate) name: TextRange,
    pub(crate) attrs: TextRange,
    /// True for `{::name /}`, which has no body.
    pub(crate) closed: bool,
    pub(crate) end: usize,
}

/// The place of an extension in the document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) parent: ElementId,
    pub(crate) category: Category,
    /// Where the tag begins.
    pub(crate) start: usize,
    /// Where the body begins.
    pub(crate) body: usize,
    /// The end of the text that is read.
    pub(crate) end: usize,
}

/// An extension that was applied.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Applied {
    /// The offset after it.
    pub(crate) end: usize,
    /// True for `{::options}`.
    pub(crate) is_options: bool,
}

/// A name of word characters and dashes at `at`: its end.
pub(crate) fn word_with_dashes(text: &[u8], at: usize) -> Option<usize> {
    if !is_word(*text.get(at)?) {
        return None;
    }
    let rest = &text[at + 1..];
    let length = rest.iter().position(|&byte| !is_word(byte) && byte != b'-');
    Some(at + 1 + length.unwrap_or(rest.len()))
}

/// The next `}` without a backslash before it.
pub(crate) fn next_brace(text: &[u8], lookahead: &mut Lookahead, start: usize) -> Option<usize> {
    lookahead.brace.find(text, start, 1, |text| {
        memchr::memchr_iter(b'}', text).find(|&at| at == 0 || text[at - 1] != b'\\')
    })
}

/// The content of the list that begins at `start`, and the offset after its closing brace (after the line, if
/// `ends_line`).
///
/// The list ends at the next unescaped `}`. If there is none, or if `ends_line` is set and something follows the brace
/// on its line, the list ends at the last `\}` before.
pub(crate) fn closing_brace(
    text: &[u8],
    lookahead: &mut Lookahead,
    start: usize,
    ends_line: bool,
) -> Option<(TextRange, usize)> {
    let found = next_brace(text, lookahead, start);
    if let Some(at) = found {
        let after = match lookahead.after_brace {
            _ if !ends_line => Some(at + 1),
            Some((brace, after)) if brace == at => after,
            _ => {
                let after = rest_blank(text, at + 1);
                lookahead.after_brace = Some((at, after));
                after
            }
        };
        if let Some(after) = after {
            return Some((TextRange::new(start, at), after));
        }
    }
    let after = |at| {
        if ends_line {
            rest_blank(text, at + 1)
        } else {
            Some(at + 1)
        }
    };
    let stop = found.unwrap_or(text.len());
    let last = &mut lookahead.escaped_brace[usize::from(ends_line)];
    let at = last.find(text, start.min(stop), stop, |at| after(at).is_some())?;
    Some((TextRange::new(start, at), after(at)?))
}

/// A block attribute list on the line at `at`: its content, and the end of the line.
pub(crate) fn block_ial(text: &[u8], lookahead: &mut Lookahead, at: usize) -> Option<(TextRange, usize)> {
    block_ial_at_brace(text, lookahead, opt_space(text, at))
}

/// A block attribute list whose brace is at `open`.
pub(crate) fn block_ial_at_brace(
    text: &[u8],
    lookahead: &mut Lookahead,
    open: usize,
) -> Option<(TextRange, usize)> {
    if !text.get(open..)?.starts_with(b"{:") || matches!(text.get(open + 2)?, b':' | b'/' | b'}') {
        return None;
    }
    closing_brace(text, lookahead, open + 2, true)
}

/// The definition of an attribute list whose brace is at `open`: its name, its content, and the end of the line.
pub(crate) fn definition(
    text: &[u8],
    lookahead: &mut Lookahead,
    open: usize,
) -> Option<(TextRange, TextRange, usize)> {
    let name_end = word_with_dashes(text, open + 2)?;
    if text.get(name_end) != Some(&b':') || *text.get(name_end + 1)? == b'}' {
        return None;
    }
    let (content, end) = closing_brace(text, lookahead, name_end + 1, true)?;
    Some((TextRange::new(open + 2, name_end), content, end))
}

/// The tag of an extension whose brace is at `open`: `{::name attrs /}`, `{:/name}` or `{:/}`.
pub(crate) fn extension_tag(text: &[u8], lookahead: &mut Lookahead, open: usize) -> Option<ExtensionTag> {
    if text.get(open + 2) == Some(&b'/') {
        let name_end = word_with_dashes(text, open + 3).unwrap_or(open + 3);
        return (text.get(name_end) == Some(&b'}')).then_some(ExtensionTag {
            name: TextRange::default(),
            attrs: TextRange::default(),
            closed: false,
            end: name_end + 1,
        });
    }
    if text.get(open + 2) != Some(&b':') {
        return None;
    }
    let start = open + 3;
    let length = text.get(start..)?.iter().position(|&byte| !is_word(byte));
    let name_end = start + length.filter(|&length| length > 0)?;
    let name = TextRange::new(start, name_end);
    let bare = |closed, end| ExtensionTag {
        name,
        attrs: TextRange::default(),
        closed,
        end,
    };
    match text[name_end] {
        b'}' => return Some(bare(false, name_end + 1)),
        b'/' if text.get(name_end + 1) == Some(&b'}') => return Some(bare(true, name_end + 2)),
        byte if is_space(byte) => {}
        _ => return None,
    }
    if text.get(name_end + 1) == Some(&b'}') {
        return Some(bare(false, name_end + 2));
    }
    let (mut attrs, end) = closing_brace(text, lookahead, name_end + 1, false)?;
    let closed = text[attrs.range()].ends_with(b"/");
    if closed {
        attrs.end -= 1;
    }
    Some(ExtensionTag {
        name,
        attrs,
        closed,
        end,
    })
}

/// The body from `from` on, and the offset after the end tag.
fn extension_body(
    text: &[u8],
    lookahead: &mut Lookahead,
    name: TextRange,
    from: usize,
    category: Category,
) -> Option<(TextRange, usize)> {
    let name = &text[name.range()];
    let mut at = from;
    loop {
        let search = |text: &[u8]| memchr::memmem::find(text, b"{:/");
        let open = lookahead.extension_end.find(text, at, 3, search)?;
        at = open + 3;
        let close = match text.get(at)? {
            b'}' => at + 1,
            _ if text[at..].starts_with(name) && text.get(at + name.len()) == Some(&b'}') => {
                at + name.len() + 1
            }
            _ => continue,
        };
        if category == Category::Span {
            return Some((TextRange::new(from, open), close));
        }
        // In a block the end tag must be alone on its line.
        let mut line = open;
        while line > from && open - line < 3 && text[line - 1] == b' ' {
            line -= 1;
        }
        if line > from && text[line - 1] != b'\n' {
            continue;
        }
        let close = spaces(text, close, usize::MAX);
        if text.get(close) == Some(&b'\n') {
            let stop = if line > from { line - 1 } else { line };
            return Some((TextRange::new(from, stop), close + 1));
        }
    }
}

impl Document<'_> {
    /// Applies the extension of `tag`. If it is not valid, nothing changes but for a warning.
    pub(crate) fn apply_extension(
        &mut self,
        tag: ExtensionTag,
        place: Place,
        lookahead: &mut Lookahead,
    ) -> Option<Applied> {
        let start = place.start;
        if tag.name.is_empty() {
            let message = "end tag of an extension without a start tag".to_owned();
            self.warn(WarningKind::UnclosedExtension, start, tag.end, message);
            return None;
        }
        let name = self.arena.get(tag.name);
        let Some(extension) = EXTENSIONS.iter().position(|&known| known == name) else {
            let message = format!("unknown extension `{name}`");
            self.warn(WarningKind::UnknownExtension, start, tag.end, message);
            return None;
        };
        let mut body = None;
        let mut end = place.body;
        if !tag.closed {
            let text = &self.arena.bytes()[..place.end];
            let is_span = usize::from(place.category == Category::Span);
            let (from, to) = lookahead.no_extension_end[is_span][extension];
            let found = if to == place.end && from <= place.body {
                None
            } else {
                extension_body(text, lookahead, tag.name, place.body, place.category)
            };
            let Some((inside, stop)) = found else {
                lookahead.no_extension_end[is_span][extension] = (place.body, place.end);
                let message = format!("no end tag for the extension `{}`", self.arena.get(tag.name));
                self.warn(WarningKind::UnclosedExtension, start, tag.end, message);
                return None;
            };
            body = Some(inside);
            end = stop;
        }
        let ial = self.attributes.create_ial();
        self.parse_attribute_list(tag.attrs, ial);
        let source = TextRange::new(start, end);
        match (EXTENSIONS[extension], body) {
            ("options", _) => self.set_options(ial, source),
            (_, None) => {}
            ("comment", Some(body)) => {
                self.add_raw(ElementKind::Comment(place.category), body, source, place.parent)
            }
            (_, Some(body)) => {
                let (category, body) = if self.is_for_html(ial) {
                    (Some(place.category), body)
                } else {
                    (None, TextRange::default())
                };
                self.add_raw(ElementKind::Raw(category), body, source, place.parent);
            }
        }
        Some(Applied {
            end,
            is_options: EXTENSIONS[extension] == "options",
        })
    }

    fn add_raw(&mut self, kind: ElementKind, body: TextRange, source: TextRange, parent: ElementId) {
        let id = self.tree.create(kind, body, source);
        self.tree.append(parent, id);
    }

    /// True if the attribute `type` of `{::nomarkdown}` is empty or names HTML.
    fn is_for_html(&self, ial: IalId) -> bool {
        let list = self.attributes.ial(ial).attrs;
        self.other_attr(list, "type").is_none_or(|types| {
            types.trim().is_empty() || types.split_ascii_whitespace().any(|name| name == "html")
        })
    }

    fn set_options(&mut self, ial: IalId, source: TextRange) {
        let list = self.attributes.ial(ial).attrs;
        let pairs: Vec<(TextRange, TextRange)> = self
            .attributes
            .iter(list)
            .filter_map(|attr| match attr.name {
                AttrName::Other(name) => Some((name, attr.value)),
                _ => None,
            })
            .collect();
        for (name, value) in pairs {
            let (name, value) = (self.arena.get(name).to_owned(), self.arena.get(value).to_owned());
            let message = match self.set_option(&name, &value) {
                Setting::Known => continue,
                Setting::Unknown => format!("unknown kramdown option `{name}`"),
                Setting::Forbidden => format!("the option `{name}` cannot be set inside a document"),
            };
            self.warn(
                WarningKind::InvalidInlineOption,
                source.start as usize,
                source.end as usize,
                message,
            );
        }
    }
}
