//! HTML as a tree, lenient as browsers are: an end tag closes the nearest element of its name.

use html5gum::{Token, Tokenizer};

/// A node of the tree.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// Text, with its references resolved.
    Text(String),
    /// An element with its content.
    Element(Element),
}

/// An element.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) children: Vec<Node>,
}

impl Element {
    /// The value of an attribute; empty where there is none.
    pub(super) fn get(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    /// Whether the element has an attribute.
    pub(super) fn has_attribute(&self, name: &str) -> bool {
        self.attributes.iter().any(|(known, _)| known == name)
    }

    /// Whether the element has a class.
    pub(super) fn has_class(&self, class: &str) -> bool {
        self.get("class")
            .split_ascii_whitespace()
            .any(|known| known == class)
    }

    /// The text of the element and everything in it.
    pub(super) fn text(&self) -> String {
        let parts = self.children.iter().map(|child| match child {
            Node::Text(text) => text.clone(),
            Node::Element(element) => element.text(),
        });
        parts.collect()
    }

    /// The elements directly in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }
}

/// Elements without content.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// How deep elements may nest: what is deeper becomes part of the element at that depth.
const DEEPEST: usize = 200;

/// The nodes of `html`.
pub(super) fn parse(html: &str) -> Vec<Node> {
    let mut open = vec![Element::default()];
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        match token {
            Token::String(text) => {
                let text = String::from_utf8_lossy(&text).into_owned();
                push(&mut open, Node::Text(text));
            }
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let attributes = tag.attributes.iter().map(|(name, value)| {
                    let name = String::from_utf8_lossy(name).into_owned();
                    (name, String::from_utf8_lossy(value).into_owned())
                });
                let element = Element {
                    attributes: attributes.collect(),
                    name,
                    children: Vec::new(),
                };
                match tag.self_closing || VOID.contains(&&*element.name) || open.len() > DEEPEST {
                    true => push(&mut open, Node::Element(element)),
                    false => open.push(element),
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name);
                if open.iter().skip(1).any(|element| *element.name == *name) {
                    while open.len() > 1 && close(&mut open) != *name {}
                }
            }
            _ => {}
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    open.pop().unwrap_or_default().children
}

fn push(open: &mut [Element], node: Node) {
    if let Some(element) = open.last_mut() {
        element.children.push(node);
    }
}

/// Closes the innermost element; gives its name.
fn close(open: &mut Vec<Element>) -> String {
    let element = open.pop().unwrap_or_default();
    let name = element.name.clone();
    push(open, Node::Element(element));
    name
}
