//! Splits text into the terms that are indexed and searched.
//!
//! A term is a run of letters and digits, lower case and without accents. In scripts that write no spaces each pair of
//! neighbours is a term. `assets/search.js` does the same.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest term, in characters: longer runs are data, and only their beginning is indexed.
const LONGEST: usize = 32;

/// Calls `found` with each term of `text`, in order.
pub(super) fn each(text: &str, mut found: impl FnMut(&str)) {
    let mut term = String::new();
    let mut unspaced: Option<char> = None;
    let mut length = 0;
    let mut take = |c: char| {
        if is_unspaced(c) {
            if !term.is_empty() {
                found(&term);
                term.clear();
                length = 0;
            }
            if let Some(before) = unspaced {
                found(&[before, c].iter().collect::<String>());
            }
            unspaced = Some(c);
            return;
        }
        unspaced = None;
        if c.is_alphanumeric() {
            if length < LONGEST {
                term.push(c);
                length += 1;
            }
        } else if !term.is_empty() {
            found(&term);
            term.clear();
            length = 0;
        }
    };
    match text.is_ascii() {
        true => text.chars().for_each(|c| take(c.to_ascii_lowercase())),
        false => {
            let plain = text.nfkd().filter(|c| !is_combining_mark(*c)).nfc();
            plain.flat_map(char::to_lowercase).for_each(&mut take);
        }
    }
    take(' ');
}

/// Whether a character belongs to a script without spaces: Han, Hiragana, Katakana, Thai, Lao, Khmer, Myanmar.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF
        | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

#[cfg(test)]
mod tests {
    fn terms(text: &str) -> Vec<String> {
        let mut terms = Vec::new();
        super::each(text, |term| terms.push(term.to_owned()));
        terms
    }

    #[test]
    fn terms_are_lower_case_without_accents() {
        assert_eq!(
            terms("Über liquid_in_code: café"),
            ["uber", "liquid", "in", "code", "cafe"]
        );
    }

    #[test]
    fn scripts_without_spaces_give_pairs() {
        assert_eq!(terms("全文搜索 API"), ["全文", "文搜", "搜索", "api"]);
        assert_eq!(terms("한국어 문서"), ["한국어", "문서"]);
    }
}
