//! Ids of headers: GFM's rule, and kramdown's own.

use std::collections::HashMap;

use crate::kramdown::element::{ElementId, Kind, Quote, Symbol};
use crate::kramdown::options::Options;
use crate::kramdown::parser::Parser;
use crate::kramdown::scan::is_word_char;

/// The ids given so far, by each of the two rules.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    gfm: HashMap<String, u32>,
    classic: HashMap<String, u32>,
}

impl Ids {
    /// The id that GFM makes of a header's text: letters, digits, marks, `_` and `-` in lower case, blanks as `-`.
    pub(crate) fn gfm(&mut self, text: &str, options: &Options) -> String {
        let mut id = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                ' ' | '\t' => id.push('-'),
                'A'..='Z' => id.push(c.to_ascii_lowercase()),
                'a'..='z' | '0'..='9' | '_' | '-' => id.push(c),
                _ if c.is_ascii() => {}
                _ => id.extend(c.to_lowercase().filter(|&c| is_word_char(c))),
            }
        }
        numbered(&mut self.gfm, id, options)
    }

    /// The id that kramdown makes: ASCII letters, digits and `-`, beginning with a letter; `section` if nothing is left.
    pub(crate) fn classic(&mut self, text: &str, options: &Options) -> String {
        let mut id = basic_id(text);
        if options.transliterated_header_ids {
            id = basic_id(&transliterate(text));
        }
        if id.is_empty() {
            id.push_str("section");
        }
        numbered(&mut self.classic, id, options)
    }
}

fn numbered(known: &mut HashMap<String, u32>, id: String, options: &Options) -> String {
    let prefix = &options.auto_id_prefix;
    if let Some(count) = known.get_mut(&id) {
        *count += 1;
        return format!("{prefix}{id}-{count}");
    }
    let full = format!("{prefix}{id}");
    known.insert(id, 0);
    full
}

/// What Ruby's stringex gives: each character in ASCII.
fn transliterate(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_ascii() {
                c.to_string()
            } else {
                deunicode::deunicode_char(c).unwrap_or("?").to_owned()
            }
        })
        .collect()
}

/// kramdown's rule without the count.
pub(crate) fn basic_id(text: &str) -> String {
    let mut id = String::with_capacity(text.len());
    let mut line_start = true;
    for c in text.chars() {
        if c == '\n' {
            line_start = true;
            continue;
        }
        if line_start && !c.is_ascii_alphabetic() {
            continue;
        }
        line_start = false;
        match c {
            ' ' => id.push('-'),
            '-' => id.push('-'),
            _ if c.is_ascii_alphanumeric() => id.push(c.to_ascii_lowercase()),
            _ => {}
        }
    }
    id
}

impl Parser<'_> {
    /// The text below `id`, from which header ids are made. With `all`, code, formulas, entities and typographic marks
    /// count as text (GFM).
    pub(crate) fn header_text(&self, id: ElementId, all: bool, into: &mut String) {
        for child in self.tree.children(id) {
            let element = &self.tree[child];
            match element.kind {
                Kind::Text | Kind::Abbreviation { .. } => into.push_str(self.pool.get(element.text)),
                Kind::Codespan | Kind::Math(_) if all => into.push_str(self.pool.get(element.text)),
                Kind::Entity { code } if all => into.extend(char::from_u32(code)),
                Kind::SmartQuote(quote) if all => into.push(match quote {
                    Quote::LeftSingle => '\u{2018}',
                    Quote::RightSingle => '\u{2019}',
                    Quote::LeftDouble => '\u{201C}',
                    Quote::RightDouble => '\u{201D}',
                }),
                Kind::TypographicSym(symbol) if all => into.push_str(match symbol {
                    Symbol::Hellip => "\u{2026}",
                    Symbol::Mdash => "\u{2014}",
                    Symbol::Ndash => "\u{2013}",
                    Symbol::Laquo => "\u{AB}",
                    Symbol::Raquo => "\u{BB}",
                    Symbol::LaquoSpace => "\u{AB}\u{A0}",
                    Symbol::RaquoSpace => "\u{A0}\u{BB}",
                }),
                _ => self.header_text(child, all, into),
            }
        }
    }
}
