//! HTML elements: their content is parsed as blocks, as spans, or kept as HTML.

use crate::WarningKind;
use crate::kramdown::block::parser::{BlockParser, MAX_BLOCK_DEPTH};
use crate::kramdown::document::{Category, ContentModel, ElementId, ElementKind, TextRange};
use crate::kramdown::options::Input;
use crate::kramdown::scan::{trailing_whitespace, uname};
use crate::kramdown::syntax::html_tag::{
    CDATA, MarkdownAttr, StartTag, cdata, comment_end, end_tag, instruction_end, is_end_tag_of, start_tag,
};
use crate::kramdown::syntax::tags;

impl BlockParser<'_, '_> {
    /// Adds the element of a start tag, which was just read, with all content up to its end tag.
    pub(super) fn html_element(&mut self, parent: ElementId, tag: StartTag, start: usize) -> ElementId {
        let (name, known) = self.doc.tag_name(tag.name);
        let mut attrs = self.doc.html_attributes(tag.attrs, known);
        let closed = tag.closed || tags::is_void(self.doc.arena.get(name));
        let is_code = matches!(self.doc.arena.get(name), "script" | "style");
        let code = if is_code {
            self.script_or_style(name, start)
        } else {
            TextRange::default()
        };
        let in_raw = self.doc.tree[parent].kind.is_raw_html();
        let all_html = self.doc.input == Input::Html;
        let default = tags::model(self.doc.arena.get(name));
        let mut model = if !in_raw && !all_html && self.doc.options().parse_block_html {
            default
        } else {
            ContentModel::Raw
        };
        if !all_html {
            match self.doc.markdown_attr(&mut attrs) {
                Some(MarkdownAttr::Raw) => model = ContentModel::Raw,
                Some(MarkdownAttr::Default) => model = default,
                Some(MarkdownAttr::Span) => model = ContentModel::Span,
                Some(MarkdownAttr::Block) => model = ContentModel::Block,
                None => {}
            }
        }
        let kind = ElementKind::Html {
            category: Category::Block,
            model,
            closed: closed && !is_code,
        };
        let element = self.new_block(kind, name, start..tag.end);
        self.doc.tree[element].attrs = attrs;
        self.doc.tree.append(parent, element);
        if !code.is_empty() {
            self.doc.add_to(element, ElementKind::Raw(None), code);
        }
        if model == ContentModel::Block {
            self.skip_trailing_whitespace();
        }
        if !closed && !is_code {
            self.parse_content(element, model, name, tag);
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

    fn parse_content(&mut self, element: ElementId, model: ContentModel, name: TextRange, tag: StartTag) {
        let found = match model {
            ContentModel::Block => self.parse_blocks(element),
            ContentModel::Span => {
                let from = self.pos;
                let (to, after) = self.find_end_tag(name, from);
                let content = TextRange::new(from, to);
                self.doc.add_text(element, ElementKind::RawText, content);
                self.pos = after.unwrap_or(to);
                after.is_some()
            }
            ContentModel::Raw => self.parse_raw_html(element),
        };
        if !found {
            let start = tag.name.start as usize - 1;
            self.doc.warn_unclosed(name, start, tag.end);
        }
    }

    /// The content of a script or a style sheet, up to its end tag.
    fn script_or_style(&mut self, name: TextRange, start: usize) -> TextRange {
        let from = self.pos;
        let (to, after) = self.find_end_tag(name, from);
        self.pos = after.unwrap_or(to);
        if after.is_none() {
            self.doc.warn_unclosed(name, start, from);
        }
        TextRange::new(from, to)
    }

    /// The start of the next end tag of `name`, in any case, and the offset after it. Without one, the end of the text.
    fn find_end_tag(&mut self, name: TextRange, from: usize) -> (usize, Option<usize>) {
        // A name in lower case may have been added to the arena after the text.
        let name = &self.doc.arena.bytes()[name.range()];
        let text = &self.doc.arena.bytes()[..self.end];
        let mut at = from;
        let search = |text: &[u8]| memchr::memmem::find(text, b"</");
        while let Some(open) = self.lookahead.end_tag.find(text, at, 2, search) {
            if let Some(end) = is_end_tag_of(text, open, name, true) {
                return (open, Some(end));
            }
            at = open + 2;
        }
        (self.end, None)
    }

    /// Parses HTML into `element` up to its end tag, or up to the end of the text. Returns whether there is an end tag.
    pub(super) fn parse_raw_html(&mut self, element: ElementId) -> bool {
        self.depth += 1;
        let found = loop {
            let from = self.pos;
            let Some(open) = self.next_tag(from) else {
                let rest = TextRange::new(from, self.end);
                self.doc.add_text(element, ElementKind::Text, rest);
                self.pos = self.end;
                break false;
            };
            let before = TextRange::new(from, open);
            self.doc.add_text(element, ElementKind::Text, before);
            if self.parse_raw_tag(element, open) {
                break true;
            }
        };
        self.depth -= 1;
        found
    }

    /// Parses what begins with `<` at `open`. Returns true for the end tag of `element`.
    fn parse_raw_tag(&mut self, element: ElementId, open: usize) -> bool {
        let behavior = self.doc.options().behavior();
        let (text, lookahead) = self.text_and_lookahead();
        if let Some(end) = comment_end(text, lookahead, open) {
            let comment = TextRange::new(open, end);
            let kind = ElementKind::XmlComment(Category::Block);
            self.doc.add_to(element, kind, comment);
            self.pos = end;
        } else if let Some(end) = instruction_end(text, lookahead, open) {
            let instruction = TextRange::new(open, end);
            let kind = ElementKind::XmlPi(Category::Block);
            self.doc.add_to(element, kind, instruction);
            self.pos = end;
        } else if let Some((content, end)) = cdata(text, lookahead, open, behavior) {
            self.doc.add_to(element, ElementKind::Text, content);
            self.pos = end;
        } else if let Some(tag) = start_tag(text, open).filter(|_| self.depth < MAX_BLOCK_DEPTH) {
            self.pos = tag.end;
            let outer = std::mem::replace(&mut self.parent, element);
            self.html_element(element, tag, open);
            self.parent = outer;
        } else if let Some(tag) = end_tag(self.text(), open) {
            self.pos = tag.end;
            if self.ends_element(element, tag.name) {
                return true;
            }
            let stray = TextRange::new(open, tag.end);
            self.doc.add_text(element, ElementKind::Text, stray);
            let message = format!("end tag `{}` without a start tag", self.doc.arena.get(stray));
            self.doc.warn(WarningKind::StrayEndTag, open, tag.end, message);
        } else {
            let bracket = TextRange::new(open, open + 1);
            self.doc.add_text(element, ElementKind::Text, bracket);
            self.pos = open + 1;
        }
        false
    }

    /// The next `<` at which a tag, a comment or an instruction can begin.
    fn next_tag(&self, from: usize) -> Option<usize> {
        let text = self.text();
        let has_cdata = self.doc.options().behavior().cdata;
        let begins = |at: usize| match text.get(at + 1) {
            Some(b'/' | b'?') => true,
            Some(b'!') => text[at..].starts_with(b"<!--") || has_cdata && text[at..].starts_with(CDATA),
            Some(_) => uname(text, at + 1).is_some(),
            None => false,
        };
        memchr::memchr_iter(b'<', &text[from..])
            .map(|at| from + at)
            .find(|&at| begins(at))
    }

    fn ends_element(&self, element: ElementId, name: TextRange) -> bool {
        let name = self.doc.arena.get(name);
        let expected = self.doc.arena.get(self.doc.tree[element].text);
        name == expected
            || tags::is_known(expected, self.doc.options().behavior()) && name.to_lowercase() == expected
    }
}
