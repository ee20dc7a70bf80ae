//! Serializes HTML again as libxml2 does, as gems built on Nokogiri do with the pages they change: well-nested HTML
//! becomes the same elements with libxml2's line breaks and escapes.
//!
//! Rules from libxml2's `HTMLtree.c` (`htmlNodeDumpFormatOutput`, `htmlAttrDumpOutput`).

use crate::text::escape::Entities;
use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use std::borrow::Cow;
use std::convert::Infallible;

/// The HTML of `html` as libxml2 writes it. `None` where its elements do not nest, or where libxml2 knows an element
/// less well than browsers do: then what libxml2 would make of it is another tree.
pub(super) fn rewritten(html: &str) -> Option<String> {
    let root = parse(html)?;
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    for (at, node) in root.iter().enumerate() {
        node.write(None, root.get(at + 1), &mut out);
    }
    Some(out)
}

/// A node of the tree.
enum Node {
    /// Text, with its references resolved.
    Text(String),
    Comment(String),
    Element(Element),
}

struct Element {
    name: String,
    /// Name and value; no value where none was written.
    attributes: Vec<(String, Option<String>)>,
    children: Vec<Node>,
}

/// Elements without content.
const VOID: &[&str] = &[
    "area", "base", "basefont", "br", "col", "frame", "hr", "img", "input", "link", "meta", "param",
];

/// Elements that libxml2 does not take for empty, though browsers do.
const STRANGE: &[&str] = &["embed", "keygen", "source", "track", "wbr", "isindex"];

/// The block elements of HTML 4; those of later versions are unknown to libxml2, and nothing is broken at them.
const BLOCKS: &[&str] = &[
    "address",
    "area",
    "base",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "hr",
    "html",
    "legend",
    "li",
    "link",
    "menu",
    "meta",
    "noframes",
    "noscript",
    "ol",
    "optgroup",
    "option",
    "p",
    "param",
    "pre",
    "style",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];

/// Elements that end an open paragraph.
const END_PARAGRAPHS: &[&str] = &[
    "address",
    "blockquote",
    "center",
    "dd",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "menu",
    "ol",
    "p",
    "pre",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Attributes that are written without a value.
const FLAGS: &[&str] = &[
    "checked", "compact", "declare", "defer", "disabled", "ismap", "multiple", "nohref", "noresize",
    "noshade", "nowrap", "readonly", "selected",
];

/// The tree while it grows.
#[derive(Default)]
struct Growing {
    root: Vec<Node>,
    open: Vec<Element>,
    starting: Option<Element>,
    attribute: Option<(String, Option<String>)>,
    failed: bool,
}

impl Growing {
    fn push(&mut self, node: Node) {
        let place = match self.open.last_mut() {
            Some(element) => &mut element.children,
            None => &mut self.root,
        };
        match (place.last_mut(), node) {
            (Some(Node::Text(text)), Node::Text(more)) => text.push_str(&more),
            (_, node) => place.push(node),
        }
    }

    fn end_attribute(&mut self) {
        if let (Some(element), Some(attribute)) = (&mut self.starting, self.attribute.take())
            && element.attributes.iter().all(|(name, _)| *name != attribute.0)
        {
            element.attributes.push(attribute);
        }
    }

    fn start(&mut self) {
        self.end_attribute();
        let Some(element) = self.starting.take() else {
            return;
        };
        let name = element.name.as_str();
        let in_paragraph = self.open.iter().any(|open| open.name == "p");
        self.failed |= STRANGE.contains(&name) || (in_paragraph && END_PARAGRAPHS.contains(&name));
        match VOID.contains(&name) {
            true => self.push(Node::Element(element)),
            false => self.open.push(element),
        }
    }

    fn end(&mut self, name: &str) {
        match self.open.pop() {
            Some(element) if element.name == name => self.push(Node::Element(element)),
            _ => self.failed = true,
        }
    }
}

fn parse(html: &str) -> Option<Vec<Node>> {
    let mut tree = Growing::default();
    let mut emitter = CallbackEmitter::<_, Infallible, usize>::new(
        |event: CallbackEvent<'_>, span: html5gum::Span<usize>| -> Option<Infallible> {
            let owned = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            match event {
                CallbackEvent::OpenStartTag { name } => {
                    tree.starting = Some(Element {
                        name: owned(name),
                        attributes: Vec::new(),
                        children: Vec::new(),
                    });
                }
                CallbackEvent::AttributeName { name } => {
                    tree.end_attribute();
                    // An empty value gives no event of its own.
                    let behind = html.get(span.end..).unwrap_or("").trim_start();
                    let empty = behind.starts_with('=').then(String::new);
                    tree.attribute = Some((owned(name), empty));
                }
                CallbackEvent::AttributeValue { value } => {
                    if let Some((_, known)) = &mut tree.attribute {
                        *known = Some(owned(value));
                    }
                }
                CallbackEvent::CloseStartTag { .. } => tree.start(),
                CallbackEvent::EndTag { name } => tree.end(&owned(name)),
                CallbackEvent::String { value } => tree.push(Node::Text(owned(value))),
                CallbackEvent::Comment { value } => tree.push(Node::Comment(owned(value))),
                CallbackEvent::Doctype { .. } => tree.failed = true,
                CallbackEvent::Error(_) => {}
            }
            None
        },
    );
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
    (!tree.failed && tree.open.is_empty()).then_some(tree.root)
}

impl Node {
    fn is_text(&self) -> bool {
        matches!(self, Self::Text(_))
    }

    /// Writes the node, a child of `parent` that precedes `next`.
    fn write(&self, parent: Option<&Element>, next: Option<&Self>, out: &mut String) {
        match self {
            Self::Text(text) => match parent {
                Some(Element { name, .. }) if matches!(name.as_str(), "script" | "style") => {
                    out.push_str(text)
                }
                _ => out.push_str(&LIBXML.escape(text)),
            },
            Self::Comment(text) => {
                out.push_str("<!--");
                out.push_str(text);
                out.push_str("-->");
            }
            Self::Element(element) => {
                element.write(out);
                let breaks = next.is_some_and(|next| !next.is_text())
                    && parent.is_some_and(|parent| !parent.name.starts_with('p'));
                if breaks && element.is_block() {
                    out.push('\n');
                }
            }
        }
    }
}

impl Element {
    fn is_block(&self) -> bool {
        BLOCKS.contains(&self.name.as_str())
    }

    fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            self.write_attribute(name, value.as_deref(), out);
        }
        out.push('>');
        let name = self.name.as_str();
        let (Some(first), Some(last)) = (self.children.first(), self.children.last()) else {
            if !VOID.contains(&name) && name != "li" {
                self.close(out);
            }
            return;
        };
        let breaks = self.is_block() && self.children.len() > 1 && !name.starts_with('p');
        if breaks && !first.is_text() {
            out.push('\n');
        }
        for (at, child) in self.children.iter().enumerate() {
            child.write(Some(self), self.children.get(at + 1), out);
        }
        if breaks && !last.is_text() {
            out.push('\n');
        }
        self.close(out);
    }

    fn close(&self, out: &mut String) {
        out.push_str("</");
        out.push_str(&self.name);
        out.push('>');
    }

    fn write_attribute(&self, name: &str, value: Option<&str>, out: &mut String) {
        out.push(' ');
        out.push_str(name);
        let Some(value) = value.filter(|_| !FLAGS.contains(&name)) else {
            return;
        };
        let is_address = matches!(name, "href" | "action" | "src") || (name == "name" && self.name == "a");
        let value = match is_address {
            true => value.trim_start_matches([' ', '\t', '\n', '\r']),
            false => value,
        };
        let mut escaped = LIBXML.escape(value);
        if is_address {
            escaped = Cow::Owned(percent_encoding::utf8_percent_encode(&escaped, ADDRESS).to_string());
        }
        let quote = match (escaped.contains('"'), escaped.contains('\'')) {
            (true, false) => '\'',
            (true, true) => {
                escaped = Cow::Owned(escaped.replace('"', "&quot;"));
                '"'
            }
            _ => '"',
        };
        out.push('=');
        out.push(quote);
        out.push_str(&escaped);
        out.push(quote);
    }
}

/// What libxml2 escapes in an address.
pub(super) const ADDRESS: &percent_encoding::AsciiSet = &percent_encoding::CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'$')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// What libxml2 escapes in text and attributes.
const LIBXML: Entities = Entities(&[(b'\r', "&#13;")]);

#[cfg(test)]
mod tests {
    use super::rewritten;

    #[test]
    fn lines_break_between_blocks_but_not_beside_text() {
        let html = "<div><p>a</p><ul><li>1</li><li>2</li></ul> x<br/><hr /></div>";
        let want = "<div>\n<p>a</p>\n<ul>\n<li>1</li>\n<li>2</li>\n</ul> x<br><hr>\n</div>";
        assert_eq!(rewritten(html).as_deref(), Some(want));
    }

    #[test]
    fn references_are_resolved_and_addresses_escaped() {
        let html = "<p title='a \"b\"' hidden >&copy;&nbsp;&lt; <a href=\"/é x?a=1&amp;b\">x</a><input checked=\"checked\" /></p>";
        let want = "<p title='a \"b\"' hidden>©\u{a0}&lt; <a href=\"/%C3%A9%20x?a=1&amp;b\">x</a><input checked></p>";
        assert_eq!(rewritten(html).as_deref(), Some(want));
    }

    #[test]
    fn what_does_not_nest_is_left_alone() {
        for html in [
            "<b><i>x</b></i>",
            "<p><div>x</div></p>",
            "<div>",
            "<video><source></video>",
        ] {
            assert_eq!(rewritten(html), None, "{html}");
        }
    }
}
