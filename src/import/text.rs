//! A text that is being converted, and what is left to do in it.

use super::Job;
use super::references::References;
use crate::diag::{Code, Diagnostic, SourceId, Span};
use std::borrow::Cow;

/// A text of the old site while it is converted.
pub(super) struct Text<'j, 's> {
    pub(super) job: &'j mut Job<'s>,
    pub(super) source: SourceId,
    /// The path of the page below the folder of pages. Relative links start at its folder.
    pub(super) path: String,
    /// Whether each line of the result gets a prefix, as in a list item or a block quote. Liquid tags that print
    /// several lines cannot be used there.
    pub(super) is_nested: bool,
    /// Whether it is part of a tab, which is converted to HTML apart from the page and sees none of its definitions.
    pub(super) is_in_tab: bool,
    pub(super) references: References,
    /// How many snippets are being read, one within the other.
    pub(super) depth: usize,
}

/// A line, with leading tabs as spaces and without its line feed.
#[derive(Clone, Debug)]
pub(super) struct Line<'t> {
    pub(super) text: Cow<'t, str>,
    /// Where it begins in its source.
    pub(super) at: usize,
}

impl Line<'_> {
    /// The number of spaces that it begins with.
    pub(super) fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The same without its first `width` spaces.
    pub(super) fn dedented(&self, width: usize) -> Self {
        let width = width.min(self.indent());
        Self {
            text: self.text[width..].to_owned().into(),
            at: self.at + width,
        }
    }
}

/// The lines of `text`, which begins at `at` of its source.
pub(super) fn lines(text: &str, at: usize) -> Vec<Line<'_>> {
    let mut start = at;
    let line = |whole: &str| {
        let text = whole.trim_end_matches('\n');
        let indent = text.len() - text.trim_start_matches([' ', '\t']).len();
        let place = start;
        start += whole.len();
        (text.to_owned(), indent, place)
    };
    let lines = text.split_inclusive('\n').map(line);
    let lines = lines.map(|(text, indent, at)| match text[..indent].contains('\t') {
        true => Line {
            text: (text[..indent].replace('\t', "    ") + &text[indent..]).into(),
            at,
        },
        false => Line {
            text: text.into(),
            at,
        },
    });
    lines.collect()
}

/// A piece of work that is left, without a place.
pub(super) fn left(message: impl Into<String>, hint: &str) -> Diagnostic {
    Diagnostic::warning(Code::ForeignSyntax, message).hint(hint)
}

impl Text<'_, '_> {
    /// Reports that the `length` bytes at `at` were not converted.
    pub(super) fn left(&mut self, at: usize, length: usize, message: impl Into<String>, hint: &str) {
        let span = Span::new(self.source, at, at + length);
        self.job.left.push(left(message, hint).at(span));
    }

    /// Whether the site uses this extension of Markdown.
    pub(super) fn has(&self, extension: &str) -> bool {
        self.job.site.extensions.iter().any(|name| name == extension)
    }
}
