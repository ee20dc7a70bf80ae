//! The block phase: parses the text into a tree of blocks, whose text stays unparsed.
//!
//! Each construct has a file of its own. `parser` holds the loop that tries them, in the order of the tables below.

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
mod html_element;
mod link_definition;
mod list;
mod list_item;
mod math;
mod paragraph;
mod parser;
mod smarty_pants;
mod table;
mod table_row;

use crate::kramdown::block::parser::{BlockParser, Construct};
use crate::kramdown::document::Document;
use crate::kramdown::options::Input;

/// kramdown's block parsers in its order. The first that matches wins; a paragraph takes the rest.
const KRAMDOWN: &[Construct] = &[
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

/// The constructs of Markdown without kramdown's extensions.
const MARKDOWN: &[Construct] = &[
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

/// The constructs of `smartify`: text and HTML.
const SMARTY_PANTS: &[Construct] = &[html::parse, smarty_pants::parse];

/// Parses the blocks of a document.
pub(crate) fn parse(doc: &mut Document<'_>) {
    let constructs = match doc.input {
        Input::Gfm | Input::Kramdown | Input::Html => KRAMDOWN,
        Input::Markdown => MARKDOWN,
        Input::SmartyPants => SMARTY_PANTS,
    };
    let extended = doc.input != Input::Markdown;
    let mut parser = BlockParser::new(doc, constructs, extended);
    if parser.doc.input == Input::Html {
        html_document::parse(&mut parser);
    } else {
        parser.parse_blocks(parser.doc.root);
    }
}
