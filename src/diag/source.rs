//! Source texts by number, and spans of bytes in them; lines are counted only when something is printed.

use parking_lot::RwLock;
use std::sync::Arc;

/// The number of a text in [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

/// A range of bytes in one source text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text.
    pub source: SourceId,
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Whether it holds no bytes.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span of the bytes `start..end` of `source`. Offsets past 4 GiB are cut to that.
    pub fn new(source: SourceId, start: usize, end: usize) -> Self {
        let cut = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            source,
            start: cut(start),
            end: cut(end.max(start)),
        }
    }
}

/// A text with the name users know it by.
#[derive(Debug)]
pub struct Source {
    /// The path relative to the site, with `/` between its parts.
    pub path: String,
    /// The whole text.
    pub text: Arc<str>,
    /// The text that the user wrote, where this one was made from it.
    pub original: Option<Original>,
}

/// The text from which another one was made.
#[derive(Clone, Debug)]
pub struct Original {
    /// The text.
    pub source: SourceId,
    /// The parts that both have in common, in order.
    pub shared: Vec<Shared>,
}

/// A part that a text shares with its original.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The first byte in the text.
    pub at: u32,
    /// The first byte in the original.
    pub original: u32,
    /// How many bytes.
    pub length: u32,
}

impl Original {
    /// The original of `text`, made from `old` by changing one part: what both begin and end with is shared.
    pub fn of_one_change(source: SourceId, old: &str, text: &str) -> Self {
        let begin = old.bytes().zip(text.bytes()).take_while(|(a, b)| a == b).count();
        let (rest, new) = (&old.as_bytes()[begin..], &text.as_bytes()[begin..]);
        let end = rest
            .iter()
            .rev()
            .zip(new.iter().rev())
            .take_while(|(a, b)| a == b)
            .count();
        let cut = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            source,
            shared: vec![
                Shared {
                    at: 0,
                    original: 0,
                    length: cut(begin),
                },
                Shared {
                    at: cut(text.len() - end),
                    original: cut(old.len() - end),
                    length: cut(end),
                },
            ],
        }
    }

    /// The byte of the original for the byte `at`. Within a changed part, that is where the part begins in the
    /// original, or where it ends, if `end`.
    fn byte(&self, at: u32, end: bool) -> u32 {
        let next = match end {
            true => self.shared.partition_point(|shared| shared.at < at),
            false => self.shared.partition_point(|shared| shared.at <= at),
        };
        let before = next.checked_sub(1).map(|index| self.shared[index]);
        match before {
            Some(shared) if at <= shared.at + shared.length => shared.original + (at - shared.at),
            _ if end => self.shared.get(next).map_or(u32::MAX, |shared| shared.original),
            Some(shared) => shared.original + shared.length,
            None => 0,
        }
    }
}

/// A place as people count: lines and columns from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
}

impl Source {
    /// Line and column of the byte at `offset`; an offset past the end is the end.
    pub fn place(&self, offset: u32) -> Place {
        let bytes = self.text.as_bytes();
        let offset = (offset as usize).min(bytes.len());
        let start = memchr::memrchr(b'\n', &bytes[..offset]).map_or(0, |at| at + 1);
        let line = memchr::memchr_iter(b'\n', &bytes[..start]).count() + 1;
        let column = String::from_utf8_lossy(&bytes[start..offset]).chars().count() + 1;
        Place { line, column }
    }

    /// The line that holds the byte at `offset`, without its line break.
    pub fn line_at(&self, offset: u32) -> &str {
        let bytes = self.text.as_bytes();
        let offset = (offset as usize).min(bytes.len());
        let start = memchr::memrchr(b'\n', &bytes[..offset]).map_or(0, |at| at + 1);
        let end = memchr::memchr(b'\n', &bytes[offset..]).map_or(bytes.len(), |at| offset + at);
        self.text[start..end].trim_end_matches('\r')
    }
}

/// All texts of a run by number. A number is given once, so a [`Span`] never comes to mean another text.
#[derive(Debug, Default)]
pub struct Sources {
    texts: RwLock<Vec<Option<Arc<Source>>>>,
}

impl Sources {
    /// Takes in a text under the path users know and gives its number.
    pub fn add(&self, path: impl Into<String>, text: impl Into<Arc<str>>) -> SourceId {
        let source = Arc::new(Source {
            path: path.into(),
            text: text.into(),
            original: None,
        });
        self.push(source)
    }

    /// Adds a text that was made from another one under the path of that one. Places in it are shown in the original.
    pub fn add_rewritten(&self, text: impl Into<Arc<str>>, original: Original) -> SourceId {
        let source = Arc::new(Source {
            path: self.get(original.source).path.clone(),
            text: text.into(),
            original: Some(original),
        });
        self.push(source)
    }

    /// `span` in the text that the user wrote.
    pub fn original(&self, span: Span) -> Span {
        let mut span = span;
        while let Some(original) = &self.get(span.source).original {
            let start = original.byte(span.start, false);
            let end = match span.is_empty() {
                true => start,
                false => original.byte(span.end, true),
            };
            span = Span {
                source: original.source,
                start,
                end: end.max(start),
            };
        }
        let length = u32::try_from(self.get(span.source).text.len()).unwrap_or(u32::MAX);
        Span {
            end: span.end.min(length),
            ..span
        }
    }

    fn push(&self, source: Arc<Source>) -> SourceId {
        let mut texts = self.texts.write();
        texts.push(Some(source));
        SourceId(u32::try_from(texts.len() - 1).expect("at most `u32::MAX` sources"))
    }

    /// The text with the number `id`, which must come from this same collection; empty if it was [dropped](Self::retain).
    pub fn get(&self, id: SourceId) -> Arc<Source> {
        let texts = self.texts.read();
        texts[id.0 as usize].clone().unwrap_or_else(|| {
            Arc::new(Source {
                path: String::new(),
                text: "".into(),
                original: None,
            })
        })
    }

    /// The number that the next text gets: all texts so far have lower ones.
    pub fn next_id(&self) -> SourceId {
        let texts = self.texts.read();
        SourceId(u32::try_from(texts.len()).unwrap_or(u32::MAX))
    }

    /// How many texts are held.
    pub fn held(&self) -> usize {
        let texts = self.texts.read();
        texts.iter().flatten().count()
    }

    /// Drops the texts that `is_used` does not name; the original of a used text is used as well.
    pub fn retain(&self, is_used: impl Fn(SourceId) -> bool) {
        let mut texts = self.texts.write();
        // An original was added before the texts that were made from it.
        let mut originals = Vec::new();
        for (index, text) in texts.iter_mut().enumerate().rev() {
            let Some(source) = text else { continue };
            let id = SourceId(u32::try_from(index).unwrap_or(u32::MAX));
            if is_used(id) || originals.contains(&id) {
                originals.extend(source.original.as_ref().map(|original| original.source));
            } else {
                *text = None;
            }
        }
    }

    /// The numbers of all texts, in the order in which they were added.
    pub fn ids(&self) -> Vec<SourceId> {
        let texts = self.texts.read();
        let count = u32::try_from(texts.len()).unwrap_or(u32::MAX);
        (0..count).map(SourceId).collect()
    }

    /// `path:line:column` of the start of `span`.
    pub fn locate(&self, span: Span) -> String {
        let span = self.original(span);
        let source = self.get(span.source);
        let Place { line, column } = source.place(span.start);
        format!("{}:{line}:{column}", source.path)
    }
}

#[cfg(test)]
mod tests {
    use super::{Original, Shared, Sources, Span};

    #[test]
    fn a_span_of_a_rewritten_text_is_one_of_the_original() {
        let sources = Sources::default();
        let old = "see [a](other.md#x) and [b](nope.md)";
        let new = "see [a](/other.html#x) and [b](nope.md)";
        let source = sources.add("index.md", old);
        let shared = [(0, 0, 8), (19, 16, 20)].map(|(at, original, length)| Shared { at, original, length });
        let rewritten = sources.add_rewritten(
            new,
            Original {
                source,
                shared: shared.to_vec(),
            },
        );
        let original = |part: &str| {
            let at = new.find(part).unwrap();
            let span = sources.original(Span::new(rewritten, at, at + part.len()));
            assert_eq!(span.source, source);
            old[span.start as usize..span.end as usize].to_owned()
        };
        assert_eq!(original("nope.md"), "nope.md");
        assert_eq!(original("/other.html"), "other.md");
        assert_eq!(original("/other.html#x"), "other.md#x");
    }

    #[test]
    fn one_change_keeps_what_both_texts_begin_and_end_with() {
        let sources = Sources::default();
        let source = sources.add("a.md", "# T\n\nbody");
        let original = Original::of_one_change(source, "# T\n\nbody", "body");
        let rewritten = sources.add_rewritten("body", original);
        assert_eq!(
            sources.original(Span::new(rewritten, 1, 3)),
            Span::new(source, 6, 8)
        );
    }
}
