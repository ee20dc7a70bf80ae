//! kramdown 2.4 with its GFM parser, as Jekyll drives it: takes text, gives the bytes Ruby gives.
//!
//! # Steps
//!
//! 1. `block`: the text becomes a tree of blocks; their text stays as it is.
//! 2. `span`: the text of blocks becomes spans; attribute lists are applied. Definitions may stand behind their use.
//! 3. `abbreviations` are found in what is text.
//! 4. `html`: the tree becomes HTML; header ids, the table of contents and footnotes are made on the way.

mod abbreviations;
mod attributes;
mod block;
mod code;
mod element;
mod footnotes;
mod headers;
mod html;
mod html_elements;
mod html_tag;
mod ids;
mod memo;
mod native;
mod native_code;
mod native_table;
mod native_text;
mod options;
mod parser;
mod pool;
mod scan;
mod span;
mod tags;
mod toc;
mod writer;

pub use options::{
    EntityOutput, Highlighting, Input, LinkDefinition, Options, Setting, TypographicSymbols, smart_quotes,
    toc_levels,
};

use crate::kramdown::parser::Parser;
use crate::kramdown::writer::Writer;
use crate::{Highlighter, Html};

/// Turns kramdown's Markdown into HTML.
pub fn render(text: &str, options: &Options, highlighter: &dyn Highlighter) -> Html {
    let mut parser = Parser::new(text, options);
    if options.input == Input::Html {
        parser.parse_html();
        return Writer::new(parser, highlighter).write();
    }
    convert(parser, highlighter)
}

/// Makes quotes, dashes and dots typographic, and leaves HTML alone (Jekyll's `SmartyPants` converter).
pub fn smartify(text: &str, options: &Options, highlighter: &dyn Highlighter) -> String {
    let mut parser = Parser::new(text, options);
    parser.gfm = false;
    parser.spans.make_smarty();
    let mut html = convert(parser, highlighter).html;
    if html.ends_with('\n') {
        html.pop();
    }
    html
}

fn convert(mut parser: Parser<'_>, highlighter: &dyn Highlighter) -> Html {
    let root = parser.root;
    parser.parse_blocks(root);
    parser.update_tree(root);
    let names = parser.abbreviation_names();
    parser.replace_abbreviations(root, names.as_ref());
    for at in 0..parser.footnotes.len() {
        let content = parser.footnotes[at].content;
        parser.update_tree(content);
        parser.replace_abbreviations(content, names.as_ref());
    }
    parser.warn_unused_footnotes();
    Writer::new(parser, highlighter).write()
}
