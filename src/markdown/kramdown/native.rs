//! HTML elements made those of Markdown (`html_to_native`): kramdown's `ElementConverter`.

use crate::markdown::escape::reference;
use crate::markdown::kramdown::attributes::{AttrList, Name};
use crate::markdown::kramdown::element::{Category, ElementId, Kind, Model, Quote, Symbol};
use crate::markdown::kramdown::parser::Parser;
use crate::markdown::kramdown::pool::Slice;
use crate::markdown::kramdown::scan::is_space;
use crate::markdown::kramdown::span::entity_code;
use crate::markdown::kramdown::tags;

/// How the inside of an element is gone over.
#[derive(Clone, Copy)]
struct Mode {
    /// Elements are converted.
    convert: bool,
    /// White space is kept.
    preserve: bool,
}

const CONVERT: Mode = Mode {
    convert: true,
    preserve: false,
};

fn drops_text(name: &str) -> bool {
    matches!(
        name,
        "html"
            | "head"
            | "hgroup"
            | "ol"
            | "ul"
            | "dl"
            | "table"
            | "colgroup"
            | "tbody"
            | "thead"
            | "tfoot"
            | "tr"
            | "select"
            | "optgroup"
    )
}

fn wraps_text(name: &str) -> bool {
    matches!(
        name,
        "body"
            | "section"
            | "nav"
            | "article"
            | "aside"
            | "header"
            | "footer"
            | "address"
            | "div"
            | "li"
            | "dd"
            | "blockquote"
            | "figure"
            | "figcaption"
            | "fieldset"
            | "form"
    )
}

fn drops_whitespace(name: &str) -> bool {
    wraps_text(name) || matches!(name, "td" | "th")
}

fn strips(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "dd"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "form"
            | "footer"
            | "header"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "legend"
            | "li"
            | "nav"
            | "p"
            | "section"
            | "td"
            | "th"
    )
}

/// The elements that become native without more ado.
fn simple(name: &str) -> Option<Kind> {
    Some(match name {
        "em" => Kind::Em,
        "strong" => Kind::Strong,
        "blockquote" => Kind::Blockquote,
        "hr" => Kind::Hr,
        "br" => Kind::Br,
        "img" => Kind::Img,
        "p" => Kind::P { transparent: false },
        "thead" => Kind::Thead,
        "tbody" => Kind::Tbody,
        "tfoot" => Kind::Tfoot,
        "tr" => Kind::Tr,
        "td" => Kind::Td,
        "th" => Kind::Th,
        "ul" => Kind::Ul,
        "ol" => Kind::Ol,
        "dl" => Kind::Dl,
        "li" => Kind::Li,
        "dt" => Kind::Dt,
        "dd" => Kind::Dd,
        _ => return None,
    })
}

impl Parser<'_> {
    /// Converts a finished HTML element and what it holds.
    pub(crate) fn make_native(&mut self, id: ElementId) {
        self.process(id, CONVERT, None);
    }

    fn process(&mut self, id: ElementId, mode: Mode, parent: Option<ElementId>) {
        match self.tree[id].kind {
            Kind::XmlComment(_) => self.tree[id].kind = Kind::XmlComment(self.category_in(parent)),
            Kind::XmlPi(_) => self.tree[id].kind = Kind::XmlPi(self.category_in(parent)),
            Kind::Html { .. } => self.process_element(id, mode),
            _ => {}
        }
    }

    /// What a comment counts as in its parent.
    fn category_in(&self, parent: Option<ElementId>) -> Category {
        let model = match parent.map(|parent| self.tree[parent].kind) {
            Some(Kind::Html { .. }) => parent.map_or(Model::Block, |parent| {
                tags::model(self.pool.get(self.tree[parent].text))
            }),
            Some(
                Kind::P { .. }
                | Kind::Header { .. }
                | Kind::A
                | Kind::Em
                | Kind::Strong
                | Kind::Dt
                | Kind::Th,
            ) => Model::Span,
            _ => Model::Block,
        };
        if model == Model::Span {
            Category::Span
        } else {
            Category::Block
        }
    }

    fn process_element(&mut self, id: ElementId, mode: Mode) {
        let name = self.pool.get(self.tree[id].text).to_owned();
        if mode.convert && self.convert_special(id, &name) {
            return;
        }
        if mode.convert && drops_text(&name) {
            self.remove_text_children(id);
        }
        match simple(&name).filter(|_| mode.convert) {
            Some(kind) => {
                self.set_basics(id, kind);
                self.process_children(id, mode);
            }
            None => self.process_html_element(id, &name, mode),
        }
        if mode.convert {
            if strips(&name) {
                self.strip_whitespace(id);
            }
            if drops_whitespace(&name) {
                self.remove_whitespace_children(id);
            }
            if wraps_text(&name) {
                self.wrap_text_children(id);
            }
        }
    }

    /// The elements with rules of their own.
    fn convert_special(&mut self, id: ElementId, name: &str) -> bool {
        let keep = Mode {
            convert: false,
            preserve: false,
        };
        match name {
            "a" if self.attr(self.tree[id].attrs, Name::Href).is_some() => {
                self.set_basics(id, Kind::A);
                self.process_children(id, CONVERT);
            }
            "a" => self.process_html_element(id, name, keep),
            "em" | "i" | "strong" | "b" => {
                let mut text = String::new();
                self.extract_text(id, &mut text);
                let bytes = text.as_bytes();
                let loose = bytes.first().is_some_and(|&byte| is_space(byte));
                if loose || bytes.last().is_some_and(|&byte| is_space(byte)) {
                    self.process_html_element(id, name, keep);
                } else {
                    let kind = if matches!(name, "em" | "i") {
                        Kind::Em
                    } else {
                        Kind::Strong
                    };
                    self.set_basics(id, kind);
                    self.process_children(id, CONVERT);
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let mut text = String::new();
                self.extract_text(id, &mut text);
                let level = name.as_bytes()[1] - b'0';
                self.set_basics(id, Kind::Header { level });
                let source = self.tree[id].source.start as usize;
                self.tree[id].text = self.pool.add(&text, source);
                self.process_children(id, CONVERT);
            }
            "code" | "pre" => self.convert_code(id, name == "pre"),
            "table" => self.convert_table(id),
            "textarea" => self.process_html_element(
                id,
                name,
                Mode {
                    convert: true,
                    preserve: true,
                },
            ),
            "script" => self.convert_script(id),
            _ => return false,
        }
        true
    }

    /// Becomes `kind`; what was known of the HTML element is forgotten, an attribute list before it too.
    pub(super) fn set_basics(&mut self, id: ElementId, kind: Kind) {
        let element = &mut self.tree[id];
        element.kind = kind;
        element.text = Slice::default();
        element.ial = None;
    }

    /// Stays an HTML element.
    pub(super) fn keep_html_element(&mut self, id: ElementId) {
        let name = self.pool.get(self.tree[id].text).to_owned();
        self.process_html_element(
            id,
            &name,
            Mode {
                convert: false,
                preserve: false,
            },
        );
    }

    fn process_html_element(&mut self, id: ElementId, name: &str, mode: Mode) {
        let element = &mut self.tree[id];
        element.kind = Kind::Html {
            category: if tags::is_span(name) {
                Category::Span
            } else {
                Category::Block
            },
            model: if mode.convert {
                tags::model(name)
            } else {
                Model::Raw
            },
            closed: false,
        };
        element.ial = None;
        self.process_children(id, mode);
    }

    /// Goes over the children as those of a native element.
    pub(super) fn process_native_children(&mut self, id: ElementId) {
        self.process_children(id, CONVERT);
    }

    fn process_children(&mut self, id: ElementId, mode: Mode) {
        let mut child = self.tree.first(id);
        while let Some(at) = child {
            child = self.tree.next(at);
            if self.tree[at].kind == Kind::Text {
                self.process_text(id, at, mode.preserve || !mode.convert);
            } else {
                self.process(at, mode, Some(id));
            }
        }
    }

    /// Splits text at entities; runs of white space become one space unless they are to be kept.
    fn process_text(&mut self, parent: ElementId, id: ElementId, preserve: bool) {
        let mut slice = self.tree[id].text;
        if !preserve {
            slice = self.with_single_spaces(slice);
        }
        let bytes = self.pool.bytes();
        if memchr::memchr(b'&', &bytes[slice.range()]).is_none() {
            if slice.is_empty() {
                self.tree.remove(parent, id);
            } else {
                self.tree[id].text = slice;
            }
            return;
        }
        let holder = self.tree.create(Kind::Root, Slice::default(), slice);
        let (mut from, end) = (slice.start as usize, slice.end as usize);
        while from < end {
            let text = &self.pool.bytes()[..end];
            let found = memchr::memchr_iter(b'&', &text[from..])
                .map(|at| from + at)
                .find_map(|at| reference(&text[at..]).map(|length| (at, length)));
            let Some((at, length)) = found else {
                self.add_to(holder, Kind::Text, Slice::new(from, end));
                break;
            };
            self.add_to(holder, Kind::Text, Slice::new(from, at));
            let source = Slice::new(at, at + length);
            from = at + length;
            match native_entity(self.pool.get(source)) {
                Some(kind) => {
                    self.add_to(holder, kind, source);
                }
                None => {
                    self.add_to(holder, Kind::Entity { code: 38 }, Slice::default());
                    from = at + 1;
                }
            }
        }
        self.tree.splice(parent, id, holder);
    }

    fn with_single_spaces(&mut self, slice: Slice) -> Slice {
        let bytes = &self.pool.bytes()[slice.range()];
        let mut before = false;
        let fine = bytes.iter().all(|&byte| {
            let space = is_space(byte);
            let fine = !space || byte == b' ' && !before;
            before = space;
            fine
        });
        if fine {
            return slice;
        }
        let mut plain = String::with_capacity(slice.len());
        let mut in_space = false;
        for c in self.pool.get(slice).chars() {
            let space = c.is_ascii() && is_space(c as u8);
            if !space {
                plain.push(c);
            } else if !in_space {
                plain.push(' ');
            }
            in_space = space;
        }
        self.pool.add(&plain, slice.start as usize)
    }

    /// The children that are text go.
    pub(super) fn remove_text_children(&mut self, id: ElementId) {
        let mut child = self.tree.first(id);
        while let Some(at) = child {
            child = self.tree.next(at);
            if self.tree[at].kind == Kind::Text {
                self.tree.remove(id, at);
            }
        }
    }

    /// Text and spans between blocks get a paragraph without tag.
    fn wrap_text_children(&mut self, id: ElementId) {
        let mut child = self.tree.first(id);
        let mut last: Option<ElementId> = None;
        self.tree.clear(id);
        while let Some(at) = child {
            child = self.tree.next(at);
            if self.tree[at].kind.is_block() {
                last = None;
                self.tree.append(id, at);
                continue;
            }
            let paragraph = match last {
                Some(paragraph) => paragraph,
                None => {
                    let source = self.tree[at].source;
                    let new = self
                        .tree
                        .create(Kind::P { transparent: true }, Slice::default(), source);
                    self.tree.append(id, new);
                    new
                }
            };
            last = Some(paragraph);
            self.tree.append(paragraph, at);
        }
    }

    fn strip_whitespace(&mut self, id: ElementId) {
        if let Some(first) = self
            .tree
            .first(id)
            .filter(|&first| self.tree[first].kind == Kind::Text)
        {
            let bytes = self.pool.bytes();
            let mut text = self.tree[first].text;
            while !text.is_empty() && is_space(bytes[text.start as usize]) {
                text.start += 1;
            }
            self.tree[first].text = text;
        }
        if let Some(last) = self
            .tree
            .last(id)
            .filter(|&last| self.tree[last].kind == Kind::Text)
        {
            let bytes = self.pool.bytes();
            let mut text = self.tree[last].text;
            while !text.is_empty() && is_space(bytes[text.end as usize - 1]) {
                text.end -= 1;
            }
            self.tree[last].text = text;
        }
    }

    /// Text of nothing but white space goes at both ends and between blocks.
    fn remove_whitespace_children(&mut self, id: ElementId) {
        let mut child = self.tree.first(id);
        let mut before: Option<ElementId> = None;
        while let Some(at) = child {
            child = self.tree.next(at);
            let element = &self.tree[at];
            let blank = element.kind == Kind::Text && self.pool.get(element.text).bytes().all(is_space);
            let is_block = |id: ElementId| self.tree[id].kind.is_block();
            let outside = match (before, child) {
                (Some(before), Some(after)) => is_block(before) && is_block(after),
                _ => true,
            };
            before = Some(at);
            if blank && outside {
                self.tree.remove(id, at);
            }
        }
    }

    fn extract_text(&self, id: ElementId, into: &mut String) {
        if self.tree[id].kind == Kind::Text {
            into.push_str(self.pool.get(self.tree[id].text));
        }
        for child in self.tree.children(id) {
            self.extract_text(child, into);
        }
    }

    /// `<code>` and `<pre>`: their text, with entities as characters.
    fn convert_code(&mut self, id: ElementId, is_block: bool) {
        let mut raw = String::new();
        self.extract_text(id, &mut raw);
        let code = decoded(&raw);
        let only = self
            .tree
            .first(id)
            .filter(|&first| self.tree.next(first).is_none());
        let inner = only.filter(|&only| {
            matches!(self.tree[only].kind, Kind::Html { .. }) && self.pool.get(self.tree[only].text) == "code"
        });
        let mut attrs: AttrList = self.tree[id].attrs;
        let source = self.tree[id].source.start as usize;
        let class = self.attr(attrs, Name::Class).map(str::to_owned);
        if is_block {
            let inner_class = inner.and_then(|inner| self.attr(self.tree[inner].attrs, Name::Class));
            let lang = inner_class
                .and_then(crate::markdown::kramdown::code::language_class)
                .map(str::to_owned);
            if let Some(lang) = lang {
                let class = format!("{lang} {}", class.unwrap_or_default());
                let class = self.pool.add(class.trim_end(), source);
                self.set_attr(&mut attrs, Name::Class, class);
            }
        } else if let Some(class) = class {
            let class = self.pool.add(
                &crate::markdown::kramdown::code::without_highlighter(&class),
                source,
            );
            self.set_attr(&mut attrs, Name::Class, class);
        }
        let kind = if is_block {
            Kind::Codeblock {
                lang: Slice::default(),
            }
        } else {
            Kind::Codespan
        };
        self.set_basics(id, kind);
        self.tree[id].attrs = attrs;
        self.tree[id].text = self.pool.add(&code, source);
        self.tree.clear(id);
    }

    /// `<script type="math/tex">` is a formula; others stay.
    fn convert_script(&mut self, id: ElementId) {
        let Some(types) = self.script_type(id).filter(|types| types.contains("math/tex")) else {
            self.process_html_element(id, "script", CONVERT);
            return;
        };
        let Some(text) = self.tree.first(id).map(|first| self.tree[first].text) else {
            self.process_html_element(id, "script", CONVERT);
            return;
        };
        let is_block = types.contains("mode=display");
        let formula = without_cdata(self.pool.get(text)).to_owned();
        self.set_basics(
            id,
            Kind::Math(if is_block { Category::Block } else { Category::Span }),
        );
        let source = self.tree[id].source.start as usize;
        self.tree[id].text = self.pool.add(&formula, source);
        self.tree.clear(id);
        let mut attrs = self.tree[id].attrs;
        let name = Name::Other(self.pool.add("type", source));
        self.delete_attr(&mut attrs, name);
        self.tree[id].attrs = attrs;
    }

    fn script_type(&self, id: ElementId) -> Option<String> {
        let list = self.tree[id].attrs;
        let found = self.attributes.iter(list).find(|attr| match attr.name {
            Name::Other(name) => self.pool.get(name) == "type",
            _ => false,
        });
        found.map(|attr| self.pool.get(attr.value).to_owned())
    }
}

/// The text inside of `% <![CDATA[ … %]]>`.
fn without_cdata(text: &str) -> &str {
    let inside = text.strip_prefix('%').map_or(text, str::trim_start);
    match inside
        .strip_prefix("<![CDATA[")
        .and_then(|inside| inside.strip_suffix("]]>"))
    {
        Some(inside) => {
            let inside = inside.strip_prefix('\n').unwrap_or(inside);
            inside.strip_suffix('%').map_or(inside, |inside| {
                inside.strip_suffix(char::is_whitespace).unwrap_or(inside)
            })
        }
        None => text,
    }
}

/// What an entity becomes; `None` if its name is not known.
fn native_entity(source: &str) -> Option<Kind> {
    Some(match &source[1..source.len() - 1] {
        "lsquo" => Kind::SmartQuote(Quote::LeftSingle),
        "rsquo" => Kind::SmartQuote(Quote::RightSingle),
        "ldquo" => Kind::SmartQuote(Quote::LeftDouble),
        "rdquo" => Kind::SmartQuote(Quote::RightDouble),
        "mdash" => Kind::TypographicSym(Symbol::Mdash),
        "ndash" => Kind::TypographicSym(Symbol::Ndash),
        "hellip" => Kind::TypographicSym(Symbol::Hellip),
        "laquo" => Kind::TypographicSym(Symbol::Laquo),
        "raquo" => Kind::TypographicSym(Symbol::Raquo),
        _ => Kind::Entity {
            code: entity_code(source)?,
        },
    })
}

/// Text with its entities as characters; those that are not known stay.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let known =
            reference(rest.as_bytes()).and_then(|length| Some((length, entity_code(&rest[..length])?)));
        match known.and_then(|(length, code)| Some((length, char::from_u32(code)?))) {
            Some((length, c)) => {
                out.push(c);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}
