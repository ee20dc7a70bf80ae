//! Links and images: `[text](url "title")`, `[text][id]`, `[id]`.

use crate::kramdown::document::{AttrName, ElementId, ElementKind, TextRange};
use crate::kramdown::lookahead::{OpenSpans, Opener};
use crate::kramdown::span::brackets::Brackets;
use crate::kramdown::span::escaped_chars::unescape;
use crate::kramdown::span::link_target::Target;
use crate::kramdown::span::parser::{MAX_SPAN_DEPTH, SpanEnd, SpanParser};

/// The bracket of a link.
const BRACKET: Opener = Opener {
    delimiter: b'[',
    length: 1,
};

/// Parses a link or an image, or its bracket as text.
pub(super) fn parse(parser: &mut SpanParser<'_, '_>) -> bool {
    let start = parser.pos;
    let text = parser.text();
    let is_image = text[start] == b'!';
    let inside = start + 1 + usize::from(is_image);
    if text.get(inside - 1) != Some(&b'[') || matches!(text.get(inside), None | Some(b'^')) {
        return false;
    }
    let nested = !is_image && parser.open.has(OpenSpans::LINK);
    if nested || !parse_link(parser, start, inside, is_image) {
        parser.pos = start;
        parser.take_text(inside - start);
    }
    true
}

fn parse_link(parser: &mut SpanParser<'_, '_>, start: usize, inside: usize, is_image: bool) -> bool {
    let kind = if is_image {
        ElementKind::Img
    } else {
        ElementKind::A
    };
    let (open, html) = (parser.open, parser.html);
    if parser.depth >= MAX_SPAN_DEPTH
        || parser.lookahead.unclosed.contains(BRACKET, open, html, start)
        || is_known_to_fail(parser, inside, start)
    {
        return false;
    }
    let checkpoint = parser.doc.checkpoint();
    let source = TextRange::new(start, start);
    let element = parser.doc.tree.create(kind, TextRange::default(), source);
    parser.open = open.with(OpenSpans::LINK);
    parser.pos = inside;
    let found = parser.parse_spans(element, SpanEnd::Bracket);
    parser.open = open;
    let close = parser.pos;
    let brackets = parser.last_brackets.take().unwrap_or_default();
    let at_bracket = found && parser.text()[close] == b']';
    if at_bracket && let Some(target) = parser.link_target(inside, close, start) {
        finish(parser, element, target, TextRange::new(inside, close));
        return true;
    }
    if !found && brackets.are_known() {
        parser.no_bracket = Some(open);
        let unclosed = &mut parser.lookahead.unclosed;
        unclosed.insert(BRACKET, open, html, start, close - start);
    }
    parser.doc.rollback(checkpoint);
    if brackets.are_known() {
        remember_brackets(parser, brackets);
    }
    if at_bracket {
        // Repeats the warning that the rollback removed. The warnings about the content are repeated when it is parsed
        // again.
        parser.link_target(inside, close, start);
    }
    false
}

/// True if this bracket was part of a failed link text, and is known not to begin a link.
fn is_known_to_fail(parser: &mut SpanParser<'_, '_>, inside: usize, start: usize) -> bool {
    match parser.lookahead.unclosed.bracket(inside, parser.open) {
        None => false,
        Some(None) => {
            parser.no_bracket = Some(parser.open);
            true
        }
        Some(Some(close)) => parser.link_target(inside, close, start).is_none(),
    }
}

/// Remembers the brackets in a failed link text, so that not each of them is searched for again.
fn remember_brackets(parser: &mut SpanParser<'_, '_>, brackets: Brackets) {
    if brackets.open.len() + brackets.closed.len() < 2 {
        return;
    }
    let open = brackets.open.into_iter().map(|inside| (inside, None));
    let closed = brackets.closed.into_iter();
    let closed = closed.map(|(inside, close)| (inside, Some(close)));
    let unclosed = &mut parser.lookahead.unclosed;
    unclosed.insert_brackets(parser.open, open.chain(closed));
}

/// Adds the link with the given text.
fn finish(parser: &mut SpanParser<'_, '_>, element: ElementId, target: Target, text: TextRange) {
    let (url, title, end) = match target {
        Target::Url { url, title, end } => (url, title, end),
        Target::Definition { link, end } => {
            let ial = link.eob.and_then(|eob| parser.doc.tree[eob].ial);
            parser.doc.tree[element].ial = ial;
            if let Some(ial) = ial {
                parser.doc.apply_ial_to(element, ial);
            }
            (link.url, link.title, end)
        }
    };
    if parser.doc.tree[element].kind == ElementKind::A {
        parser.doc.set_element_attr(element, AttrName::Href, url);
    } else {
        parser.doc.set_element_attr(element, AttrName::Src, url);
        let alt = unescaped(parser, text);
        parser.doc.set_element_attr(element, AttrName::Alt, alt);
        parser.doc.tree.clear(element);
    }
    if let Some(title) = title {
        parser.doc.set_element_attr(element, AttrName::Title, title);
    }
    parser.doc.tree[element].source.end = end as u32;
    parser.doc.tree.append(parser.parent, element);
    parser.pos = end;
}

/// The text of `range` without escaping backslashes.
fn unescaped(parser: &mut SpanParser<'_, '_>, range: TextRange) -> TextRange {
    let text = parser.doc.arena.get(range);
    if memchr::memchr(b'\\', text.as_bytes()).is_none() {
        return range;
    }
    let plain = unescape(text);
    parser.doc.arena.add(&plain, range.start as usize)
}
