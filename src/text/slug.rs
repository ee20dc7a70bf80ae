//! Slugs as Jekyll makes them (`Jekyll::Utils.slugify`).
//!
//! kramdown builds heading ids by rules of its own; they are in the Markdown crate, next to the option that selects
//! them.

use regex::Regex;
use std::sync::LazyLock;

/// Which characters [`slugify`] keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Everything but white space.
    Raw,
    /// Letters, marks and digits.
    Default,
    /// Letters, marks, digits and `._~!$&'()+,;=@`.
    Pretty,
    /// ASCII letters and digits.
    Ascii,
    /// Letters, marks and digits, after Latin letters have lost their accents.
    Latin,
    /// All characters: only the case changes.
    None,
    /// What Jekyll 3 keeps by default: alphabetic characters and digits.
    Alphabetic,
    /// What Jekyll 3 calls pretty: alphabetic characters, digits and `._~!$&'()+,;=@`.
    PrettyAlphabetic,
}

impl Mode {
    /// The mode with a name that the `slugify` filter takes. Any unknown name only changes the case, as in Jekyll.
    #[must_use]
    pub fn named(name: &str) -> Self {
        match name {
            "raw" => Self::Raw,
            "default" => Self::Default,
            "pretty" => Self::Pretty,
            "ascii" => Self::Ascii,
            "latin" => Self::Latin,
            _ => Self::None,
        }
    }

    /// The mode that Jekyll 3 has by this name. Marks, which are not alphabetic, divide words in it; Roman numerals and
    /// letters in circles are kept.
    #[must_use]
    pub fn of_jekyll_3(self) -> Self {
        match self {
            Self::Default => Self::Alphabetic,
            Self::Pretty => Self::PrettyAlphabetic,
            other => other,
        }
    }
}

static SPACES: LazyLock<Regex> = LazyLock::new(|| pattern(r"[ \t\n\r\x0b\x0c]+"));
static NOT_ALPHANUMERIC: LazyLock<Regex> = LazyLock::new(|| pattern(r"[^\p{M}\p{L}\p{Nd}]+"));
static NOT_PRETTY: LazyLock<Regex> = LazyLock::new(|| pattern(r"[^\p{M}\p{L}\p{Nd}._~!$&'()+,;=@]+"));
static NOT_ALPHABETIC: LazyLock<Regex> = LazyLock::new(|| pattern(r"[^\p{Alphabetic}\p{Nd}]+"));
static NOT_PRETTY_ALPHABETIC: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[^\p{Alphabetic}\p{Nd}._~!$&'()+,;=@]+"));
static NOT_ASCII: LazyLock<Regex> = LazyLock::new(|| pattern(r"[^A-Za-z0-9]+"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is fixed")
}

/// The slug of `text`: each run of characters that `mode` does not keep becomes one hyphen, except for one at each
/// end. Lower case unless `cased`.
#[must_use]
pub fn slugify(text: &str, mode: Mode, cased: bool) -> String {
    let slug = match mode {
        Mode::Raw => hyphenate(&SPACES, text),
        Mode::Default => hyphenate(&NOT_ALPHANUMERIC, text),
        Mode::Pretty => hyphenate(&NOT_PRETTY, text),
        Mode::Ascii => hyphenate(&NOT_ASCII, text),
        Mode::Latin => hyphenate(&NOT_ALPHANUMERIC, &transliterate(text)),
        Mode::None => text.to_owned(),
        Mode::Alphabetic => hyphenate(&NOT_ALPHABETIC, text),
        Mode::PrettyAlphabetic => hyphenate(&NOT_PRETTY_ALPHABETIC, text),
    };
    match cased {
        true => slug,
        false => downcase(&slug),
    }
}

fn hyphenate(pattern: &Regex, text: &str) -> String {
    let slug = pattern.replace_all(text, "-");
    let slug = slug.strip_prefix('-').unwrap_or(&slug);
    slug.strip_suffix('-').unwrap_or(slug).to_owned()
}

/// Ruby's `downcase`, which maps each character without regard to its neighbours.
#[must_use]
pub fn downcase(text: &str) -> String {
    match text.is_ascii() {
        true => text.to_ascii_lowercase(),
        false => text.chars().flat_map(char::to_lowercase).collect(),
    }
}

/// Replaces Latin letters with accents by plain ones and all else outside ASCII by a question mark, as Ruby's I18n
/// does; its table covers `À` to `ž`.
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

#[cfg(test)]
mod tests {
    use super::{Mode, slugify};

    #[test]
    fn each_mode_keeps_its_own_characters() {
        let text = " The Größe_of.a 日本 thing ";
        assert_eq!(slugify(text, Mode::Raw, false), "the-größe_of.a-日本-thing");
        assert_eq!(slugify(text, Mode::Default, false), "the-größe-of-a-日本-thing");
        assert_eq!(slugify(text, Mode::Pretty, true), "The-Größe_of.a-日本-thing");
        assert_eq!(slugify(text, Mode::Ascii, false), "the-gr-e-of-a-thing");
        assert_eq!(slugify("Größe", Mode::Latin, false), "grosse");
        assert_eq!(slugify("A b", Mode::named("none"), false), "a b");
    }
}
