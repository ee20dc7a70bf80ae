//! Lines that begin with `{:`: attribute lists, their definitions, and the extensions `{::name}`.

use crate::WarningKind;
use crate::kramdown::attributes::IalId;
use crate::kramdown::block::Outcome;
use crate::kramdown::element::{Category, Eob, Kind};
use crate::kramdown::options::Setting;
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::{is_space, is_word, opt_space, rest_blank, spaces};

/// The extensions there are.
const EXTENSIONS: [&str; 3] = ["comment", "nomarkdown", "options"];

/// The start tag of an extension, or an end tag without one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ExtensionTag {
    /// Empty for an end tag.
    pub(crate) name: Slice,
    pub(crate) attrs: Slice,
    /// `{::name /}`: it has no body.
    pub(crate) closed: bool,
    pub(crate) end: usize,
}

/// Takes an attribute list, a definition of one, or an extension.
pub(super) fn parse(parser: &mut Parser<'_>) -> Outcome {
    let start = parser.pos;
    let at = opt_space(parser.text(), start);
    if !parser.text()[at..].starts_with(b"{:") {
        return Outcome::Not;
    }
    if let Some((name, content, end)) = parser.ald_at(at) {
        parser.pos = end;
        let key: Box<str> = parser.pool.get(name).into();
        let ial = match parser.alds.get(&key) {
            Some(&ial) => ial,
            None => {
                let ial = parser.attributes.create_ial();
                parser.alds.insert(key, ial);
                ial
            }
        };
        parser.parse_attribute_list(content, ial);
        parser.add_block(Kind::Eob(Eob::Ald), Slice::default(), start..end);
        return Outcome::Done;
    }
    let tag = parser.extension_tag(at);
    if let Some((tag, end)) = tag.and_then(|tag| Some((tag, rest_blank(parser.text(), tag.end)?))) {
        return parser.parse_extension(tag, end, Category::Block).into();
    }
    let Some((content, end)) = parser.block_ial_at(start) else {
        return Outcome::Not;
    };
    parser.pos = end;
    block_ial(parser, start, content);
    Outcome::Done
}

/// An attribute list belongs to the block before it, if that can have one, else to the block after it.
fn block_ial(parser: &mut Parser<'_>, start: usize, content: Slice) {
    let last = parser.tree.last(parser.parent).filter(|&last| {
        !matches!(
            parser.tree[last].kind,
            Kind::Blank | Kind::Eob(Eob::Marker | Eob::Ald | Eob::Ial | Eob::Extension)
        )
    });
    if let Some(last) = last {
        let ial = parser.ial_of(last);
        parser.parse_attribute_list(content, ial);
        if parser.block_ial_at(parser.pos).is_none() {
            parser.add_block(Kind::Eob(Eob::Ial), Slice::default(), start..parser.pos);
        }
    } else {
        let ial = match parser.block_ial {
            Some(ial) => ial,
            None => parser.attributes.create_ial(),
        };
        parser.block_ial = Some(ial);
        parser.parse_attribute_list(content, ial);
    }
}

impl Parser<'_> {
    /// The attribute list of an element, made if it has none.
    pub(crate) fn ial_of(&mut self, id: crate::kramdown::element::ElementId) -> IalId {
        if let Some(ial) = self.tree[id].ial {
            return ial;
        }
        let ial = self.attributes.create_ial();
        self.tree[id].ial = Some(ial);
        ial
    }

    /// The next `}` without a backslash before it.
    pub(super) fn next_brace(&mut self, start: usize) -> Option<usize> {
        let text = &self.pool.bytes()[..self.end];
        self.memo.brace.find(text, start, 1, |text| {
            memchr::memchr_iter(b'}', text).find(|&at| at == 0 || text[at - 1] != b'\\')
        })
    }

    /// Where the list whose inside begins at `start` ends, and what follows begins: at the next `}`, or if only white
    /// space may follow and something else does, or there is none, at the last `}` with a backslash before that.
    pub(crate) fn closing_brace(&mut self, start: usize, ends_line: bool) -> Option<(Slice, usize)> {
        let found = self.next_brace(start);
        let text = &self.pool.bytes()[..self.end];
        if let Some(at) = found {
            let after = match self.memo.behind_brace {
                _ if !ends_line => Some(at + 1),
                Some((place, after)) if place == at => after,
                _ => {
                    let after = rest_blank(text, at + 1);
                    self.memo.behind_brace = Some((at, after));
                    after
                }
            };
            if let Some(after) = after {
                return Some((Slice::new(start, at), after));
            }
        }
        let behind = |at| {
            if ends_line {
                rest_blank(text, at + 1)
            } else {
                Some(at + 1)
            }
        };
        let stop = found.unwrap_or(text.len());
        let last = &mut self.memo.escaped_brace[usize::from(ends_line)];
        let at = last.find(text, start.min(stop), stop, |at| behind(at).is_some())?;
        Some((Slice::new(start, at), behind(at)?))
    }

    /// A block attribute list at the start of the line `at`: its inside, and where the line ends.
    pub(crate) fn block_ial_at(&mut self, at: usize) -> Option<(Slice, usize)> {
        let text = self.text();
        let open = opt_space(text, at);
        self.ial_line(open)
    }

    /// The same at its brace.
    pub(crate) fn ial_line(&mut self, open: usize) -> Option<(Slice, usize)> {
        let text = self.text();
        if !text.get(open..)?.starts_with(b"{:") || matches!(text.get(open + 2)?, b':' | b'/') {
            return None;
        }
        if text[open + 2] == b'}' {
            return None;
        }
        self.closing_brace(open + 2, true)
    }

    /// A definition of an attribute list at its brace: name, inside, where the line ends.
    fn ald_at(&mut self, open: usize) -> Option<(Slice, Slice, usize)> {
        let text = self.text();
        let name_end = word_with_dashes(text, open + 2)?;
        if text.get(name_end) != Some(&b':') || matches!(text.get(name_end + 1)?, b'}') {
            return None;
        }
        let (content, end) = self.closing_brace(name_end + 1, true)?;
        Some((Slice::new(open + 2, name_end), content, end))
    }

    /// The tag of an extension at its brace: `{::name attrs /}`, `{:/name}` or `{:/}`.
    pub(crate) fn extension_tag(&mut self, open: usize) -> Option<ExtensionTag> {
        let text = self.text();
        if text.get(open + 2) == Some(&b'/') {
            let name_end = word_with_dashes(text, open + 3).unwrap_or(open + 3);
            return (text.get(name_end) == Some(&b'}')).then_some(ExtensionTag {
                name: Slice::default(),
                attrs: Slice::default(),
                closed: false,
                end: name_end + 1,
            });
        }
        if text.get(open + 2) != Some(&b':') {
            return None;
        }
        let start = open + 3;
        let mut name_end = start;
        while text.get(name_end).is_some_and(|&byte| is_word(byte)) {
            name_end += 1;
        }
        if name_end == start {
            return None;
        }
        let name = Slice::new(start, name_end);
        let bare = |closed, end| ExtensionTag {
            name,
            attrs: Slice::default(),
            closed,
            end,
        };
        match text.get(name_end)? {
            b'}' => return Some(bare(false, name_end + 1)),
            b'/' if text.get(name_end + 1) == Some(&b'}') => return Some(bare(true, name_end + 2)),
            &byte if is_space(byte) => {}
            _ => return None,
        }
        if text.get(name_end + 1) == Some(&b'}') {
            return Some(bare(false, name_end + 2));
        }
        let (mut attrs, end) = self.closing_brace(name_end + 1, false)?;
        let closed = self.text()[attrs.range()].ends_with(b"/");
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

    /// Reads the extension that `tag` starts; `after` is where its body begins. False leaves all as it was.
    pub(crate) fn parse_extension(&mut self, tag: ExtensionTag, after: usize, category: Category) -> bool {
        let start = self.pos;
        if tag.name.is_empty() {
            self.warn(
                WarningKind::UnclosedExtension,
                start,
                tag.end,
                "end tag of an extension without a start tag".to_owned(),
            );
            return false;
        }
        let name = self.pool.get(tag.name);
        let Some(extension) = EXTENSIONS.iter().position(|&known| known == name) else {
            let message = format!("unknown extension `{name}`");
            self.warn(WarningKind::UnknownExtension, start, tag.end, message);
            return false;
        };
        let mut body = None;
        let mut end = after;
        if !tag.closed {
            let place = (usize::from(category == Category::Span), extension);
            let known = self.memo.no_extension_end[place.0][place.1];
            let found = if known.1 == self.end && known.0 <= after {
                None
            } else {
                self.extension_body(tag.name, after, category)
            };
            let Some((inside, stop)) = found else {
                self.memo.no_extension_end[place.0][place.1] = (after, self.end);
                let message = format!("no end tag for the extension `{}`", self.pool.get(tag.name));
                self.warn(WarningKind::UnclosedExtension, start, tag.end, message);
                return false;
            };
            body = Some(inside);
            end = stop;
        }
        let ial = self.attributes.create_ial();
        self.parse_attribute_list(tag.attrs, ial);
        self.run_extension(tag, ial, body, category, start..end);
        self.pos = end;
        true
    }

    /// The body from `from` on and where its end tag ends.
    fn extension_body(&mut self, name: Slice, from: usize, category: Category) -> Option<(Slice, usize)> {
        let mut at = from;
        loop {
            let text = &self.pool.bytes()[..self.end];
            let open = self
                .memo
                .extension_end
                .find(text, at, 3, |text| memchr::memmem::find(text, b"{:/"))?;
            at = open + 3;
            let wanted = &text[name.range()];
            let close = match text.get(at)? {
                b'}' => at + 1,
                _ if text[at..].starts_with(wanted) && text.get(at + wanted.len()) == Some(&b'}') => {
                    at + wanted.len() + 1
                }
                _ => continue,
            };
            if category == Category::Span {
                return Some((Slice::new(from, open), close));
            }
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
                return Some((Slice::new(from, stop), close + 1));
            }
        }
    }

    fn run_extension(
        &mut self,
        tag: ExtensionTag,
        ial: IalId,
        body: Option<Slice>,
        category: Category,
        source: std::ops::Range<usize>,
    ) {
        let place = Slice::new(source.start, source.end);
        match self.pool.get(tag.name) {
            "comment" => {
                if let Some(body) = body {
                    let id = self.tree.create(Kind::Comment(category), body, place);
                    self.tree.append(self.parent, id);
                }
            }
            "nomarkdown" => {
                if let Some(body) = body {
                    let types = self.attributes.ial(ial).attrs;
                    let name = crate::kramdown::attributes::Name::Other(self.pool.add("type", source.start));
                    let wanted = self.attr(types, name).is_none_or(|types| {
                        types.trim().is_empty() || types.split_ascii_whitespace().any(|name| name == "html")
                    });
                    let body = if wanted { body } else { Slice::default() };
                    let category = if wanted { Some(category) } else { None };
                    let id = self.tree.create(Kind::Raw(category), body, place);
                    self.tree.append(self.parent, id);
                }
            }
            "options" => {
                self.set_options(ial, &source);
                if category == Category::Block {
                    self.add_block(Kind::Eob(Eob::Extension), Slice::default(), source);
                }
            }
            _ => {}
        }
    }

    fn set_options(&mut self, ial: IalId, source: &std::ops::Range<usize>) {
        let list = self.attributes.ial(ial).attrs;
        let pairs: Vec<(String, String)> = self
            .attributes
            .iter(list)
            .filter_map(|attr| match attr.name {
                crate::kramdown::attributes::Name::Other(name) => Some((
                    self.pool.get(name).to_owned(),
                    self.pool.get(attr.value).to_owned(),
                )),
                _ => None,
            })
            .collect();
        for (name, value) in pairs {
            match self.options.to_mut().set(&name, &value) {
                Setting::Known => {}
                Setting::Unknown => {
                    self.warn(
                        WarningKind::InvalidInlineOption,
                        source.start,
                        source.end,
                        format!("unknown kramdown option `{name}`"),
                    );
                }
                Setting::Forbidden => {
                    self.warn(
                        WarningKind::InvalidInlineOption,
                        source.start,
                        source.end,
                        format!("the option `{name}` cannot be set inside a document"),
                    );
                }
            }
        }
    }
}

/// A name of word characters and dashes.
pub(crate) fn word_with_dashes(text: &[u8], at: usize) -> Option<usize> {
    if !is_word(*text.get(at)?) {
        return None;
    }
    let mut i = at + 1;
    while text.get(i).is_some_and(|&byte| is_word(byte) || byte == b'-') {
        i += 1;
    }
    Some(i)
}
