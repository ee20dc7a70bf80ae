//! HTML in a line: comments and elements.

use crate::WarningKind;
use crate::kramdown::block::Markdown;
use crate::kramdown::element::{Category, ElementId, Kind, Model};
use crate::kramdown::html_tag::{StartTag, end_tag, is_end_tag_of, start_tag};
use crate::kramdown::parser::Parser;
use crate::kramdown::pool::Slice;
use crate::kramdown::scan::uname;
use crate::kramdown::span::{HTML, MAX_SPAN_DEPTH, Stop};
use crate::kramdown::tags;

/// Takes a comment, an element, a stray end tag as text, or `<` as text where a name follows.
pub(super) fn parse(parser: &mut Parser<'_>) -> bool {
    let start = parser.pos;
    let text = parser.text();
    let begins = match text.get(start + 1) {
        Some(b'/') => true,
        Some(b'!') => text[start..].starts_with(b"<!--"),
        Some(_) => text[start] == b'<' && uname(text, start + 1).is_some(),
        None => false,
    };
    if text[start] != b'<' || !begins {
        return false;
    }
    if let Some(end) = parser.comment_at(start) {
        parser.take_element(Kind::XmlComment(Category::Span), Slice::new(start, end), end);
        return true;
    }
    if let Some(tag) = end_tag(parser.text(), start) {
        let message = format!("end tag `</{}>` without a start tag", parser.pool.get(tag.name));
        parser.warn(WarningKind::StrayEndTag, start, tag.end, message);
        parser.take_text(tag.end - start);
        return true;
    }
    match start_tag(parser.text(), start) {
        Some(tag) => element(parser, tag),
        None => parser.take_text(1),
    }
    true
}

fn element(parser: &mut Parser<'_>, tag: StartTag) {
    let start = parser.pos;
    // Nothing is put into the pool for what stays text.
    let written = parser.pool.get(tag.name).to_lowercase();
    if tags::is_block(&written) || parser.spans.depth >= MAX_SPAN_DEPTH {
        let message = format!("the block element `{written}` cannot be inside a line of text");
        parser.warn(WarningKind::MisplacedHtml, start, tag.end, message);
        parser.take_text(tag.end - start);
        return;
    }
    let (name, known) = parser.tag_name(tag.name);
    let mut attrs = parser.html_attributes(tag.attrs, known);
    parser.without_line_feeds(attrs);
    let is_raw = tags::model(parser.pool.get(name)) == Model::Raw;
    let in_raw = matches!(
        parser.element(parser.parent).kind,
        Kind::Html {
            model: Model::Raw,
            ..
        }
    );
    let mut parses = !is_raw && !in_raw && parser.options.parse_span_html;
    match parser.markdown_attr(&mut attrs) {
        Some(Markdown::Span) => parses = true,
        Some(Markdown::Default) => parses = !is_raw,
        Some(Markdown::Raw) => parses = false,
        Some(Markdown::Block) => {
            parser.warn(
                WarningKind::MisplacedHtml,
                start,
                tag.end,
                "an element inside a line of text cannot contain blocks".to_owned(),
            );
        }
        None => {}
    }
    let kind = Kind::Html {
        category: Category::Span,
        model: if parses { Model::Span } else { Model::Raw },
        closed: tag.closed,
    };
    let element = parser.take_element(kind, name, tag.end);
    parser.tree[element].attrs = attrs;
    if !tag.closed && !tags::is_void(parser.pool.get(name)) {
        body(parser, element, name, known, parses);
        parser.tree[element].source.end = tag.end as u32;
    }
    if parser.options.html_to_native {
        parser.make_native(element);
    }
}

fn body(parser: &mut Parser<'_>, element: ElementId, name: Slice, known: bool, parses: bool) {
    let outer_context = parser.spans.context;
    let outer_set = parser.spans.set;
    let outer_html = std::mem::replace(&mut parser.spans.html, parser.pos);
    parser.spans.context = outer_context.inside_html();
    parser.spans.set = if parses { parser.spans.all } else { HTML };
    let found = parser.parse_spans(
        element,
        Stop::EndTag {
            name,
            any_case: known,
        },
    );
    parser.spans.set = outer_set;
    parser.spans.context = outer_context;
    parser.spans.html = outer_html;
    if found {
        let bytes = parser.pool.bytes();
        let end = is_end_tag_of(parser.text(), parser.pos, &bytes[name.range()], known);
        parser.pos = end.unwrap_or(parser.pos);
    } else {
        let source = parser.element(element).source;
        parser.warn_unclosed(name, source.start as usize, source.end as usize);
        parser.add_text(element, Kind::Text, Slice::new(parser.pos, parser.end));
        parser.pos = parser.end;
    }
}
