//! kramdown with its GFM parser, as Jekyll runs it. The HTML is the same, byte for byte, as that of the Ruby gem.
//!
//! # Steps
//!
//! 1. `block` parses the text into a tree of blocks.
//! 2. `span` parses the text of the blocks into spans, and applies attribute lists.
//! 3. `abbreviations` finds abbreviations in the remaining text.
//! 4. `html` writes the tree.
//!
//! The parsers fill a `document`, which knows no syntax, and the writer only reads it. `syntax` contains what blocks and
//! spans share, `native` the conversion of HTML elements (`html_to_native`), and `lookahead` the tables that keep the
//! parsers linear in the length of the text.
//!
//! # Example
//!
//! ```
//! use recto_markdown::PlainCode;
//! use recto_markdown::kramdown::{self, Options};
//!
//! let html = kramdown::render("# A *title*\n\nText.\n{: .note}\n", &Options::default(), &PlainCode);
//! assert_eq!(
//!     html.html,
//!     "<h1 id=\"a-title\">A <em>title</em></h1>\n\n<p class=\"note\">Text.</p>\n"
//! );
//! assert_eq!(html.toc[0].id, "a-title");
//! ```

mod abbreviations;
mod block;
mod classes;
mod document;
mod html;
mod lookahead;
mod native;
mod options;
mod scan;
mod span;
mod syntax;
mod version;

pub use options::{
    EntityOutput, Highlighting, Input, LinkDefinition, Options, Setting, TypographicSymbols, smart_quotes,
    toc_levels,
};
pub use version::Version;

use crate::kramdown::document::Document;
use crate::{Highlighter, Html};

/// Converts kramdown to HTML.
pub fn render(text: &str, options: &Options, highlighter: &dyn Highlighter) -> Html {
    convert(text, options.input, options, highlighter)
}

/// Makes quotes, dashes and ellipses typographic and keeps HTML (Jekyll's `SmartyPants` converter).
pub fn smartify(text: &str, options: &Options, highlighter: &dyn Highlighter) -> String {
    let mut html = convert(text, Input::SmartyPants, options, highlighter).html;
    if html.ends_with('\n') {
        html.pop();
    }
    html
}

fn convert(text: &str, input: Input, options: &Options, highlighter: &dyn Highlighter) -> Html {
    let mut doc = Document::new(text, input, options);
    block::parse(&mut doc);
    if input == Input::Html {
        native::convert_document(&mut doc);
    } else {
        span::parse(&mut doc);
        abbreviations::replace(&mut doc);
        doc.warn_about_unused_footnotes();
    }
    let html = html::write(&doc, highlighter);
    Html {
        warnings: doc.warnings,
        ..html
    }
}
