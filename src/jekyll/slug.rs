//! A title in, a slug out, in the modes that Jekyll knows (`Jekyll::Utils.slugify`).

use crate::site::permalink::{self, Slug};
use regex::Regex;
use std::sync::LazyLock;

static RAW: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[ \t\n\r\x0b\x0c]+").expect("the pattern is fixed"));
static ASCII: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[^A-Za-z0-9]+").expect("the pattern is fixed"));

/// The slug of `text`. Modes: `raw` (white space becomes a hyphen), `default` (all but letters and digits does),
/// `pretty` (keeps `._~!$&'()+,;=@`), `ascii` (all but ASCII letters and digits goes), `latin` (accents are dropped
/// first); any other mode only lowers the case. `cased` keeps capitals.
pub fn slugify(text: &str, mode: &str, cased: bool) -> String {
    let slug = match mode {
        "default" => permalink::slugify(text, Slug::Default, true),
        "latin" => permalink::slugify(&transliterate(text), Slug::Default, true),
        "pretty" => permalink::slugify(text, Slug::Pretty, true),
        "raw" => hyphened(&RAW, text),
        "ascii" => hyphened(&ASCII, text),
        _ => text.to_owned(),
    };
    match cased {
        true => slug,
        false => lower(&slug),
    }
}

/// `text` with a hyphen for each match, but for one at each end.
fn hyphened(pattern: &Regex, text: &str) -> String {
    let slug = pattern.replace_all(text, "-");
    let slug = slug.strip_prefix('-').unwrap_or(&slug);
    slug.strip_suffix('-').unwrap_or(slug).to_owned()
}

/// Ruby's `downcase`, which looks at each character alone.
pub(super) fn lower(text: &str) -> String {
    match text.is_ascii() {
        true => text.to_ascii_lowercase(),
        false => text.chars().flat_map(char::to_lowercase).collect(),
    }
}

/// Latin letters with accents become plain ones, everything else outside ASCII a question mark: the table of Ruby's
/// I18n reaches from `À` to `ž`.
fn transliterate(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\0'..='\x7f' => out.push(c),
            '×' => out.push('x'),
            'Ð' | 'Đ' => out.push('D'),
            'ð' | 'đ' => out.push('d'),
            'ĸ' => out.push('k'),
            'ŉ' => out.push_str("'n"),
            'Ŋ' => out.push_str("NG"),
            'ŋ' => out.push_str("ng"),
            '÷' | 'ſ' => out.push('?'),
            'À'..='ž' => out.push_str(deunicode::deunicode_char(c).unwrap_or("?")),
            _ => out.push('?'),
        }
    }
    out
}
