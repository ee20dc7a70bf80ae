//! HTML at block level: comments, and elements up to their end tags.

use crate::WarningKind;
use crate::kramdown::attributes::Name;
use crate::kramdown::block::Outcome;
use crate::kramdown::element::{Category, ElementId, Kind, Model};
use crate::kramdown::html_tag::{StartTag, end_tag, is_end_tag_of, start_tag};
use crate::kramdown::options::Input;
use crate::kramdown::parser::{MAX_BLOCK_DEPTH, Parser};
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::{opt_space, trailing_whitespace, uname};
use crate::kramdown::tags;

/// Takes a comment or an element. An end tag that fits its parent ends the parent.
pub(super) fn parse(parser: &mut Parser<'_>) -> Outcome {
    let start = parser.pos;
    let text = parser.text();
    let at = opt_space(text, start);
    if text.get(at) != Some(&b'<') {
        return Outcome::Not;
    }
    if let Some(end) = parser.comment_at(start) {
        let comment = Slice::new(start, end);
        let id = parser
            .tree
            .create(Kind::XmlComment(Category::Block), comment, comment);
        parser.tree.append(parser.parent, id);
        parser.pos = trailing_whitespace(parser.text(), end).unwrap_or(end);
        return Outcome::Done;
    }
    let text = parser.text();
    if text.get(at + 1) == Some(&b'/') {
        return end_of_parent(parser, at);
    }
    if uname(text, at + 1).is_none() || parser.depth >= MAX_BLOCK_DEPTH {
        return Outcome::Not;
    }
    let Some(tag) = start_tag(text, at) else {
        return Outcome::Not;
    };
    if tags::is_span(&parser.pool.get(tag.name).to_lowercase()) {
        return Outcome::Not;
    }
    parser.pos = tag.end;
    let element = parser.html_element(parser.parent, tag, start);
    if parser.options.html_to_native {
        parser.make_native(element);
    }
    Outcome::Done
}

fn end_of_parent(parser: &mut Parser<'_>, at: usize) -> Outcome {
    let parent = parser.element(parser.parent);
    if !matches!(parent.kind, Kind::Html { .. }) {
        return Outcome::Not;
    }
    let Some(tag) = end_tag(parser.text(), at) else {
        return Outcome::Not;
    };
    let name = parser.pool.get(tag.name).to_lowercase();
    if tags::is_span(&name) || name != parser.pool.get(parent.text) {
        return Outcome::Not;
    }
    parser.pos = tag.end;
    Outcome::Stop
}

/// What the value of `markdown="…"` asks for.
pub(crate) enum Markdown {
    Raw,
    Default,
    Span,
    Block,
}

impl Parser<'_> {
    /// Where the comment that begins at `at` ends.
    pub(crate) fn comment_at(&mut self, at: usize) -> Option<usize> {
        let text = &self.pool.bytes()[..self.end];
        if !text.get(at..)?.starts_with(b"<!--") {
            return None;
        }
        let search = |text: &[u8]| memchr::memmem::find(text, b"-->");
        Some(self.memo.comment_end.find(text, at + 4, 3, search)? + 3)
    }

    /// Takes out the attribute `markdown` and says what it asks for; other values ask for nothing.
    pub(crate) fn markdown_attr(
        &mut self,
        attrs: &mut crate::kramdown::attributes::AttrList,
    ) -> Option<Markdown> {
        if attrs.is_empty() {
            return None;
        }
        let found = self
            .attributes
            .iter(*attrs)
            .map(|attr| attr.name)
            .find(|name| match name {
                Name::Other(name) => self.pool.get(*name) == "markdown",
                _ => false,
            });
        let value = self.delete_attr(attrs, found?)?;
        match self.pool.get(value) {
            "0" => Some(Markdown::Raw),
            "1" => Some(Markdown::Default),
            "span" => Some(Markdown::Span),
            "block" => Some(Markdown::Block),
            _ => None,
        }
    }

    /// Adds the element of the start tag that was just read to `parent`, with all up to its end tag.
    pub(crate) fn html_element(&mut self, parent: ElementId, tag: StartTag, start: usize) -> ElementId {
        let (name, known) = self.tag_name(tag.name);
        let mut attrs = self.html_attributes(tag.attrs, known);
        let closed = tag.closed || tags::is_void(self.pool.get(name));
        let is_text = matches!(self.pool.get(name), "script" | "style");
        let mut raw_body = Slice::default();
        if is_text {
            raw_body = self.raw_text_body(name, start);
        }
        let in_raw = matches!(
            self.element(parent).kind,
            Kind::Html {
                model: Model::Raw,
                ..
            }
        );
        let default = tags::model(self.pool.get(name));
        let all_html = self.options.input == Input::Html;
        let mut model = if !in_raw && !all_html && self.options.parse_block_html {
            default
        } else {
            Model::Raw
        };
        let asked = if all_html {
            None
        } else {
            self.markdown_attr(&mut attrs)
        };
        match asked {
            Some(Markdown::Raw) => model = Model::Raw,
            Some(Markdown::Default) => model = default,
            Some(Markdown::Span) => model = Model::Span,
            Some(Markdown::Block) => model = Model::Block,
            None => {}
        }
        let kind = Kind::Html {
            category: Category::Block,
            model,
            closed: closed && !is_text,
        };
        let element = self.new_block(kind, name, start..tag.end);
        self.tree[element].attrs = attrs;
        self.tree.append(parent, element);
        if is_text && !raw_body.is_empty() {
            self.add_to(element, Kind::Raw(None), raw_body);
        }
        if model == Model::Block {
            self.skip_trailing_whitespace();
        }
        if !closed && !is_text {
            self.element_body(element, model, name, tag);
            if !in_raw && !all_html {
                self.skip_trailing_whitespace();
            }
        }
        element
    }

    fn skip_trailing_whitespace(&mut self) {
        if let Some(end) = trailing_whitespace(self.text(), self.pos) {
            self.pos = end;
        }
    }

    fn element_body(&mut self, element: ElementId, model: Model, name: Slice, tag: StartTag) {
        let found = match model {
            Model::Block => self.parse_blocks(element),
            Model::Span => {
                let from = self.pos;
                let (to, after) = self.find_end_tag(name, from);
                self.add_text(element, Kind::RawText, Slice::new(from, to));
                self.pos = after.unwrap_or(to);
                after.is_some()
            }
            Model::Raw => self.parse_raw_html(element),
        };
        if !found {
            self.warn_unclosed(name, tag.name.start as usize - 1, tag.end);
        }
    }

    /// Notes that an element was closed for want of an end tag.
    pub(crate) fn warn_unclosed(&mut self, name: Slice, start: usize, end: usize) {
        let message = format!("no end tag for `{}`", self.pool.get(name));
        self.warn(WarningKind::UnclosedHtml, start, end, message);
    }

    /// The text of a script or style, up to its end tag.
    fn raw_text_body(&mut self, name: Slice, start: usize) -> Slice {
        let from = self.pos;
        let (to, after) = self.find_end_tag(name, from);
        self.pos = after.unwrap_or(to);
        if after.is_none() {
            self.warn_unclosed(name, start, from);
        }
        Slice::new(from, to)
    }

    /// The next end tag of `name`, in any case: where it begins and ends. Without one, the end of the text.
    fn find_end_tag(&mut self, name: Slice, from: usize) -> (usize, Option<usize>) {
        let text = &self.pool.bytes()[..self.end];
        let mut at = from;
        let search = |text: &[u8]| memchr::memmem::find(text, b"</");
        while let Some(open) = self.memo.end_tag.find(text, at, 2, search) {
            let name = &self.pool.bytes()[name.range()];
            if let Some(end) = is_end_tag_of(text, open, name, true) {
                return (open, Some(end));
            }
            at = open + 2;
        }
        (self.end, None)
    }
}
