//! The block constructs, one a file, and the order in which they are tried.

mod abbreviation_definition;
mod blank_line;
mod blockquote;
mod codeblock;
mod definition_list;
mod eob_marker;
mod extensions;
mod fenced_codeblock;
mod footnote_definition;
mod header;
mod horizontal_rule;
mod html;
mod html_document;
mod link_definition;
mod list;
mod list_item;
mod math;
mod paragraph;
mod raw_html;
mod smarty;
mod table;
mod table_row;

pub(crate) use extensions::word_with_dashes;
pub(crate) use html::Markdown;

use crate::kramdown::parser::Parser;

/// What trying a construct came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It does not stand here; nothing has changed.
    Not,
    /// It has been read.
    Done,
    /// It has been read and ends the blocks of its parent.
    Stop,
}

impl From<bool> for Outcome {
    fn from(done: bool) -> Self {
        if done { Self::Done } else { Self::Not }
    }
}

type Construct = fn(&mut Parser<'_>) -> Outcome;

/// kramdown's block parsers in its order: the first that takes the text wins. A paragraph takes what is left.
const ORDER: &[Construct] = &[
    blank_line::parse,
    codeblock::parse,
    fenced_codeblock::parse,
    blockquote::parse,
    header::parse_atx,
    horizontal_rule::parse,
    list::parse,
    definition_list::parse,
    html::parse,
    header::parse_setext,
    math::parse,
    table::parse,
    footnote_definition::parse,
    link_definition::parse,
    abbreviation_definition::parse,
    extensions::parse,
    eob_marker::parse,
    paragraph::parse,
];

/// The same without kramdown's additions to Markdown.
const PLAIN: &[Construct] = &[
    blank_line::parse,
    codeblock::parse,
    blockquote::parse,
    header::parse_atx,
    horizontal_rule::parse,
    list::parse,
    html::parse,
    header::parse_setext,
    link_definition::parse,
    eob_marker::parse,
    paragraph::parse,
];

/// Only text and HTML, for `smartify`.
const SMARTY: &[Construct] = &[html::parse, smarty::parse];

/// The constructs that `parser` tries.
pub(crate) fn order(parser: &Parser<'_>) -> &'static [Construct] {
    match () {
        () if parser.spans.smarty => SMARTY,
        () if parser.extended => ORDER,
        () => PLAIN,
    }
}
