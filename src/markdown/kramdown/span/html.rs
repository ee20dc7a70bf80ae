//! HTML in a line: comments, CDATA sections and elements.

use crate::WarningKind;
use crate::escape;
use crate::kramdown::document::{Category, ContentModel, ElementId, ElementKind, TextRange};
use crate::kramdown::native;
use crate::kramdown::scan::uname;
use crate::kramdown::span::kind::SpanSet;
use crate::kramdown::span::parser::{MAX_SPAN_DEPTH, SpanEnd, SpanParser};
use crate::kramdown::syntax::html_tag::{
    CDATA, MarkdownAttr, StartTag, cdata, comment_end, end_tag, is_end_tag_of, start_tag,
};
use crate::kramdown::syntax::tags;

/// Parses a comment, a CDATA section, an element, a stray end tag as text, or `<` as text if a name follows.
pub(super) fn parse(parser: &mut SpanParser<'_, '_>) -> bool {
    let start = parser.pos;
    let behavior = parser.doc.options().behavior();
    let text = parser.text();
    let begins = match text.get(start + 1) {
        Some(b'/') => true,
        Some(b'!') => {
            text[start..].starts_with(b"<!--") || behavior.cdata && text[start..].starts_with(CDATA)
        }
        Some(_) => text[start] == b'<' && uname(text, start + 1).is_some(),
        None => false,
    };
    if text[start] != b'<' || !begins {
        return false;
    }
    let (text, lookahead) = parser.text_and_lookahead();
    if let Some(end) = comment_end(text, lookahead, start) {
        let comment = TextRange::new(start, end);
        parser.take_element(ElementKind::XmlComment(Category::Span), comment, end);
        return true;
    }
    if let Some((content, end)) = cdata(text, lookahead, start, behavior) {
        let mut escaped = String::new();
        escape::code(&mut escaped, parser.doc.arena.get(content));
        let content = parser.doc.arena.add(&escaped, content.start as usize);
        parser.doc.add_text(parser.parent, ElementKind::Text, content);
        parser.pos = end;
        return true;
    }
    if let Some(tag) = end_tag(text, start) {
        let message = format!(
            "end tag `</{}>` without a start tag",
            parser.doc.arena.get(tag.name)
        );
        parser.doc.warn(WarningKind::StrayEndTag, start, tag.end, message);
        parser.take_text(tag.end - start);
        return true;
    }
    match start_tag(text, start) {
        Some(tag) => parse_element(parser, tag),
        None => parser.take_text(1),
    }
    true
}

fn parse_element(parser: &mut SpanParser<'_, '_>, tag: StartTag) {
    let start = parser.pos;
    let written = parser.doc.arena.get(tag.name).to_lowercase();
    if tags::is_block(&written) || parser.depth >= MAX_SPAN_DEPTH {
        let message = format!("the block element `{written}` cannot be inside a line of text");
        parser
            .doc
            .warn(WarningKind::MisplacedHtml, start, tag.end, message);
        parser.take_text(tag.end - start);
        return;
    }
    let (name, known) = parser.doc.tag_name(tag.name);
    let mut attrs = parser.doc.html_attributes(tag.attrs, known);
    parser.doc.without_line_feeds(attrs);
    let is_raw = tags::model(parser.doc.arena.get(name)) == ContentModel::Raw;
    let in_raw = parser.doc.tree[parser.parent].kind.is_raw_html();
    let mut parses = !is_raw && !in_raw && parser.doc.options().parse_span_html;
    match parser.doc.markdown_attr(&mut attrs) {
        Some(MarkdownAttr::Span) => parses = true,
        Some(MarkdownAttr::Default) => parses = !is_raw,
        Some(MarkdownAttr::Raw) => parses = false,
        Some(MarkdownAttr::Block) => {
            let message = "an element inside a line of text cannot contain blocks".to_owned();
            parser
                .doc
                .warn(WarningKind::MisplacedHtml, start, tag.end, message);
        }
        None => {}
    }
    let model = if parses {
        ContentModel::Span
    } else {
        ContentModel::Raw
    };
    let kind = ElementKind::Html {
        category: Category::Span,
        model,
        closed: tag.closed,
    };
    let element = parser.take_element(kind, name, tag.end);
    parser.doc.tree[element].attrs = attrs;
    if !tag.closed && !tags::is_void(parser.doc.arena.get(name)) {
        parse_content(parser, element, name, known, parses);
        parser.doc.tree[element].source.end = tag.end as u32;
    }
    if parser.converts_html() {
        native::convert(parser.doc, element);
    }
}

fn parse_content(
    parser: &mut SpanParser<'_, '_>,
    element: ElementId,
    name: TextRange,
    known: bool,
    parses: bool,
) {
    let outer_open = parser.open;
    let outer_active = parser.active;
    let outer_html = std::mem::replace(&mut parser.html, parser.pos);
    parser.open = outer_open.inside_html();
    parser.active = if parses { parser.allowed } else { SpanSet::RAW_HTML };
    let end = SpanEnd::EndTag {
        name,
        any_case: known,
    };
    let found = parser.parse_spans(element, end);
    parser.active = outer_active;
    parser.open = outer_open;
    parser.html = outer_html;
    if found {
        let bytes = parser.doc.arena.bytes();
        let end = is_end_tag_of(parser.text(), parser.pos, &bytes[name.range()], known);
        parser.pos = end.unwrap_or(parser.pos);
    } else {
        let source = parser.doc.tree[element].source;
        parser
            .doc
            .warn_unclosed(name, source.start as usize, source.end as usize);
        let rest = TextRange::new(parser.pos, parser.end);
        parser.doc.add_text(element, ElementKind::Text, rest);
        parser.pos = parser.end;
    }
}
