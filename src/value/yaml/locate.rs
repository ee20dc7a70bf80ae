//! Finds where a value is written in a YAML document.
//!
//! Values do not carry their places, since almost all documents are correct. A diagnostic that needs a place reads
//! the document a second time and follows the path of the value.

use super::byte_of;
use saphyr_parser::{Event, Parser, Span, StrInput};
use std::ops::Range;

/// One step of the path to a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// The value of this key of a mapping.
    Key(&'a str),
    /// The item with this index, from 0, of a sequence.
    #[allow(dead_code, reason = "a step of every path, used by tests")]
    Item(usize),
}

/// Where a value is written: ranges of bytes of the document's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// Its key, if it is the value of a mapping.
    pub key: Option<Range<usize>>,
    /// The value itself, quotes included.
    pub value: Range<usize>,
}

/// Finds the value at the end of `path` in the first document of `text`. Of equal keys the last one counts, as it does
/// when the document is read. `None` if there is no such value, or if the text before it is not YAML.
#[must_use]
pub fn locate(text: &str, path: &[Step<'_>]) -> Option<Location> {
    let mut reader = Reader {
        text,
        events: Parser::new_from_str(text),
    };
    loop {
        match reader.next()? {
            (Event::StreamStart | Event::DocumentStart(_), _) => {}
            (event, span) => return reader.node(&event, span, None, Some(path)).found,
        }
    }
}

struct Reader<'t> {
    text: &'t str,
    events: Parser<'t, StrInput<'t>>,
}

/// What reading one node gives.
struct Node {
    /// The end of the node; `None` if the text broke off.
    end: Option<usize>,
    found: Option<Location>,
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Option<(Event<'t>, Span)> {
        self.events.next()?.ok()
    }

    fn range(&self, span: Span) -> Range<usize> {
        byte_of(self.text, &span.start)..byte_of(self.text, &span.end)
    }

    /// Reads the node that `event` begins, and looks for `path` in it, if that leads into this node.
    fn node(
        &mut self,
        event: &Event<'t>,
        span: Span,
        key: Option<Range<usize>>,
        path: Option<&[Step<'_>]>,
    ) -> Node {
        let range = self.range(span);
        let mut node = match event {
            Event::MappingStart(..) => self.mapping(path),
            Event::SequenceStart(..) => self.sequence(path),
            _ => Node {
                end: Some(range.end),
                found: None,
            },
        };
        if path.is_some_and(<[Step<'_>]>::is_empty) {
            let end = node.end.unwrap_or(self.text.len());
            node.found = Some(Location {
                key,
                value: range.start..end.max(range.start),
            });
        }
        node
    }

    fn mapping(&mut self, path: Option<&[Step<'_>]>) -> Node {
        let mut found = None;
        while let Some((event, span)) = self.next() {
            if matches!(event, Event::MappingEnd) {
                let end = Some(self.range(span).end);
                return Node { end, found };
            }
            let key = self.range(span);
            let below = match (&event, path) {
                (Event::Scalar(name, ..), Some([Step::Key(wanted), rest @ ..])) if name == wanted => {
                    Some(rest)
                }
                _ => None,
            };
            self.node(&event, span, None, None);
            let Some((event, span)) = self.next() else { break };
            let value = self.node(&event, span, Some(key), below);
            found = value.found.or(found);
        }
        Node { end: None, found }
    }

    fn sequence(&mut self, path: Option<&[Step<'_>]>) -> Node {
        let mut found = None;
        let mut index = 0;
        while let Some((event, span)) = self.next() {
            if matches!(event, Event::SequenceEnd) {
                let end = Some(self.range(span).end);
                return Node { end, found };
            }
            let below = match path {
                Some([Step::Item(wanted), rest @ ..]) if *wanted == index => Some(rest),
                _ => None,
            };
            let item = self.node(&event, span, None, below);
            found = item.found.or(found);
            index += 1;
        }
        Node { end: None, found }
    }
}

#[cfg(test)]
mod tests {
    use super::{Step, locate};

    const TEXT: &str = "title: A\nnav:\n  - path: \"/a/\"\n    größe: 1\n  - [x, y]\ntitle: B\n";

    fn at(path: &[Step<'_>]) -> Option<&'static str> {
        locate(TEXT, path).map(|found| &TEXT[found.value])
    }

    #[test]
    fn a_path_leads_to_the_value_as_it_is_written() {
        use Step::{Item, Key};
        assert_eq!(at(&[Key("nav"), Item(0), Key("path")]), Some("\"/a/\""));
        assert_eq!(at(&[Key("nav"), Item(0), Key("größe")]), Some("1"));
        assert_eq!(at(&[Key("nav"), Item(1), Item(1)]), Some("y"));
    }

    #[test]
    fn of_equal_keys_the_last_one_counts() {
        assert_eq!(at(&[Step::Key("title")]), Some("B"));
        let found = locate(TEXT, &[Step::Key("title")]).unwrap();
        assert_eq!(found.key, Some(TEXT.len() - 9..TEXT.len() - 4));
    }

    #[test]
    fn what_is_not_there_has_no_place() {
        assert_eq!(at(&[Step::Key("nav"), Step::Item(7)]), None);
        assert_eq!(at(&[Step::Key("title"), Step::Key("x")]), None);
        assert_eq!(locate("a: [", &[Step::Key("b")]), None);
        assert_eq!(locate("", &[Step::Key("b")]), None);
    }
}
