//! Markdown in three dialects: takes text, gives HTML with its table of contents, its links, and warnings.
//!
//! # Steps
//!
//! kramdown (`kramdown`): text into a tree of blocks, the text of blocks into spans, the tree into HTML.
//! CommonMark (`commonmark`): pulldown-cmark's events, with heading ids and attributes, into HTML.
//! The same as jekyll-commonmark writes it (`commonmarker`): the events by that gem's rules into HTML.

pub mod commonmark;
pub mod commonmarker;
mod code_ranges;
mod entities;
mod escape;
mod highlighter;
pub mod kramdown;
mod warning;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use recto_text::html::without_blank_lines;

pub use warning::WarningKind;

pub use code_ranges::code_ranges;
pub use highlighter::{Highlighter, PlainCode, Rouge};

/// Which Markdown a text is written in.
#[expect(clippy::large_enum_variant, reason = "there is one of it in a site")]
#[derive(Clone, Debug)]
pub enum Dialect {
    /// As Ruby's kramdown reads it.
    Kramdown(kramdown::Options),
    /// As CommonMark and GitHub read it.
    CommonMark(commonmark::Options),
    /// As the gem jekyll-commonmark reads and writes it.
    Commonmarker(commonmarker::Options),
}

/// How text is turned into HTML.
#[derive(Clone)]
pub struct Options {
    /// Which Markdown it is.
    pub dialect: Dialect,
    /// What colours code.
    pub highlighter: Arc<dyn Highlighter>,
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("dialect", &self.dialect)
            .finish_non_exhaustive()
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            dialect: Dialect::Kramdown(kramdown::Options::default()),
            highlighter: Arc::new(Rouge::default()),
        }
    }
}

/// What became of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html {
    /// The HTML.
    pub html: String,
    /// The headers that have an id, in order.
    pub toc: Vec<Heading>,
    /// The links and images, in the order of the HTML.
    pub links: Vec<Link>,
    /// What is probably a mistake.
    pub warnings: Vec<Warning>,
}

/// A header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its level as written, 1 to 6.
    pub level: u8,
    /// Its id.
    pub id: String,
    /// Its text as HTML, without links and marks of footnotes.
    pub html: String,
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
}

/// A link, an image, or another reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The element, such as `a` or `img`.
    pub element: String,
    /// The attribute: `href` or `src`.
    pub attribute: &'static str,
    /// The URL as written.
    pub url: String,
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
}

/// Something in the text that is probably a mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The kind of mistake, for code that reacts to it. The message may be reworded at any time.
    pub kind: WarningKind,
    /// The description for the author: lower case, no full stop.
    pub message: String,
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
}

/// Turns Markdown into HTML. Every text has a result.
pub fn render(text: &str, options: &Options) -> Html {
    let span = tracing::trace_span!("markdown", bytes = tracing::field::Empty).entered();
    let html = match &options.dialect {
        Dialect::Kramdown(kramdown) => kramdown::render(text, kramdown, options.highlighter.as_ref()),
        Dialect::CommonMark(commonmark) => commonmark::render(text, commonmark, options.highlighter.as_ref()),
        Dialect::Commonmarker(gem) => commonmarker::render(text, gem, options.highlighter.as_ref()),
    };
    span.record("bytes", html.html.len());
    html
}

/// Converts Markdown to HTML that is inserted into other Markdown: the result of Jekyll's `markdownify` filter.
///
/// In the CommonMark dialect the HTML has no blank lines, since the first one would end an HTML block around it.
/// kramdown's HTML blocks continue across blank lines, and the gem's dialect keeps the bytes that Jekyll writes.
pub fn fragment(text: &str, options: &Options) -> String {
    let html = render(text, options).html;
    match options.dialect {
        Dialect::Kramdown(_) | Dialect::Commonmarker(_) => html,
        Dialect::CommonMark(_) => without_blank_lines(&html),
    }
}

/// The HTML of a code block with the info string `info`, in the markup of the documentation theme; it has no blank
/// lines, so it stays whole inside other Markdown.
pub fn code_block(info: &str, code: &str, options: &Options) -> String {
    without_blank_lines(&commonmark::code_block(info, code, options.highlighter.as_ref()))
}

/// Makes quotes, dashes and dots typographic, and leaves HTML alone: Jekyll's `smartify`.
pub fn smartify(text: &str, options: &Options) -> String {
    match &options.dialect {
        Dialect::Kramdown(kramdown) => kramdown::smartify(text, kramdown, options.highlighter.as_ref()),
        Dialect::CommonMark(_) | Dialect::Commonmarker(_) => {
            kramdown::smartify(text, &kramdown::Options::default(), options.highlighter.as_ref())
        }
    }
}

/// An id made of a heading's text as GitHub makes it; the second of a kind gets `-1`.
fn slug(text: &str, known: &mut std::collections::HashMap<String, u32>) -> String {
    let id: String = text
        .trim()
        .chars()
        .flat_map(char::to_lowercase)
        .filter_map(|c| match c {
            ' ' | '\t' => Some('-'),
            '-' | '_' => Some(c),
            _ => c.is_alphanumeric().then_some(c),
        })
        .collect();
    match known.get_mut(&id) {
        Some(count) => {
            *count += 1;
            format!("{id}-{count}")
        }
        None => {
            known.insert(id.clone(), 0);
            id
        }
    }
}
