//! The ids of headers, by the rule of GFM and by that of kramdown.

use std::collections::HashMap;

use crate::kramdown::options::Options;
use crate::kramdown::scan::is_word_char;

/// The ids used so far, for each of the two rules.
#[derive(Debug, Default)]
pub(super) struct Ids {
    gfm: HashMap<String, u32>,
    classic: HashMap<String, u32>,
}

impl Ids {
    /// GFM's id for the text of a header: word characters and `-` in lower case, with `-` for each space or tab.
    pub(super) fn gfm(&mut self, text: &str, options: &Options) -> String {
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

    /// kramdown's id: ASCII letters, digits and `-`, beginning with a letter. It is `section` if nothing is left.
    pub(super) fn classic(&mut self, text: &str, options: &Options) -> String {
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

/// The text in ASCII, as Ruby's stringex transliterates it.
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

/// kramdown's id without its number.
pub(super) fn basic_id(text: &str) -> String {
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
