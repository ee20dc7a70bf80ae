//! What kramdown knows of HTML elements: which are spans, which have no body, how their inside is read. (The constants
//! of `Kramdown::Parser::Html`.)

use crate::kramdown::element::Model;

/// True for the elements that stand in a line of text.
pub(crate) fn is_span(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "big"
            | "bdo"
            | "br"
            | "button"
            | "cite"
            | "code"
            | "del"
            | "dfn"
            | "em"
            | "i"
            | "img"
            | "input"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "option"
            | "q"
            | "rb"
            | "rbc"
            | "rp"
            | "rt"
            | "rtc"
            | "ruby"
            | "samp"
            | "select"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "tt"
            | "u"
            | "var"
    )
}

/// True for the elements that may not stand in a line of text.
pub(crate) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "applet"
            | "body"
            | "blockquote"
            | "caption"
            | "col"
            | "colgroup"
            | "dd"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "head"
            | "iframe"
            | "legend"
            | "menu"
            | "li"
            | "main"
            | "map"
            | "nav"
            | "ol"
            | "optgroup"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "th"
            | "thead"
            | "tfoot"
            | "tr"
            | "ul"
    )
}

/// True for the elements without body.
pub(crate) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "command"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "keygen"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

fn listed_model(name: &str) -> Option<Model> {
    match name {
        "address" | "applet" | "article" | "aside" | "blockquote" | "body" | "dd" | "details" | "div"
        | "dl" | "fieldset" | "figure" | "figcaption" | "footer" | "form" | "header" | "hgroup"
        | "iframe" | "li" | "main" | "map" | "menu" | "nav" | "noscript" | "object" | "section"
        | "summary" | "td" => Some(Model::Block),
        "a" | "abbr" | "acronym" | "b" | "bdo" | "big" | "button" | "cite" | "caption" | "del" | "dfn"
        | "dt" | "em" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "i" | "ins" | "label" | "legend"
        | "optgroup" | "p" | "q" | "rb" | "rbc" | "rp" | "rt" | "rtc" | "ruby" | "select" | "small"
        | "span" | "strong" | "sub" | "sup" | "th" | "tt" => Some(Model::Span),
        "script" | "style" | "math" | "option" | "textarea" | "pre" | "code" | "kbd" | "samp" | "var" => {
            Some(Model::Raw)
        }
        _ => None,
    }
}

/// How the inside of the element is read; unknown ones are raw.
pub(crate) fn model(name: &str) -> Model {
    listed_model(name).unwrap_or(Model::Raw)
}

/// True for the names that kramdown takes for HTML, which it writes in lower case.
pub(crate) fn is_known(name: &str) -> bool {
    is_span(name) || is_block(name) || is_void(name) || listed_model(name).is_some()
}

/// True for the names that do not end a paragraph at the start of a line.
pub(crate) fn stays_in_paragraph(name: &str) -> bool {
    is_span(name) || name == "script"
}
