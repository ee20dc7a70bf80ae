//! Finds where the values of a YAML text are written.
//!
//! Values keep no places, since almost none is ever needed. When a diagnostic needs one, the text is parsed again.

use crate::{Str, Value};
use saphyr_parser::{Event, Marker, Parser, ScalarStyle};
use std::ops::Range;

/// A node of a YAML text with the bytes in which it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A scalar, without its quotes.
    Scalar(Range<usize>),
    /// A sequence.
    Sequence(Vec<Node>),
    /// A mapping: key, bytes of the key, value.
    Mapping(Vec<(String, Range<usize>, Node)>),
    /// An alias, which has the value of another node.
    Alias(Range<usize>),
}

impl Node {
    /// The node at `path`, whose steps are keys and indices, and the bytes of the last key or of the item.
    #[must_use]
    pub fn find(&self, path: &[&str]) -> Option<(&Self, Range<usize>)> {
        let mut node = self;
        let mut range = node.range();
        for step in path {
            match node {
                Self::Mapping(entries) => {
                    let (_, key, value) = entries.iter().rev().find(|(key, ..)| key == step)?;
                    range = key.clone();
                    node = value;
                }
                Self::Sequence(items) => {
                    node = items.get(step.parse::<usize>().ok()?)?;
                    range = node.range();
                }
                _ => return None,
            }
        }
        Some((node, range))
    }

    /// The bytes of the node; those of a collection start at its first scalar.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        match self {
            Self::Scalar(range) | Self::Alias(range) => range.clone(),
            Self::Sequence(items) => items.first().map_or(0..0, Self::range),
            Self::Mapping(entries) => entries.first().map_or(0..0, |(_, key, _)| key.clone()),
        }
    }

    /// Calls `each` for every String of `value`, which was read from the same text, with its bytes.
    pub fn strings(&self, value: &Value, each: &mut dyn FnMut(&Str, Range<usize>)) {
        match (self, value) {
            (Self::Scalar(range), Value::Str(text)) => each(text, range.clone()),
            (Self::Sequence(nodes), Value::Array(items)) => {
                for (node, item) in nodes.iter().zip(items.iter()) {
                    node.strings(item, each);
                }
            }
            (Self::Mapping(entries), Value::Hash(hash)) => {
                for (key, _, node) in entries {
                    if let Some(value) = hash.get(key) {
                        node.strings(value, each);
                    }
                }
            }
            _ => {}
        }
    }
}

/// The nodes of the first document of `text`; `None` where it is not YAML.
#[must_use]
pub fn spans(text: &str) -> Option<Node> {
    let lines = Lines::new(text);
    let mut open: Vec<Open> = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.ok()?;
        let range = lines.byte(&span.start)..lines.byte(&span.end);
        let done = match event {
            Event::Scalar(_, style, ..) => {
                let quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
                Some(Node::Scalar(match quoted && range.len() >= 2 {
                    true => range.start + 1..range.end - 1,
                    false => range,
                }))
            }
            Event::Alias(_) => Some(Node::Alias(range)),
            Event::SequenceStart(..) => {
                open.push(Open::Sequence(Vec::new()));
                None
            }
            Event::MappingStart(..) => {
                open.push(Open::Mapping(Vec::new(), None));
                None
            }
            Event::SequenceEnd | Event::MappingEnd => Some(match open.pop()? {
                Open::Sequence(items) => Node::Sequence(items),
                Open::Mapping(entries, _) => Node::Mapping(entries),
            }),
            _ => None,
        };
        let Some(node) = done else { continue };
        match open.last_mut() {
            None => return Some(node),
            Some(Open::Sequence(items)) => items.push(node),
            Some(Open::Mapping(entries, key)) => match key.take() {
                None => {
                    let range = node.range();
                    *key = Some((text.get(range.clone()).unwrap_or("").to_owned(), range));
                }
                Some((key, range)) => entries.push((key, range, node)),
            },
        }
    }
    None
}

/// A collection that has not ended yet.
enum Open {
    Sequence(Vec<Node>),
    Mapping(Vec<(String, Range<usize>, Node)>, Option<(String, Range<usize>)>),
}

/// The first byte of each line.
struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes());
        Self {
            text,
            starts: std::iter::once(0).chain(breaks.map(|at| at + 1)).collect(),
        }
    }

    /// The byte that a marker points at: it counts lines from 1 and columns in characters from 0.
    fn byte(&self, mark: &Marker) -> usize {
        let Some(start) = self.starts.get(mark.line().saturating_sub(1)) else {
            return self.text.len();
        };
        let line = &self.text[*start..];
        let column = line.char_indices().nth(mark.col());
        column.map_or(self.text.len(), |(at, _)| start + at)
    }
}

#[cfg(test)]
mod tests {
    use super::spans;
    use crate::yaml::parse;
    use recto_diag::Sources;

    #[test]
    fn every_string_has_the_bytes_in_which_it_is_written() {
        let text = "- title: Ü\n  url: '/a/'\n- {url: /b/, deep: [x, \"/c/\"]}\n";
        let source = Sources::default().add("nav.yml", text);
        let value = parse(source, text, 0).unwrap();
        let mut found = Vec::new();
        spans(text).unwrap().strings(&value, &mut |string, range| {
            assert_eq!(&text[range.clone()], &**string);
            found.push(string.to_string());
        });
        assert_eq!(found, ["Ü", "/a/", "/b/", "x", "/c/"]);
    }

    #[test]
    fn a_path_leads_to_a_key() {
        let text = "check:\n  ignore:\n    - link: x\n      rule: y\n";
        let node = spans(text).unwrap();
        let (_, range) = node.find(&["check", "ignore", "0", "rule"]).unwrap();
        assert_eq!(&text[range], "rule");
        assert!(node.find(&["check", "nope"]).is_none());
    }
}
