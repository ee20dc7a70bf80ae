//! Source texts by number, and spans of bytes in them; lines are counted only when something is printed.

use std::sync::{Arc, RwLock};

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

/// All texts of a run. Texts are only ever added, so a [`Span`] stays good for as long as this lives.
#[derive(Debug, Default)]
pub struct Sources {
    texts: RwLock<Vec<Arc<Source>>>,
}

impl Sources {
    /// Takes in a text under the path users know and gives its number.
    pub fn add(&self, path: impl Into<String>, text: impl Into<Arc<str>>) -> SourceId {
        let source = Arc::new(Source {
            path: path.into(),
            text: text.into(),
        });
        let mut texts = self
            .texts
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        texts.push(source);
        SourceId(u32::try_from(texts.len() - 1).expect("fewer than four thousand million sources"))
    }

    /// The text with the number `id`, which must come from this same collection.
    pub fn get(&self, id: SourceId) -> Arc<Source> {
        let texts = self
            .texts
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        Arc::clone(&texts[id.0 as usize])
    }

    /// `path:line:column` of the start of `span`.
    pub fn locate(&self, span: Span) -> String {
        let source = self.get(span.source);
        let Place { line, column } = source.place(span.start);
        format!("{}:{line}:{column}", source.path)
    }
}
