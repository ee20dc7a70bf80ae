//! Converts Markdown to HTML, in three dialects.
//!
//! | module | dialect | how |
//! |---|---|---|
//! | [`kramdown`] | kramdown with its GFM parser, as Jekyll uses it | an own parser, byte for byte |
//! | [`commonmark`] | CommonMark with GitHub's extensions | pulldown-cmark, with heading ids and highlighted code |
//! | [`commonmarker`] | CommonMark as the gem jekyll-commonmark writes it | pulldown-cmark, written by the gem's rules |
//!
//! Besides the HTML, a conversion returns the headings, the links, and warnings about probable mistakes, each with its
//! position in the text. Every text has a result: Markdown has no syntax errors.
//!
//! # Example
//!
//! ```
//! use recto_markdown::{Options, WarningKind, render};
//!
//! let text = "## Install\n\nSee [the guide][guide] and <b>this.\n";
//! let html = render(text, &Options::default());
//!
//! assert!(html.html.starts_with("<h2 id=\"install\">Install</h2>"));
//! assert_eq!(html.toc[0].id, "install");
//! assert_eq!(html.warnings[0].kind, WarningKind::UndefinedReference);
//! assert_eq!(&text[html.warnings[0].range.clone()], "[the guide][guide]");
//! assert_eq!(html.warnings[1].kind, WarningKind::UnclosedHtml);
//! ```

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

pub use code_ranges::code_ranges;
pub use highlighter::{Highlighter, PlainCode, Rouge};
pub use warning::WarningKind;

/// The dialect of a text.
#[expect(clippy::large_enum_variant, reason = "a site has one value of this type")]
#[derive(Clone, Debug)]
pub enum Dialect {
    /// The dialect of Ruby's kramdown.
    Kramdown(kramdown::Options),
    /// CommonMark with GitHub's extensions.
    CommonMark(commonmark::Options),
    /// CommonMark as the gem jekyll-commonmark reads and writes it.
    Commonmarker(commonmarker::Options),
}

/// The options of a conversion.
#[derive(Clone)]
pub struct Options {
    /// The dialect, with its own options.
    pub dialect: Dialect,
    /// The highlighter of code.
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

/// The result of a conversion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html {
    /// The HTML.
    pub html: String,
    /// The headings with an id, in order.
    pub toc: Vec<Heading>,
    /// The links and images, in the order of the HTML.
    pub links: Vec<Link>,
    /// Probable mistakes.
    pub warnings: Vec<Warning>,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The level as written, 1 to 6.
    pub level: u8,
    /// The id.
    pub id: String,
    /// The content as HTML, without links and footnote markers.
    pub html: String,
    /// The position in the text, in bytes.
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
    /// The position in the text, in bytes.
    pub range: Range<usize>,
}

/// A probable mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The kind of mistake, for code that reacts to it. The message may be reworded at any time.
    pub kind: WarningKind,
    /// The description for the author: lower case, no full stop.
    pub message: String,
    /// The position in the text, in bytes.
    pub range: Range<usize>,
}

/// Converts Markdown to HTML. Every text has a result.
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

/// The HTML of a code block with the info string `info`, in the markup of the documentation theme. It has no blank lines,
/// so that it can be inserted into other Markdown.
pub fn code_block(info: &str, code: &str, options: &Options) -> String {
    without_blank_lines(&commonmark::code_block(info, code, options.highlighter.as_ref()))
}

/// Makes quotes, dashes and ellipses typographic and keeps HTML: Jekyll's `smartify` filter.
pub fn smartify(text: &str, options: &Options) -> String {
    match &options.dialect {
        Dialect::Kramdown(kramdown) => kramdown::smartify(text, kramdown, options.highlighter.as_ref()),
        Dialect::CommonMark(_) | Dialect::Commonmarker(_) => {
            kramdown::smartify(text, &kramdown::Options::default(), options.highlighter.as_ref())
        }
    }
}

/// The id that GitHub makes of a heading's text. The second one with the same text gets the suffix `-1`.
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
