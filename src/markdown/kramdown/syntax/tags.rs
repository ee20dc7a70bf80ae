//! What kramdown knows about HTML elements: which are spans, which have no content, how the content is parsed (the
//! constants of `Kramdown::Parser::Html`).

use crate::kramdown::document::ContentModel;
use crate::kramdown::version::Behavior;

/// Whether an element is a span, a block, or neither.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Span,
    Block,
    Other,
}

fn class(name: &str) -> Class {
    match name {
        "a" | "abbr" | "acronym" | "b" | "big" | "bdo" | "br" | "button" | "cite" | "code" | "del"
        | "dfn" | "em" | "i" | "img" | "input" | "ins" | "kbd" | "label" | "mark" | "option" | "q" | "rb"
        | "rbc" | "rp" | "rt" | "rtc" | "ruby" | "samp" | "select" | "small" | "span" | "strong" | "sub"
        | "sup" | "tt" | "u" | "var" => Class::Span,
        "address" | "article" | "aside" | "applet" | "body" | "blockquote" | "caption" | "col"
        | "colgroup" | "dd" | "div" | "dl" | "dt" | "fieldset" | "figcaption" | "footer" | "form" | "h1"
        | "h2" | "h3" | "h4" | "h5" | "h6" | "header" | "hgroup" | "hr" | "html" | "head" | "iframe"
        | "legend" | "menu" | "li" | "main" | "map" | "nav" | "ol" | "optgroup" | "p" | "pre" | "section"
        | "summary" | "table" | "tbody" | "td" | "th" | "thead" | "tfoot" | "tr" | "ul" => Class::Block,
        _ => Class::Other,
    }
}

fn listed_model(name: &str) -> Option<ContentModel> {
    match name {
        "address" | "applet" | "article" | "aside" | "blockquote" | "body" | "dd" | "details" | "div"
        | "dl" | "fieldset" | "figure" | "figcaption" | "footer" | "form" | "header" | "hgroup"
        | "iframe" | "li" | "main" | "map" | "menu" | "nav" | "noscript" | "object" | "section"
        | "summary" | "td" => Some(ContentModel::Block),
        "a" | "abbr" | "acronym" | "b" | "bdo" | "big" | "button" | "cite" | "caption" | "del" | "dfn"
        | "dt" | "em" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "i" | "ins" | "label" | "legend"
        | "optgroup" | "p" | "q" | "rb" | "rbc" | "rp" | "rt" | "rtc" | "ruby" | "select" | "small"
        | "span" | "strong" | "sub" | "sup" | "th" | "tt" => Some(ContentModel::Span),
        "script" | "style" | "math" | "option" | "textarea" | "pre" | "code" | "kbd" | "samp" | "var" => {
            Some(ContentModel::Raw)
        }
        _ => None,
    }
}

/// True for elements without content.
pub(crate) fn is_void(name: &str) -> bool {
    const VOID: [&str; 16] = [
        "area", "base", "br", "col", "command", "embed", "hr", "img", "input", "keygen", "link", "meta",
        "param", "source", "track", "wbr",
    ];
    VOID.contains(&name)
}

/// True for span elements.
pub(crate) fn is_span(name: &str, behavior: &Behavior) -> bool {
    class(name) == Class::Span || name == "time" && behavior.time_is_span
}

/// True for block elements, which cannot be inside a line of text.
pub(crate) fn is_block(name: &str) -> bool {
    class(name) == Class::Block
}

/// How the content of the element is parsed. That of unknown elements is raw.
pub(crate) fn model(name: &str) -> ContentModel {
    listed_model(name).unwrap_or(ContentModel::Raw)
}

/// True for the elements that kramdown knows as HTML. It writes their names in lower case.
pub(crate) fn is_known(name: &str, behavior: &Behavior) -> bool {
    class(name) == Class::Block || is_span(name, behavior) || is_void(name) || listed_model(name).is_some()
}

/// True for the elements that do not end a paragraph at the start of a line.
pub(crate) fn stays_in_paragraph(name: &str, behavior: &Behavior) -> bool {
    is_span(name, behavior) || name == "script"
}
